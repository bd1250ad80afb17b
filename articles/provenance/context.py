"""The context of an article, as values for the rules: copies, registry entries of its sources, citation rings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from articles.provenance.registry.as_of import State
from articles.provenance.reuse.direction import Direction
from articles.provenance.reuse.own_share import LEAST_CHARACTERS, Share
from articles.provenance.sentence import ForeignWords, OtherArticle, OtherSource


@dataclass(frozen=True, slots=True)
class ReuseFact:
    """Another article that shares text with this one. `direction` is `from` when this one copied from the other.

    `share` (0–1) is the part of this article that stands in the other, `other_share` the reverse; `spans` locates it in
    this article's text. `credited`: this article names the other's source; None when that source is unknown.
    `headline` and `source` are for comparison only: a sentence names the other article by the value `other`.
    `known_since` is the latest time at which the other was there, as far as more than its sender's word says so.
    `backdated`: this article came later and claims an earlier time, which nothing else vouches for; `one_platform`:
    to the same platform. `certain`: the order rests on more than the claimed time of what came later.
    `characters`: how many of this article's own characters stand in the other, after shared text is taken out, as in
    `share`; None when nobody counted. `form`: both filled in the same form. `origin`: a third party that both name.
    `at_once`: both were published within minutes. `is_reprint`: the other names a source for its text too.
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
    known_since: datetime | None = None
    backdated: bool = False
    one_platform: bool = False
    certain: bool = True
    characters: int | None = None
    form: bool = False
    origin: str | None = None
    at_once: bool = False
    is_reprint: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.headline, ForeignWords):
            object.__setattr__(self, "headline", ForeignWords(self.headline))
        if self.source is not None and not isinstance(self.source, ForeignWords):
            object.__setattr__(self, "source", ForeignWords(self.source))

    @property
    def is_told(self) -> bool:
        """Whether the shared text is long enough, and somebody's own."""
        enough = Share(self.share, LEAST_CHARACTERS if self.characters is None else self.characters)
        return enough.is_told and not self.form

    @property
    def other(self) -> OtherArticle:
        """The other article as a value of a sentence."""
        return OtherArticle(self.article, self.headline, self.source)


@dataclass(frozen=True, slots=True)
class ListingFact:
    """The status of a reprinted source in the list of permitted sources in force on the day of publication."""

    name: str
    state: State
    edition: str = ""
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class CircleFact:
    """A citation ring: accounts that credit one another for this story; `outside`: one article credits others too.

    `sources` are the ids of `accounts`. A sentence names them by the value `chain`.
    """

    accounts: tuple[str, ...]
    articles: tuple[int, ...]
    outside: bool
    sources: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "accounts", tuple(map(ForeignWords, self.accounts)))

    @property
    def chain(self) -> tuple[OtherSource, ...]:
        """The accounts as a value of a sentence, from the first one round to it."""
        ids = self.sources or (0,) * len(self.accounts)
        found = tuple(OtherSource(pk, name) for pk, name in zip(ids, self.accounts, strict=True))
        return (*found, found[0])


@dataclass(frozen=True, slots=True)
class PictureFact:
    """A picture of this article (`position`, from 0) that another one had before: at the latest at `known_since`.

    `other_source`: both sources are known, and they differ. Headline and source are for `other` only.
    """

    position: int
    article: int
    headline: str
    source: str | None
    known_since: datetime
    other_source: bool

    def __post_init__(self) -> None:
        object.__setattr__(self, "headline", ForeignWords(self.headline))
        if self.source is not None:
            object.__setattr__(self, "source", ForeignWords(self.source))

    @property
    def other(self) -> OtherArticle:
        """The other article as a value of a sentence."""
        return OtherArticle(self.article, self.headline, self.source)


@dataclass(frozen=True, slots=True)
class Context:
    """The whole context. `earliest` is the earliest known copy; None when it is this article or no text is shared.

    `stored_sources`: the name keys of those credited as sources of the text that have articles here. `pictures`: each
    picture that an earlier article had, with the earliest.
    """

    reuse: tuple[ReuseFact, ...] = ()
    earliest: ReuseFact | None = None
    listings: tuple[ListingFact, ...] = ()
    circles: tuple[CircleFact, ...] = ()
    stored_sources: frozenset[str] = frozenset()
    pictures: tuple[PictureFact, ...] = ()

    @property
    def alike(self) -> tuple[ReuseFact, ...]:
        """Articles of other sources with text of a common origin, the largest share first."""
        found = [each for each in self.reuse if (each.origin is not None or each.at_once) and not each.same_source]
        found = [each for each in found if each.is_told]
        return tuple(sorted(found, key=lambda each: (-round(each.share, 2), each.article)))

    @property
    def taken(self) -> tuple[ReuseFact, ...]:
        """Copies from earlier articles of other sources, the largest share first, then the oldest.

        Left out are shares too small to tell, orders that are not certain, and texts of a common origin.
        """
        others = [each for each in self.reuse if each.direction == "from" and not each.same_source and each.certain]
        others = [each for each in others if each.is_told and each.origin is None and not each.at_once]
        return tuple(sorted(others, key=lambda each: (-round(each.share, 2), _age(each), each.article)))


def _age(fact: ReuseFact) -> float:
    return fact.known_since.timestamp() if fact.known_since else float("inf")
