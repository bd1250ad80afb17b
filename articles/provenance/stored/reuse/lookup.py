"""Look up stored articles that share text with article versions, by fingerprints and by known edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from articles.models import Article, ArticleVersion
from articles.parsing.extracted import is_claimed
from articles.provenance.reuse.compared import ComparedText, compared_text
from articles.provenance.reuse.direction import Direction, Told, order, published
from articles.provenance.reuse.own_text import OwnText
from articles.provenance.reuse.passages import passages
from articles.provenance.stored.reuse import fingerprints
from articles.provenance.stored.sql import rows_among

# No article needs more edges: of a much-copied text the nearest copies and the earliest one suffice.
MOST_EDGES = 50


@dataclass(frozen=True, slots=True)
class FoundReuse:
    """Text that this article shares with `other`; `passages` begin with this article's offsets.

    `contradicted`: see `articles.provenance.reuse.direction.Order`.
    """

    other: int
    direction: Direction
    containment: float
    other_containment: float
    passages: list[list[int]]
    contradicted: bool = False


@dataclass(frozen=True, slots=True)
class Reuse:
    """The result of a look-up: `shared` texts, and `gone`: articles whose edge is outdated."""

    shared: list[FoundReuse]
    gone: frozenset[int]


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Articles that share text with a version, largest shares first, at most MOST_EDGES; and those with stale edges."""

    version: ArticleVersion
    text: ComparedText
    sharing: list[fingerprints.Verified]
    gone: frozenset[int]

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to store."""
        return not self.sharing and not self.gone

    def compared(self) -> Reuse:
        """Compare the texts and add the shared passages: the slow part. Reads only."""
        shared = _compared_with(self.version, self.text, self.sharing)
        # What shares only words that belong to nobody shares nothing.
        kept = {each.other for each in shared}
        return Reuse(shared, self.gone | {each.article_id for each in self.sharing if each.article_id not in kept})


_PARTNERS = """
SELECT earlier_id, later_id FROM articles_reuseedge WHERE earlier_id {among}
UNION SELECT later_id, earlier_id FROM articles_reuseedge WHERE later_id {among}
"""


def find_reuse(versions: Sequence[ArticleVersion]) -> list[LookedUp]:
    """Find for each version the articles that share text with it now. Reads only."""
    known: dict[int, set[int]] = defaultdict(set)
    for article, other in rows_among(_PARTNERS, {version.article_id for version in versions}):
        known[article].add(other)
    texts = [compared_text(version.extracted) for version in versions]
    words = [this.text for this in texts]
    likely = fingerprints.candidates(words)
    originals = _originals_of({article for found in likely for article in found})
    # A withdrawn article is no new origin of anything; what was found with it before stays.
    withdrawn = withdrawn_among({each for some in (*likely, *originals.values()) for each in some})
    others = [
        known[version.article_id]
        .union({*found, *(each for article in found for each in originals[article])} - withdrawn)
        .difference({version.article_id})
        for version, found in zip(versions, likely, strict=True)
    ]
    verified = fingerprints.verify(words, others)
    return [
        _looked_up(version, this, known[version.article_id], found)
        for version, this, found in zip(versions, texts, verified, strict=True)
    ]


_WITHDRAWN = "SELECT id FROM articles_article WHERE withdrawn_at IS NOT NULL AND id {among}"


def withdrawn_among(articles: Iterable[int]) -> set[int]:
    """Return those of these articles that their platforms have withdrawn."""
    return {pk for (pk,) in rows_among(_WITHDRAWN, articles)}


_ORIGINALS = "SELECT later_id, earlier_id FROM articles_reuseedge WHERE directed AND later_id {among}"


def _originals_of(articles: Iterable[int]) -> dict[int, set[int]]:
    """Return the originals of each article. One that was stored after fifty copies is not indexed, but has edges."""
    found: dict[int, set[int]] = defaultdict(set)
    for copy, original in rows_among(_ORIGINALS, articles):
        found[copy].add(original)
    return found


def _looked_up(
    version: ArticleVersion, this: ComparedText, known: set[int], found: Iterable[fingerprints.Verified]
) -> LookedUp:
    ordered = sorted(found, key=lambda each: (-max(each.containment, each.other_containment), each.article_id))
    kept = ordered[:MOST_EDGES]
    return LookedUp(version, this, kept, frozenset(known - {each.article_id for each in kept}))


def _compared_with(
    version: ArticleVersion, this: ComparedText, kept: Sequence[fingerprints.Verified]
) -> list[FoundReuse]:
    if not kept:
        return []
    others = Article.objects.select_related("current").in_bulk([each.article_id for each in kept])
    when = told(version.article, version)
    own = OwnText.of(version.extracted)
    found = []
    for each in kept:
        other = others[each.article_id]
        assert other.current is not None  # noqa: S101 - what has a compared text has a version
        shared = passages(this, compared_text(other.current.extracted))
        if not own.has_any([[passage.start, passage.end] for passage in shared]):
            continue
        known = order(when, told(other, other.current))
        found.append(
            FoundReuse(
                each.article_id,
                known.direction,
                each.containment,
                each.other_containment,
                [list(asdict(passage).values()) for passage in shared],
                known.contradicted,
            )
        )
    return found


def told(article: Article, version: ArticleVersion) -> Told:
    """Return what is known of the time of publication, and who vouches for it."""
    vouched = article.time_confirmed_at is not None or not is_claimed(version.extracted.template)
    return Told(published(version.extracted), article.platform_id, article.pk, vouched)
