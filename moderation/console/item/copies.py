"""Articles that share text with one: the list, and two texts side by side with the same words marked in both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from articles.models import Article, ArticleVersion, ReuseEdge
from articles.models.codes import word
from articles.vocabulary import citations
from moderation.console.item.marking import Mark, Run, paragraphs

# Copies in the list; the picture of the lineage shows the others too.
SHOWN = 20
DIRECTIONS: dict[str, Promise] = {
    "from": pgettext_lazy("reuse", "earlier"),
    "to": pgettext_lazy("reuse", "later"),
    "undirected": pgettext_lazy("reuse", "order unknown"),
}


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article: `share` (0–1) of this one stands in it. `passages` begin with this article's offsets."""

    article: Article
    direction: str
    share: float
    other_share: float
    credit: str
    passages: tuple[tuple[int, int, int, int], ...]

    @property
    def order(self) -> Any:
        return DIRECTIONS[self.direction]

    @property
    def told(self) -> Any:
        """Whether the later one names the earlier one's source."""
        if self.credit == citations.UNKNOWN or (
            self.direction == "undirected" and self.credit != citations.SAME_SOURCE
        ):
            return ""
        return word(citations.CREDITS[self.credit])

    @property
    def doubt(self) -> bool:
        return self.direction == "from" and self.credit == citations.UNCREDITED


def copies_of(version: ArticleVersion, *, texts: bool = False) -> list[Copy]:
    """The articles that share text with this one, the largest share first; with `texts` their extractions too."""
    article = version.article_id
    # Most articles share text with none; then no query for other articles runs.
    versions = ArticleVersion.objects.all() if texts else ArticleVersion.objects.defer("extraction")
    others = Article.objects.select_related("source").prefetch_related(Prefetch("current", versions))
    edges = ReuseEdge.objects.filter(Q(earlier=article) | Q(later=article))
    edges = edges.prefetch_related(Prefetch("earlier", others), Prefetch("later", others))
    if not texts:
        edges = edges.defer("passages")
    copies = [_copy(edge, article, texts) for edge in edges]
    return sorted(copies, key=lambda copy: (-copy.share, copy.article.pk))[:SHOWN]


def side_by_side(version: ArticleVersion, copy: Copy) -> tuple[list[list[Run]], list[list[Run]]]:
    """The paragraphs of both texts; a passage has the same number in both, and links to its other end."""
    other = copy.article.current
    assert other is not None  # noqa: S101 - what shares text has a version
    here = _marks(((start, end) for start, end, _, _ in copy.passages), "here", "there")
    there = _marks(((start, end) for _, _, start, end in copy.passages), "there", "here")
    return paragraphs(version.extracted.text, here), paragraphs(other.extracted.text, there)


def _marks(places: Iterable[tuple[int, int]], side: str, opposite: str) -> Sequence[Mark]:
    return [
        Mark(start, end, "copied", f"{opposite}-{number}", f"{side}-{number}", f"{number}")
        for number, (start, end) in enumerate(places, 1)
    ]


def _copy(edge: ReuseEdge, article: int, texts: bool) -> Copy:
    later = edge.later_id == article
    rows = edge.passages if texts else []
    return Copy(
        article=edge.earlier if later else edge.later,
        direction="undirected" if not edge.directed else "from" if later else "to",
        share=edge.containment if later else edge.containment_earlier,
        other_share=edge.containment_earlier if later else edge.containment,
        credit=edge.credit,
        passages=tuple((a, b, c, d) if later else (c, d, a, b) for a, b, c, d in rows),
    )
