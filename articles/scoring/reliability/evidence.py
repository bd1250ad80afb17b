"""The evidence on a source by part: good articles of all articles, with decay by age."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Self

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

    `severity` is 0 (no violation) to 1; `corrected` says that a moderator allowed a later version. `sampled`: random
    audit drew the article; otherwise the queue chose it for its reasons.
    """

    day: date
    severity: float
    corrected: bool = False
    sampled: bool = False


def decay(days: float) -> float:
    """The weight (0–1) of evidence `days` old: it halves with each half-life.

    Evidence dated in the future counts as new.
    """
    return float(0.5 ** (max(0.0, days) / scheme().half_life))


def gather(
    days: Iterable[ArticleDay], reviews: Iterable[Review], today: date, odds: float | None = None
) -> dict[str, Tally]:
    """The evidence by part, decayed to `today`; `odds` are the scheme's `selection_odds` unless given."""
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
    record, corrections = _record(reviews, today, scheme().selection_odds if odds is None else odds)
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
    found = {"record": record, "corrections": corrections, **counted}
    return {name: found[name] for name in PARTS}


def _record(reviews: Iterable[Review], today: date, odds: float) -> tuple[Tally, Tally]:
    """Tally reviewed articles without violation, by severity, and violations that were corrected.

    Articles that the queue chose hold more violations than others. Each clean one among them counts `selection_odds`
    times in the rate, as in a case-control study (King and Zeng 2001, prior correction), and their number stays.
    """
    audited = chosen = clean_audited = clean_chosen = broken = answered = 0.0
    number = cases = 0
    for review in reviews:
        weight = decay((today - review.day).days)
        number += 1
        if review.sampled:
            audited += weight
            clean_audited += weight * (1 - review.severity)
        else:
            chosen += weight
            clean_chosen += weight * (1 - review.severity)
        if review.severity > 0:
            cases += 1
            broken += weight
            answered += weight * review.corrected
    told = odds * clean_chosen
    clean = clean_audited + (chosen * told / (told + chosen - clean_chosen) if told else 0.0)
    reviewed = audited + chosen
    return Tally(min(clean, reviewed), reviewed, number), Tally(min(answered, broken), broken, cases)
