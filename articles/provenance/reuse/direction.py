"""The order of publication of two articles, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

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
        local = at.astimezone(CHINA)
        whole_day = (local.hour, local.minute, local.second) == (0, 0, 0)
        return Published(at, at + _LAST_OF_DAY if whole_day else at)
    except OverflowError:  # in the first or last hours of the calendar: somebody's placeholder
        return Published(None, None)


def direction(this: Published, other: Published) -> Direction:
    """Return `from` when the other was published first, `to` when this one was, `undirected` if unknown or equal."""
    if other.latest is not None and this.earliest is not None and other.latest < this.earliest:
        return "from"
    if this.latest is not None and other.earliest is not None and this.latest < other.earliest:
        return "to"
    return "undirected"
