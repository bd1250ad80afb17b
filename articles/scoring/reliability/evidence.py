"""The evidence on a source by part: good articles of all articles, with decay by age."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any, Self

from articles.scoring.reliability.parts import PARTS, scheme


@dataclass(frozen=True, slots=True)
class Tally:
    """The decayed sums `good` and `tried`, and the number `n` of cases behind them without decay."""

    good: float = 0.0
    tried: float = 0.0
    n: int = 0

    def __post_init__(self) -> None:
        """Raises ValueError for a number that is negative, not finite, or larger than its whole."""
        if not (0 <= self.good <= self.tried * (1 + 1e-9) and math.isfinite(self.tried)):
            raise ValueError(f"good ({self.good}) must lie between 0 and tried ({self.tried}), both finite")
        if self.n < 0:
            raise ValueError("n must not be negative")

    def aged(self, days: float) -> Self:
        """The tally after decay over another `days`."""
        left = decay(days)
        return type(self)(self.good * left, self.tried * left, self.n)

    def to_json(self) -> dict[str, Any]:
        """The plain form that is stored."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Record(Tally):
    """The reviews of a source: `good` is `tried` less the severities of upheld violations.

    `violations` counts these, whatever their severity; `audited` and `audited_violations` are the reviews that random
    audit drew, and the upheld ones among them. All decayed, unlike `n`. `platform`: the code of the source's platform.
    `linked`: how many of the `n` reviews are of linked accounts.
    """

    violations: float = 0.0
    audited: float = 0.0
    audited_violations: float = 0.0
    platform: str = ""
    linked: int = 0

    def __post_init__(self) -> None:
        """Raises ValueError for counts that do not fit each other."""
        Tally.__post_init__(self)
        slack = 1 + 1e-9
        if not (0 <= self.audited_violations <= self.violations * slack and self.violations <= self.tried * slack):
            raise ValueError("violations must lie between those audited and the reviews")
        if not self.audited_violations <= self.audited * slack or not self.audited <= self.tried * slack:
            raise ValueError("audited must lie between its violations and the reviews")

    def aged(self, days: float) -> Self:
        """The record after decay over another `days`."""
        left = decay(days)
        return replace(
            self,
            good=self.good * left,
            tried=self.tried * left,
            violations=self.violations * left,
            audited=self.audited * left,
            audited_violations=self.audited_violations * left,
        )

    def counts(self) -> tuple[float, float, float, float]:
        """The reviews in the order of `rates.likelihoods`."""
        chosen = max(0.0, self.tried - self.audited)
        upheld = min(chosen, max(0.0, self.violations - self.audited_violations))
        return self.audited - self.audited_violations, self.audited_violations, chosen - upheld, upheld

    @property
    def severities(self) -> float:
        """The sum of the severities of upheld violations."""
        return max(0.0, self.tried - self.good)


def read_tally(stored: Mapping[str, Any], severity: float) -> Tally:
    """Read what `to_json` gave, or a row of before `Record`: there the upheld ones had the mean `severity`."""
    good, tried, n = stored["good"], stored["tried"], stored["n"]
    if stored.get("name") != "record":
        return Tally(good, tried, n)
    if "violations" not in stored:
        return Record(good, tried, n, min(tried, (tried - good) / severity))
    told = {name: stored[name] for name in ("violations", "audited", "audited_violations", "platform")}
    return Record(good, tried, n, **told, linked=stored.get("linked", 0))


Evidence = Mapping[str, Tally]
"""The evidence by part; a part without an entry has its prior only."""


