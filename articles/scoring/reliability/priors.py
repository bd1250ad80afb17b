"""The priors of the reliability parts, fitted on the platform's own sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from articles.scoring.reliability.evidence import gather
from articles.scoring.reliability.history import Histories
from articles.scoring.reliability.parts import PARTS, Part, scheme

FEWEST = 30
"""The number of sources with a case below which a part keeps its prior.

A fit on fewer would describe those sources, not the platform.
"""
LEAST, MOST = 2.0, 200.0
"""The bounds of a + b: a prior counts for at least and at most this many imagined articles."""


def fit_prior(counts: Sequence[tuple[float, float]], fallback: tuple[float, float]) -> tuple[float, float]:
    """Fit Beta(a, b) of the share of good ones to (good, tried) of many sources.

    By moments of the beta-binomial. The mean is m = Σ good / Σ tried. The spread of the sources' shares beyond chance
    gives the correlation ρ, and a + b = 1 / ρ − 1 (Kleinman 1973, with weights n). Fewer than 30 sources with a case
    give `fallback`.
    """
    known = np.array([pair for pair in counts if pair[1] > 0], dtype=np.float64)
    if len(known) < FEWEST:
        return fallback
    good, tried = known[:, 0], known[:, 1]
    whole = float(tried.sum())
    mean = float(np.clip(good.sum() / whole, 1e-3, 1 - 1e-3))
    spread = float((tried * (good / tried - mean) ** 2).sum())
    chance, room = mean * (1 - mean) * (len(known) - 1), mean * (1 - mean) * (whole - float((tried**2).sum()) / whole)
    # One case per source cannot show a spread beyond chance.
    rho = (spread - chance) / (room - chance) if room > chance else 0.0
    imagined = min(MOST, max(LEAST, 1 / rho - 1)) if rho > 0 else MOST
    return round(mean * imagined, 4), round((1 - mean) * imagined, 4)


def fit_priors(histories: Histories) -> dict[str, tuple[float, float, int]]:
    """Fit (a, b, sources with a case) for each part.

    Record and corrections use randomly audited reviews alone, because queued articles are no random sample. The other
    parts use every article.
    """
    counts: dict[str, list[tuple[float, float]]] = {name: [] for name in PARTS}
    for history in histories.values():
        audited = [review for review in history.reviews if review.sampled]
        # As of the first possible day, so that nothing decays: a prior describes sources, not today.
        for name, tally in gather(history.days, audited, date.min).items():
            counts[name].append((tally.good, tally.tried))
    return {
        name: (*fit_prior(counts[name], _prior(part)), sum(tried > 0 for _, tried in counts[name]))
        for name, part in scheme().parts.items()
    }


def fit_selection_odds(histories: Histories) -> float:
    """How many times the odds of a violation are higher among articles that the queue chose than among audited ones.

    1–20, rounded; 1 with fewer than 30 audited violations or without a clean article on either side.
    """
    counts = {(sampled, broken): 0 for sampled in (True, False) for broken in (True, False)}
    for history in histories.values():
        for review in history.reviews:
            counts[review.sampled, review.severity > 0] += 1
    if counts[True, True] < FEWEST or not counts[True, False] or not counts[False, False]:
        return 1.0
    odds = counts[False, True] / counts[False, False] * counts[True, False] / counts[True, True]
    return round(min(20.0, max(1.0, odds)), 2)


def _prior(part: Part) -> tuple[float, float]:
    return part.a, part.b
