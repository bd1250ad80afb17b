"""What is known of an article when it is ranked: clues from its reasons, and the circumstances around them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from articles.vocabulary.scores import RELIABILITY
from moderation.triage.reasons import HEADLINE_HARM, WEIGHTS
from moderation.vocabulary import reasons as kinds

NEWS, SOURCE, TOPIC = "news", "source", "topic:"
"""Circumstances: the article needs a source label; its source's record is poor; what it is about."""
# Below this score a record speaks against an article. Chosen: the middle of the scale's medium band.
POOR_RECORD = 60.0
_SCORED = ("low", "medium", "high")


class Reason(NamedTuple):
    """A reason as a row or a fact has it: `weight` is the risk of that reason alone, harm times chance, 0–1."""

    kind: str
    code: str
    severity: str
    weight: float


@dataclass(frozen=True, slots=True)
class Clue:
    """One reason to look. `chance`, 0–1: that it is right. `harm`, 0–1: what it would mean if it is."""

    kind: str
    code: str
    severity: str
    chance: float
    harm: float

    @property
    def key(self) -> str:
        """The name of the clue in a model."""
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that an article is ranked by. `circumstances` are strengths, 0–1, by name; `reach` is 0–1."""

    clues: tuple[Clue, ...] = ()
    circumstances: tuple[tuple[str, float], ...] = ()
    reach: float = 0.0
    is_reported: bool = False

    @property
    def is_news(self) -> bool:
        return any(name == NEWS and strength > 0 for name, strength in self.circumstances)


def clue(reason: Reason) -> Clue | None:
    """The clue that a reason gives; None for random audit, and for the note that a source is unknown.

    A weight is harm times chance. Where a person chose one above the harm of its severity, it is that harm, and sure.
    """
    is_unknown = (reason.kind, reason.code) == (kinds.SCORE, RELIABILITY) and reason.severity != "high"
    if reason.kind == kinds.AUDIT or is_unknown:
        return None
    usual = _harms(reason.kind)[reason.severity]
    harm = max(usual, reason.weight)
    return Clue(reason.kind, reason.code, reason.severity, min(1.0, reason.weight / harm), harm)


def _harms(kind: str) -> dict[str, float]:
    # The severity of a headline's reason is one step below its band.
    if kind == kinds.SCORE:
        return {"high": WEIGHTS["high"], "medium": HEADLINE_HARM["high"], "low": HEADLINE_HARM["medium"]}
    return WEIGHTS


def evidence(
    reasons: Iterable[Reason],
    *,
    is_news: bool,
    topic: str = "",
    record: tuple[float, str] | None = None,
    reach: float = 0.0,
) -> Evidence:
    """Gather the evidence. `record` is the source's reliability, 0–100, with its band.

    A source with too little data, or none reviewed, is unknown, not bad.
    """
    rows = list(reasons)
    around = {NEWS: float(is_news)}
    if record is not None and record[1] in _SCORED:
        around[SOURCE] = max(0.0, (POOR_RECORD - record[0]) / POOR_RECORD)
    if topic:
        around[TOPIC + topic] = 1.0
    return Evidence(
        clues=tuple(found for row in rows if (found := clue(row)) is not None),
        circumstances=tuple((name, strength) for name, strength in around.items() if strength > 0),
        reach=reach,
        is_reported=any(row.kind == kinds.REPORT for row in rows),
    )
