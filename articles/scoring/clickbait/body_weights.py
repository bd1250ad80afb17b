"""What a broken promise of a headline weighs, and whether its sentence may quote the law."""

from __future__ import annotations

import json
from functools import cache

from articles.provenance.headline_body.promise import Kind
from articles.scoring.clickbait.weights import DATA

LEAST_PRECISION, LEAST_JUDGED = 0.90, 20
"""The strict precision, and the number of judged findings, from which a kind may quote the law."""

# Log-odds at least, chosen: the training data have hardly any such headlines, so that fitting gives them no weight.
_WEIGHTS: dict[Kind, float] = {"claim": 1.5, "contradicted": 1.2, "name": 0.4, "number": 0.3}


def body_weight(kind: Kind, fitted: float) -> float:
    """The contribution in log-odds: the fitted weight of all kinds, or the chosen one if that is more."""
    return max(fitted, _WEIGHTS[kind])


def may_quote_law(kind: Kind) -> bool:
    """Whether enough findings of the kind were judged, and enough of them right, to quote the law for it."""
    judged = judged_figures().get(kind, {"right": 0, "n": 0})
    return judged["n"] >= LEAST_JUDGED and judged["right"] >= LEAST_PRECISION * judged["n"]


@cache
def judged_figures() -> dict[str, dict[str, int]]:
    """The judged findings by kind, and the right ones among them: those of `bench/judged`."""
    found: dict[str, dict[str, int]] = json.loads((DATA / "headline_body_judged.json").read_text(encoding="utf-8"))
    return found
