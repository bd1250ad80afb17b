"""What is known of a source, by part: how many articles were good of how many, old ones counting less."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Self

from articles.scoring.reliability.parts import PARTS, scheme


@dataclass(frozen=True, slots=True)
class Tally:
    """`good` of `tried`, decayed sums; `n` the number of cases behind them, each counted whole."""

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
        """What is left of it `days` later."""
        left = decay(days)
        return type(self)(self.good * left, self.tried * left, self.n)


Evidence = Mapping[str, Tally]
"""By part; a part that is missing has its prior only."""


@dataclass(frozen=True, slots=True)
class ArticleDay:
    """The articles of one day: how many, and how many of them each part calls good.

    `sourcing`: attributions name somebody, and no sourcing is vague. `originality`: not taken in a third or more from
    others without naming them. `headline_honesty`: clickbait band not high. `disclosure`: the author declares where
    the content is from. `peer_graph`: in no circular citation and no group of accounts that feed each other. An
    article that declares 取材网络 earns disclosure and costs sourcing: two facts, never netted.
    """

    day: date
    n: int
    sourcing: int
    originality: int
    headline_honesty: int
    disclosure: int
    peer_graph: int


def with_article(days: Mapping[date, ArticleDay], article: ArticleDay) -> dict[date, ArticleDay]:
    """The days by their date with one article more."""
    before = days.get(article.day)
    if before is None:
        return {**days, article.day: article}
    sums = {name: getattr(before, name) + getattr(article, name) for name in _COUNTED}
    return {**days, article.day: ArticleDay(article.day, **sums)}


_COUNTED = tuple(field.name for field in fields(ArticleDay) if field.name != "day")


@dataclass(frozen=True, slots=True)
class Review:
    """What a person found in one article: `severity` 0 (nothing) to 1; `corrected`: a new version came afterwards."""

    day: date
    severity: float
    corrected: bool = False


def decay(days: float) -> float:
    """What evidence `days` old counts, 0–1: half after each half-life. What is dated in the future counts as new."""
    return float(0.5 ** (max(0.0, days) / scheme().half_life))


def gather(days: Iterable[ArticleDay], reviews: Iterable[Review], today: date) -> dict[str, Tally]:
    """The evidence as it stands on `today`."""
    number = 0
    tried = sourcing = originality = honesty = disclosure = peers = 0.0
    for each in days:
        weight = decay((today - each.day).days)
        number += each.n
        tried += weight * each.n
        sourcing += weight * each.sourcing
        originality += weight * each.originality
        honesty += weight * each.headline_honesty
        disclosure += weight * each.disclosure
        peers += weight * each.peer_graph
    record, corrections = _record(reviews, today)
    goods = {
        "sourcing": sourcing,
        "originality": originality,
        "headline_honesty": honesty,
        "disclosure": disclosure,
        "peer_graph": peers,
    }
    # Sums of the same weights in another order may differ in the last digit.
    counted = {name: Tally(min(good, tried), tried, number) for name, good in goods.items()}
    found = {"record": record, "corrections": corrections, **counted}
    return {name: found[name] for name in PARTS}


def _record(reviews: Iterable[Review], today: date) -> tuple[Tally, Tally]:
    """Reviewed articles without violation, by severity; and violations that a correction answered."""
    reviewed = clean = broken = answered = 0.0
    number = cases = 0
    for review in reviews:
        weight = decay((today - review.day).days)
        number += 1
        reviewed += weight
        clean += weight * (1 - review.severity)
        if review.severity > 0:
            cases += 1
            broken += weight
            answered += weight * review.corrected
    return Tally(min(clean, reviewed), reviewed, number), Tally(min(answered, broken), broken, cases)