@dataclass(frozen=True, slots=True)
class ArticleDay:
    """The articles of one day: how many there are, and how many of them each part counts as good.

    `sourcing`: attributions name somebody, and no sourcing is vague; `exempt` of the articles need no source, and count
    as neither well nor badly sourced. `originality`: less than a third is taken from others without naming them.
    `headline_honesty`: the clickbait band is not high. `disclosure`: the author declares where the content is from.
    `peer_graph`: the article is in no circular citation and in no group of accounts that feed each other. An article
    that declares 取材网络 gains in disclosure and loses in sourcing: these are two facts, and they are never netted.
    """

    day: date
    n: int
    sourcing: int
    originality: int
    headline_honesty: int
    disclosure: int
    peer_graph: int
    exempt: int = 0


def with_article(days: Mapping[date, ArticleDay], article: ArticleDay) -> dict[date, ArticleDay]:
    """The days by date, with one more article."""
    before = days.get(article.day)
    if before is None:
        return {**days, article.day: article}
    sums = {name: getattr(before, name) + getattr(article, name) for name in _COUNTED}
    return {**days, article.day: ArticleDay(article.day, **sums)}


_COUNTED = tuple(field.name for field in fields(ArticleDay) if field.name != "day")


@dataclass(frozen=True, slots=True)
class Review:
    """The outcome of one reviewed article.

    `day` is what its age counts from. `severity` is 0 (no violation) to 1; `corrected` says that a moderator allowed a
    later version. `sampled`: random audit drew the article; otherwise the queue chose it for its reasons. `decided` is
    the day of the decision where it differs.
    """

    day: date
    severity: float
    corrected: bool = False
    sampled: bool = False
    decided: date | None = None

    @property
    def known(self) -> date:
        """The day from which the outcome was known."""
        return self.decided or self.day


def decay(days: float) -> float:
    """The weight (0–1) of evidence `days` old: it halves with each half-life.

    Evidence dated in the future counts as new.
    """
    return float(0.5 ** (max(0.0, days) / scheme().half_life))


def gather(days: Iterable[ArticleDay], reviews: Iterable[Review], today: date, platform: str = "") -> dict[str, Tally]:
    """The evidence by part, decayed to `today`, on a source of the platform with this code."""
    number = exempt = 0
    tried = free = sourcing = originality = honesty = disclosure = peers = 0.0
    for each in days:
        weight = decay((today - each.day).days)
        number += each.n
        exempt += each.exempt
        tried += weight * each.n
        free += weight * each.exempt
        sourcing += weight * each.sourcing
        originality += weight * each.originality
        honesty += weight * each.headline_honesty
        disclosure += weight * each.disclosure
        peers += weight * each.peer_graph
    goods = {
        "sourcing": sourcing,
        "originality": originality,
        "headline_honesty": honesty,
        "disclosure": disclosure,
        "peer_graph": peers,
    }
    # Sums of the same weights in another order may differ in the last digit.
    counted = {name: Tally(min(good, tried), tried, number) for name, good in goods.items()}
    needing = max(0.0, tried - free) if number > exempt else 0.0
    counted["sourcing"] = Tally(min(sourcing, needing), needing, number - exempt)
    told = tuple(reviews)
    found = {"record": record_of(told, today, platform), "corrections": _corrections(told, today), **counted}
    return {name: found[name] for name in PARTS}


def record_of(reviews: Iterable[Review], today: date, platform: str = "") -> Record:
    """The record of these reviews, decayed to `today`."""
    tried = severities = violations = audited = audited_violations = 0.0
    number = 0
    for review in reviews:
        weight = decay((today - review.day).days)
        number += 1
        tried += weight
        severities += weight * review.severity
        upheld = weight if review.severity > 0 else 0.0
        violations += upheld
        if review.sampled:
            audited += weight
            audited_violations += upheld
    return Record(max(0.0, tried - severities), tried, number, violations, audited, audited_violations, platform)


def _corrections(reviews: Iterable[Review], today: date) -> Tally:
    broken = [review for review in reviews if review.severity > 0]
    weights = [decay((today - review.day).days) for review in broken]
    answered = sum(weight for weight, review in zip(weights, broken, strict=True) if review.corrected)
    return Tally(min(answered, sum(weights)), sum(weights), len(broken))
