"""The reliability of a source: 0–100 as a sum of parts, each shown with its counts, never netted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

from articles.scoring.reliability import beta
from articles.scoring.reliability.evidence import Evidence, Tally
from articles.scoring.reliability.parts import Part, scheme
from articles.scoring.reliability.words import sentences
from articles.scoring.result import Reason, ScoreResult, band_for

NAME = "reliability"
_PLACES = 4
_NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class PartScore:
    """The `points` of one part out of `most`, its evidence, and the share of good ones after the prior."""

    part: Part
    tally: Tally
    points: float
    share: float

    def interval(self) -> tuple[float, float]:
        """The 90 % interval of `points`: quantiles of the Beta posterior."""
        a, b = self.part.a + self.tally.good, self.part.b + self.tally.tried - self.tally.good
        low, high = beta.interval(a, b, scheme().interval)
        return self.part.points * low, self.part.points * high


@dataclass(frozen=True, slots=True)
class SourceScore:
    """The score of a source (0–100), its 90 % interval, its number of articles, and its parts.

    The parts add up to the score.
    """

    value: float
    low: float
    high: float
    n: int
    band: str
    parts: tuple[PartScore, ...]

    def to_result(self) -> ScoreResult:
        """Convert it to the common form of all scores, with one reason per part."""
        reasons = tuple(_reason(part) for part in self.parts)
        return ScoreResult(
            NAME, scheme().model, self.value, self.band, "points", 0.0, reasons, self.low, self.high, self.n
        )


def score_source(evidence: Evidence) -> SourceScore:
    """The reliability of a source in points, 0–100: Σ points of a part × its posterior mean share.

    `low` and `high` are the 90 % interval: parts taken as independent, their variances added, normal approximation,
    clipped to 0–100. `n` is the number of articles. Below 10 articles the band is `insufficient` (value and interval
    are still given), else `low` below 40, `medium` below 70, `high` from 70. The score orders a queue; it decides
    nothing.
    """
    parts = []
    variance = 0.0
    for name, part in scheme().parts.items():
        tally = evidence.get(name, _NOTHING)
        share, spread = part.posterior(tally.good, tally.tried)
        variance += part.points**2 * spread
        parts.append(PartScore(part, tally, round(part.points * share, _PLACES), share))
    value = round(sum(part.points for part in parts), _PLACES)
    reach = _deviations(scheme().interval) * math.sqrt(variance)
    number = evidence.get("sourcing", _NOTHING).n
    return SourceScore(
        value, max(0.0, value - reach), min(100.0, value + reach), number, band_of(value, number), tuple(parts)
    )


@cache
def _deviations(share: float) -> float:
    return NormalDist().inv_cdf((1 + share) / 2)


def band_of(value: float, articles: int) -> str:
    """The band of a score of `value` points over that many articles."""
    rules = scheme()
    if articles < rules.enough:
        return "insufficient"
    return band_for(value, medium=rules.medium, high=rules.high)


def _reason(score: PartScore) -> Reason:
    zh, en = sentences(score.part, score.tally, score.share)
    return Reason(
        code=f"reliability.{score.part.name}", family=score.part.name, contribution=score.points, zh=zh, en=en
    )
