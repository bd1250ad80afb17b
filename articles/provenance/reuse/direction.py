"""Which of two articles was published first, as far as is known."""

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
    """What is known of a time of publication: not before `earliest`, not after `latest`; None is unbounded."""

    earliest: datetime | None
    latest: datetime | None


def published(article: ExtractedArticle) -> Published:
    """The stated time, else its bounds. Midnight sharp is a date without a time: all of that day."""
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
    """`from`: the other was published before this one; `to`: after it; `undirected`: not known, or at the same time."""
    if other.latest is not None and this.earliest is not None and other.latest < this.earliest:
        return "from"
    if this.latest is not None and other.earliest is not None and this.latest < other.earliest:
        return "to"
    return "undirected"
