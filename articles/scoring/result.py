"""The common form of all scores: value, interval, band, version, and reasons that add up."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from articles.vocabulary.scores import HIGH, LOW, MEDIUM

OTHER = "other"
"""The family of the one reason that sums up all parts too small or too blunt to be shown."""


class Reason(NamedTuple):
    """The contribution of one part to a score.

    A tuple, because a headline has ten of them and creating them takes most of the time. `contribution` is in the
    score's `unit`; `baseline` plus all contributions gives `ScoreResult.total`. `location` names what `start` and `end`
    count in: the `headline`, the article's `text`, or `facts` (no span).
    """

    code: str
    family: str
    contribution: float
    zh: str
    en: str
    text: str = ""
    location: str = "facts"
    start: int | None = None
    end: int | None = None

    def to_json(self) -> dict[str, Any]:
        return self._asdict()


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """The score with everything that explains it.

    `value` is null when there is no score (`band` then says so, and a reason says why). `low` and `high` are the 90 %
    interval if there is one; `n` is the number of observations behind it. `total` is `baseline + Σ contributions`;
    `unit` is ``log-odds`` (then value = 1 / (1 + e^-total)) or ``points`` (then value = total).
    """

    name: str
    model: str
    value: float | None
    band: str
    unit: str
    baseline: float
    reasons: tuple[Reason, ...] = ()
    low: float | None = None
    high: float | None = None
    n: int | None = None

    @property
    def total(self) -> float:
        return self.baseline + sum(reason.contribution for reason in self.reasons)

    def to_json(self) -> dict[str, Any]:
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        return plain | {"reasons": [reason.to_json() for reason in self.reasons]}


def band_for(value: float, *, medium: float, high: float) -> str:
    """The band of a value; `medium` and `high` are the lowest values of their bands."""
    return HIGH.code if value >= high else MEDIUM.code if value >= medium else LOW.code
