"""Articles that share text with one: the list, and two texts side by side with the same words marked in both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

from articles.models import Article, ArticleVersion, ReuseEdge
from articles.models.codes import word, word_of
from articles.provenance.reuse.own_text import OwnText
from articles.provenance.reuse.shared_text import SharedText
from articles.provenance.stored.reuse.own_text import own_shares, public_stretches
from articles.vocabulary import citations
from articles.vocabulary.public_text import PUBLIC_TEXT
from moderation.console.item.copy_decisions import SAME_TEXT, decisions_on
from moderation.console.item.marking import Mark, Run, paragraphs
from moderation.models import Decision
from moderation.queue.access import hidden_among

NAMED_OTHERWISE = "source_named_otherwise"
# Copies in the list; the picture of the lineage shows the others too.
SHOWN = 20
DIRECTIONS: dict[str, Promise] = {
    "from": pgettext_lazy("reuse", "earlier"),
    "to": pgettext_lazy("reuse", "later"),
    "undirected": pgettext_lazy("reuse", "order unknown"),
    "contradicted": pgettext_lazy("reuse", "order unknown: a claimed time contradicts the order of arrival"),
}


@dataclass(frozen=True, slots=True)
class Copy:
    """Another article: `share` (0–1) of this one stands in it. `passages` begin with this article's offsets.

    `claimant`: the one of the two whose claimed time the order of arrival contradicts, if it does; `confirmed`: those
    whose claimed time a lead has confirmed. `public`, `other_public`: what of the passages belongs to nobody and counts
    for nothing, here and there. `decided`: the latest decision that holds on it, where it was asked for.
    `stated`: the sources that this article names instead of the other one, which names none, as its finding says.
    """

    article: Article
    direction: str
    share: float
    other_share: float
    credit: str
    passages: tuple[tuple[int, int, int, int], ...]
    contradicted: bool = False
    claimant: int | None = None
    confirmed: tuple[int, ...] = ()
    public: tuple[SharedText, ...] = ()
    other_public: tuple[SharedText, ...] = ()
    decided: Decision | None = None
    stated: str = ""

    @property
    def is_same_text(self) -> bool:
        """Whether nearly all of each of the two stands in the other."""
        return min(self.share, self.other_share) >= SAME_TEXT

    @property
    def order(self) -> Any:
        return DIRECTIONS["contradicted" if self.contradicted else self.direction]

    @property
    def told(self) -> Any:
        """Whether the later one names the earlier one's source, or whom it names instead."""
        if self.doubt and self.stated:
            values = {"stated": self.stated, "source": self.article.source}
            return gettext("states %(stated)s as its source, the text was seen earlier at %(source)s") % values
        if self.credit == citations.UNKNOWN or (
            self.direction == "undirected" and self.credit != citations.SAME_SOURCE
        ):
            return ""
        return word(citations.CREDITS[self.credit])

    @property
    def doubt(self) -> bool:
        return self.direction == "from" and self.credit == citations.UNCREDITED


def copies_of(version: ArticleVersion, user: User, *, texts: bool = False, decisions: bool = True) -> list[Copy]:
    """The articles that share text with this one, the largest share first; with `texts` their extractions too.

    Articles that are hidden from this user are left out. With `decisions`, each has the decision that holds on it, and
    of copies with the same share in per cent those that were decided come first.
    """
    article = version.article_id
    edges = ReuseEdge.objects.filter(Q(earlier=article) | Q(later=article))
    rows = list(edges if texts else edges.defer("passages"))
    # Most articles share text with none; then no query for other articles runs.
    hidden = hidden_among(user, {pk for edge in rows for pk in (edge.earlier_id, edge.later_id)} - {article})
    rows = [edge for edge in rows if not {edge.earlier_id, edge.later_id} & hidden]
    versions = ArticleVersion.objects.all() if texts else ArticleVersion.objects.defer("extraction")
    others = Article.objects.select_related("source").prefetch_related(Prefetch("current", versions))
    prefetch_related_objects(rows, Prefetch("earlier", others), Prefetch("later", others))
    copies = [_copy(edge, article, texts) for edge in rows]
    stated = _stated_instead(version) if rows else {}
    copies = [replace(copy, stated=stated.get(copy.article.pk, "")) for copy in copies]
    if decisions:
        held = decisions_on([copy.article.pk for copy in copies], user)
        copies = [replace(copy, decided=held.get(copy.article.pk)) for copy in copies]
    return sorted(copies, key=_place)[:SHOWN]


def _stated_instead(version: ArticleVersion) -> dict[int, str]:
    """The sources that the version names, by each earlier article that has its text and is not named.

    A low finding is a fact only: both may have the text from the source that is named.
    """
    return {
        article: finding.values["named"]
        for finding in version.findings.all()
        if finding.code == NAMED_OTHERWISE and finding.severity != "low" and finding.values
        for article in finding.articles
    }


def latest_on_same_text(copies: Iterable[Copy]) -> Decision | None:
    """The latest decision that holds on a copy of the same text; None without any."""
    decided = [copy.decided for copy in copies if copy.decided is not None and copy.is_same_text]
    return max(decided, key=lambda decision: (decision.created_at, decision.pk), default=None)


def _place(copy: Copy) -> tuple[int, bool, float, int]:
    return -round(100 * copy.share), copy.decided is None, -copy.share, copy.article.pk


def with_public_text(version: ArticleVersion, copy: Copy) -> Copy:
    """Return the copy with its public text: what of the shared words counts for nothing."""
    other = copy.article.current
    assert other is not None  # noqa: S101 - what shares text has a version
    edge = ReuseEdge.objects.get(
        Q(earlier=version.article, later=other.article) | Q(earlier=other.article, later=version.article)
    )
    own, others = OwnText.of(version.extracted), OwnText.of(other.extracted)
    keys = own_shares(version.article_id, own, [edge], is_shown=True).public.get(other.article_id, frozenset())
    return replace(
        copy,
        public=tuple(public_stretches(version.article_id, own, edge, keys)),
        other_public=tuple(public_stretches(other.article_id, others, edge, keys)),
    )


def side_by_side(version: ArticleVersion, copy: Copy) -> tuple[list[list[Run]], list[list[Run]]]:
    """The paragraphs of both texts; a passage has the same number in both, and links to its other end.

    Public text within the passages has a mark of its own.
    """
    other = copy.article.current
    assert other is not None  # noqa: S101 - what shares text has a version
    here = _marks(((start, end) for start, end, _, _ in copy.passages), "here", "there")
    there = _marks(((start, end) for _, _, start, end in copy.passages), "there", "here")
    return (
        paragraphs(version.extracted.text, [*here, *_public(copy.public, "here")]),
        paragraphs(other.extracted.text, [*there, *_public(copy.other_public, "there")]),
    )


def _public(stretches: Iterable[SharedText], side: str) -> list[Mark]:
    return [
        Mark(start, end, "public", f"{side}-public-{number}", f"{side}-public-{number}", _label(kind))
        for number, (start, end, kind) in enumerate(stretches, 1)
    ]


def _label(kind: str) -> str:
    return f"{gettext('Public text')}: {word_of(PUBLIC_TEXT, kind)}"


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
        contradicted=edge.contradicted,
        claimant=edge.later_id if edge.contradicted else None,
        confirmed=tuple(each.pk for each in (edge.earlier, edge.later) if each.time_confirmed_at is not None),
        passages=tuple((a, b, c, d) if later else (c, d, a, b) for a, b, c, d in rows),
    )
