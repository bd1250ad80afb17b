"""The order of publication of two articles, as far as it is known.

A time that a submission merely claims is its sender's word: between two platforms it counts only as far as the order in
which the articles came to us agrees with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from articles.parsing.extracted import ExtractedArticle
from articles.text.china_time import CHINA

Direction = Literal["from", "to", "undirected"]

_LAST_OF_DAY = timedelta(days=1, microseconds=-1)


@dataclass(frozen=True, slots=True)
class Published:
    """The bounds of a time of publication: not before `earliest`, not after `latest`; None is unbounded."""

    earliest: datetime | None
    latest: datetime | None


def published(article: ExtractedArticle) -> Published:
    """Return the bounds of the time of publication. Exactly midnight means a date without a time: the whole day."""
    at = article.published_at
    if at is None:
        return Published(article.published_after, article.published_before)
    try:
        return Published(at, at + _LAST_OF_DAY if is_whole_day(at) else at)
    except OverflowError:  # in the first or last hours of the calendar: somebody's placeholder
        return Published(None, None)


def is_whole_day(at: datetime) -> bool:
    """Whether a time is exactly midnight in China: a date whose time of day nobody told."""
    local = at.astimezone(CHINA)
    return (local.hour, local.minute, local.second) == (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Told:
    """When an article was published, who says so, and its place in the order of arrival.

    `vouched`: the time stands in the page as received, or a lead has confirmed it; else it is only claimed by who sent
    the article. `arrival` grows with each new article.
    """

    published: Published
    platform: int
    arrival: int
    vouched: bool


class Order(NamedTuple):
    """The direction, and whether there would be one but for a claimed time that the order of arrival contradicts."""

    direction: Direction
    contradicted: bool = False


def order(this: Told, other: Told) -> Order:
    """Return the order of two articles.

    Of two platforms, an article whose time is only claimed counts as the earlier one only when it came first: otherwise
    who copies a text could say that it was theirs before. Between articles of one platform its own word counts.
    """
    stated = direction(this.published, other.published)
    if stated == "undirected" or this.platform == other.platform:
        return Order(stated)
    first, second = (other, this) if stated == "from" else (this, other)
    if first.vouched or first.arrival < second.arrival:
        return Order(stated)
    return Order("undirected", contradicted=True)


def direction(this: Published, other: Published) -> Direction:
    """Return `from` when the other was published first, `to` when this one was, `undirected` if unknown or equal."""
    if other.latest is not None and this.earliest is not None and other.latest < this.earliest:
        return "from"
    if this.latest is not None and other.earliest is not None and this.latest < other.earliest:
        return "to"
    return "undirected"
