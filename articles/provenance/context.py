"""The context of an article, as values for the rules: copies, registry entries of its sources, citation rings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from articles.provenance.registry.as_of import State
from articles.provenance.reuse.direction import Direction


@dataclass(frozen=True, slots=True)
class ReuseFact:
    """Another article that shares text with this one. `direction` is `from` when this one copied from the other.

    `share` (0–1) is the part of this article that stands in the other, `other_share` the reverse; `spans` locates it in
    this article's text. `credited`: this article names the other's source; None when that source is unknown.
    """

    article: int
    source: str | None
    same_source: bool
    direction: Direction
    share: float
    other_share: float
    headline: str
    published_at: datetime | None = None
    credited: bool | None = None
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ListingFact:
    """The status of a reprinted source in the list of permitted sources in force on the day of publication."""

    name: str
    state: State
    edition: str = ""
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CircleFact:
    """A citation ring: accounts that credit one another for this story; `outside`: one article credits others too."""

    accounts: tuple[str, ...]
    articles: tuple[int, ...]
    outside: bool


@dataclass(frozen=True, slots=True)
class Context:
    """The whole context. `earliest` is the earliest known copy; None when it is this article or no text is shared."""

    reuse: tuple[ReuseFact, ...] = ()
    earliest: ReuseFact | None = None
    listings: tuple[ListingFact, ...] = ()
    circles: tuple[CircleFact, ...] = ()

    @property
    def taken(self) -> tuple[ReuseFact, ...]:
        """Copies from earlier articles of other sources, the largest share first, then the oldest."""
        others = [each for each in self.reuse if each.direction == "from" and not each.same_source]
        return tuple(sorted(others, key=lambda each: (-round(each.share, 2), _age(each), each.article)))


def _age(fact: ReuseFact) -> float:
    return fact.published_at.timestamp() if fact.published_at else float("inf")
