"""The reliability of a source: 0–100 as a sum of parts, each shown with its counts, never netted.

The record of reviewed articles caps the rest: it leaves every part a factor of its points, so form cannot buy back what
violations take.
"""

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
RECORD = "record"
_PLACES = 4
_NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class PartScore:
    """The `points` of one part, its evidence, and the share of good ones after the prior.

    `most` is what the part can earn under the record as it is: for the record itself its whole weight.
    """

    part: Part
    tally: Tally
    points: float
    share: float
    most: float

    def interval(self) -> tuple[float, float]:
        """The 90 % interval of `points`: quantiles of the Beta posterior."""
        low, high = self.share_interval()
        if self.part.name == RECORD:
            return self.most * scheme().factor(1 - low), self.most * scheme().factor(1 - high)
        return self.most * low, self.most * high

    def share_interval(self) -> tuple[float, float]:
        """The 90 % interval of the share of good ones, 0–1."""
        a, b = self.part.a + self.tally.good, self.part.b + self.tally.tried - self.tally.good
        return beta.interval(a, b, scheme().interval)


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

    @property
    def reviewed(self) -> int:
        """The number of reviewed articles."""
        return self._record.tally.n

    @property
    def violation_rate(self) -> tuple[float, float, float]:
        """The chance that a review finds a violation in the next article, weighted by severity, 0–1.

        The estimate and its 90 % interval.
        """
        low, high = self._record.share_interval()
        return 1 - self._record.share, 1 - high, 1 - low

    @property
    def _record(self) -> PartScore:
        return next(part for part in self.parts if part.part.name == RECORD)

    def to_result(self) -> ScoreResult:
        """Convert it to the common form of all scores, with one reason per part."""
        reasons = tuple(_reason(part) for part in self.parts)
        return ScoreResult(
            NAME, scheme().model, self.value, self.band, "points", 0.0, reasons, self.low, self.high, self.n
        )


def score_source(evidence: Evidence) -> SourceScore:
    """The reliability of a source in points, 0–100.

    The record's posterior mean rate of violations v, weighted by severity, leaves the factor exp(−v / tolerance) of
    every point. The record earns its points times the factor; each part of form its points times the factor times its
    posterior mean share. `low` and `high` are the 90 % interval: the record's quantiles, and the spread of the form
    taken as independent of it (root of the sum of squares), clipped to 0–100. `n` is the number of articles. The score
    orders a queue; it decides nothing. For the bands see `band_of`.
    """
    rules = scheme()
    parts = []
    variance = 0.0
    factor = 1.0
    record: PartScore | None = None
    # The record stands first: its factor scales the others.
    for name, part in rules.parts.items():
        tally = evidence.get(name, _NOTHING)
        share, spread = part.posterior(tally.good, tally.tried)
        if name == RECORD:
            factor = rules.factor(1 - share)
            record = PartScore(part, tally, round(part.points * factor, _PLACES), share, part.points)
            parts.append(record)
            continue
        most = part.points * factor
        variance += most**2 * spread
        parts.append(PartScore(part, tally, round(most * share, _PLACES), share, most))
    assert record is not None  # noqa: S101 - `read_scheme` refuses a scheme without it
    value = round(sum(part.points for part in parts), _PLACES)
    least, best = (rules.factor(1 - share) for share in record.share_interval())
    reach = _deviations(rules.interval) * math.sqrt(variance)
    low = max(0.0, value - math.hypot(value * max(0.0, 1 - least / factor), reach))
    high = min(100.0, value + math.hypot(value * max(0.0, best / factor - 1), reach))
    number = evidence.get("originality", _NOTHING).n
    band = band_of(value, high, record.tally.n, least)
    return SourceScore(value, low, high, number, band, tuple(parts))


@cache
def _deviations(share: float) -> float:
    return NormalDist().inv_cdf((1 + share) / 2)


def band_of(value: float, high: float, reviewed: int, least: float) -> str:
    """The band of a score of `value` points.

    `high` is the upper end of its interval, `reviewed` the number of reviewed articles, `least` the record's factor at
    the lower end of the interval.

    - without a review `unreviewed`: form says nothing of what is true
    - with fewer reviews than `enough` `insufficient`, or `low` where even the upper end is below medium
    - `high` only where the record is sure: `least` reaches the scheme's `sure`
    """
    rules = scheme()
    if reviewed == 0:
        return "unreviewed"
    if reviewed < rules.enough:
        return "low" if high < rules.medium else "insufficient"
    band = band_for(value, medium=rules.medium, high=rules.high)
    return "medium" if band == "high" and least < rules.sure else band


def _reason(score: PartScore) -> Reason:
    zh, en = sentences(score.part, score.tally, score.share, score.most)
    return Reason(
        code=f"reliability.{score.part.name}", family=score.part.name, contribution=score.points, zh=zh, en=en
    )
