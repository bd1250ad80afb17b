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
from articles.scoring.reliability.evidence import Evidence, Record, Tally
from articles.scoring.reliability.parts import Part, scheme
from articles.scoring.reliability.rates import Rate, posterior
from articles.scoring.reliability.words import Sentence, record_sentences, sentences
from articles.scoring.result import Reason, ScoreResult, band_for

NAME = "reliability"
RECORD = "record"
_PLACES = 4
_NOTHING = Tally()
_NO_RECORD = Record()


@dataclass(frozen=True, slots=True)
class PartScore:
    """The `points` of one part, its evidence, and the share of good ones after the prior.

    `most` is what the part can earn under the record as it is: for the record itself its whole weight. There `share` is
    1 less the violations expected of the next article, weighted by severity.
    """

    part: Part
    tally: Tally
    points: float
    share: float
    most: float

    def interval(self) -> tuple[float, float]:
        """The 90 % interval of `points`."""
        rules = scheme()
        if isinstance(self.tally, Record):
            expected = outlook_of(self.tally).expected
            return self.most * rules.factor(expected.high), self.most * rules.factor(expected.low)
        a, b = self.part.a + self.tally.good, self.part.b + self.tally.tried - self.tally.good
        low, high = beta.interval(a, b, rules.interval)
        return self.most * low, self.most * high


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the record says of the source's next article.

    `chance`: that a review upholds a violation. `severity`: the mean severity (0–1) of such violations.
    """

    chance: Rate
    severity: float

    @property
    def expected(self) -> Rate:
        """The chance weighted by severity: what the points rest on."""
        return self.chance.times(self.severity)


def outlook_of(record: Record) -> Outlook:
    """The outlook after these reviews.

    The chance begins with the spread of the platform's sources. The mean severity begins with the scheme's, which
    counts for some upheld violations.
    """
    rules = scheme()
    chance = posterior(record.counts(), rules.log_spread(record.platform), rules.likelihoods, rules.central)
    worth = rules.severity_worth
    severity = (rules.severity * worth + record.severities) / (worth + record.violations)
    return Outlook(chance, min(1.0, severity))


@dataclass(frozen=True, slots=True)
class SourceScore:
    """The score of a source (0–100), its 90 % interval, its number of articles, its outlook, and its parts.

    The parts add up to the score.
    """

    value: float
    low: float
    high: float
    n: int
    band: str
    outlook: Outlook
    record: Record
    parts: tuple[PartScore, ...]

    @property
    def reviewed(self) -> int:
        """The number of reviewed articles."""
        return self.record.n

    @property
    def violations(self) -> float:
        """The number of upheld violations after decay."""
        return self.record.violations

    @property
    def violation_rate(self) -> tuple[float, float, float]:
        """The chance of a violation in the next article, weighted by severity, 0–1, with its 90 % interval."""
        expected = self.outlook.expected
        return expected.mean, expected.low, expected.high

    def to_result(self) -> ScoreResult:
        """Convert it to the common form of all scores, with one reason per part."""
        reasons = tuple(_reason(part) for part in self.parts)
        return ScoreResult(
            NAME, scheme().model, self.value, self.band, "points", 0.0, reasons, self.low, self.high, self.n
        )


def score_source(evidence: Evidence) -> SourceScore:
    """The reliability of a source in points, 0–100.

    The rate of violations v that the record lets expect (chance times mean severity) leaves the factor
    exp(−v / tolerance) of every point. The record earns its points times the factor; each part of form its points times
    the factor times its posterior mean share. `low` and `high` are the 90 % interval: that of v, and the spread of the
    form taken as independent of it (root of the sum of squares), clipped to 0–100. `n` is the number of articles. The
    score orders a queue; it decides nothing. For the bands see `band_of`.
    """
    rules = scheme()
    record = evidence.get(RECORD, _NO_RECORD)
    if not isinstance(record, Record):
        raise TypeError("the evidence of the record must be a Record")
    outlook = outlook_of(record)
    expected = outlook.expected
    factor = rules.factor(expected.mean)
    whole = rules.parts[RECORD]
    parts = [PartScore(whole, record, round(whole.points * factor, _PLACES), 1 - expected.mean, whole.points)]
    variance = 0.0
    for name, part in rules.parts.items():
        if name == RECORD:
            continue
        tally = evidence.get(name, _NOTHING)
        share, spread = part.posterior(tally.good, tally.tried)
        most = part.points * factor
        variance += most**2 * spread
        parts.append(PartScore(part, tally, round(most * share, _PLACES), share, most))
    value = round(sum(part.points for part in parts), _PLACES)
    least, best = rules.factor(expected.high), rules.factor(expected.low)
    reach = _deviations(rules.interval) * math.sqrt(variance)
    low = max(0.0, value - math.hypot(value * max(0.0, 1 - least / factor), reach))
    high = min(100.0, value + math.hypot(value * max(0.0, best / factor - 1), reach))
    number = evidence.get("originality", _NOTHING).n
    band = band_of(value, high, record, least)
    return SourceScore(value, low, high, number, band, outlook, record, tuple(parts))


@cache
def _deviations(share: float) -> float:
    return NormalDist().inv_cdf((1 + share) / 2)


def band_of(value: float, high: float, record: Record, least: float) -> str:
    """The band of a score of `value` points.

    `high` is the upper end of its interval, `least` the record's factor at the lower end of the interval.

    - without a review `unreviewed`: form says nothing of what is true
    - with fewer reviews than `enough`, or when they have faded to half of that, `insufficient`, or `low` where even the
      upper end is below medium
    - `high` only where the record is sure: `least` reaches the scheme's `sure`
    """
    rules = scheme()
    if record.n == 0:
        return "unreviewed"
    if record.n < rules.enough or record.tried < rules.enough / 2:
        return "low" if high < rules.medium else "insufficient"
    band = band_for(value, medium=rules.medium, high=rules.high)
    return "medium" if band == "high" and least < rules.sure else band


def _reason(score: PartScore) -> Reason:
    zh, en = part_sentences(score)
    return Reason(
        code=f"reliability.{score.part.name}",
        family=score.part.name,
        contribution=score.points,
        zh="；".join(zh),
        en="; ".join(en),
    )


def part_sentences(score: PartScore) -> tuple[Sentence, Sentence]:
    """The reason for the points of a part, in Chinese and in English."""
    if isinstance(score.tally, Record):
        outlook = outlook_of(score.tally)
        return record_sentences(score.part, score.tally, outlook.chance.mean, outlook.severity)
    return sentences(score.part, score.tally, score.share, score.most)
