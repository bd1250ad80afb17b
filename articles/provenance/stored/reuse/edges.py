"""Reuse edges as rows: keep an article's edges up to date, and schedule affected articles for re-assessment."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from articles.models import Article, ArticleVersion, ProvenanceChange, ReuseEdge, Revisit
from articles.provenance.reuse.direction import order
from articles.provenance.stored.reuse.lookup import FoundReuse, Reuse, told


def store_reuse(version: ArticleVersion, found: Reuse) -> None:
    """Replace the article's edges, record reversed directions, and mark affected articles for re-assessment.

    An edge that another worker wrote after the look-up stays.
    """
    if not found.shared and not found.gone:
        return
    article = version.article_id
    fresh = {each.other: _edge(article, each) for each in found.shared}
    known = {edge.other_id(article): edge for edge in edges_of([article]).select_for_update().order_by("pk")}
    gone = [other for other in known if other in found.gone]
    both = sorted(known.keys() & fresh.keys(), key=lambda other: known[other].pk)
    changed = [other for other in both if _renew(known[other], fresh[other], version)]
    ReuseEdge.objects.filter(pk__in=[known[other].pk for other in gone]).delete()
    # In the same order everywhere, so that two workers that insert the same pairs do not deadlock.
    new = sorted(fresh.keys() - known.keys(), key=lambda other: (min(article, other), max(article, other)))
    ReuseEdge.objects.bulk_create((fresh[other] for other in new), ignore_conflicts=True)
    # Findings of an earlier article do not depend on its copies, so only the copies are re-assessed.
    copied = {other for other in new if fresh[other].directed and fresh[other].later_id == other}
    touched = {*copied, *changed, *(other for other in gone if known[other].later_id == other)}
    revisit(touched, because=article)


def redirect(article: Article) -> None:
    """Judge the directions of the article's edges anew, and schedule both ends for re-assessment.

    Raises ValueError for an article without a version.
    """
    if article.current is None:
        raise ValueError(f"article {article.pk} has no version")
    edges = list(edges_of([article.pk]).select_for_update().order_by("pk"))
    others = Article.objects.select_related("current").in_bulk([edge.other_id(article.pk) for edge in edges])
    when = told(article, article.current)
    for edge in edges:
        other = others[edge.other_id(article.pk)]
        assert other.current is not None  # noqa: S101 - what shares text has a version
        known = order(when, told(other, other.current))
        later = edge.later_id == article.pk
        fresh = FoundReuse(
            other.pk,
            known.direction,
            edge.containment if later else edge.containment_earlier,
            edge.containment_earlier if later else edge.containment,
            [each if later else [*each[2:], *each[:2]] for each in edge.passages],
            known.contradicted,
        )
        _renew(edge, _edge(article.pk, fresh), article.current)
    revisit({article.pk, *others}, because=article.pk)


def revisit(articles: Iterable[int], because: int) -> None:
    """Schedule a re-assessment of these articles: their findings may be outdated."""
    Revisit.objects.bulk_create(Revisit(article_id=pk, because_id=because) for pk in sorted(articles))


def edges_of(articles: Iterable[int]) -> QuerySet[ReuseEdge]:
    """Select all edges of these articles."""
    ids = list(articles)
    return ReuseEdge.objects.filter(Q(earlier__in=ids) | Q(later__in=ids))


def _edge(article: int, found: FoundReuse) -> ReuseEdge:
    """Build the unsaved row; without a direction the lower id comes first."""
    is_later = found.direction == "from" or (found.direction == "undirected" and found.other < article)
    earlier, later = (found.other, article) if is_later else (article, found.other)
    return ReuseEdge(
        earlier_id=earlier,
        later_id=later,
        directed=found.direction != "undirected",
        contradicted=found.contradicted,
        containment=found.containment if is_later else found.other_containment,
        containment_earlier=found.other_containment if is_later else found.containment,
        passages=[each if is_later else [*each[2:], *each[:2]] for each in found.passages],
    )


def _renew(edge: ReuseEdge, fresh: ReuseEdge, version: ArticleVersion) -> bool:
    """Update a known pair; return whether anything changed. A reversed direction is recorded on both articles."""
    before, after = _direction(edge), _direction(fresh)
    if before != after:
        _record_turn(edge, before, after, because=version.article_id)
    changed = [name for name in _FOUND if getattr(edge, name) != getattr(fresh, name)]
    for name in changed:
        setattr(edge, name, getattr(fresh, name))
    if changed:
        edge.save(update_fields=changed)
    return bool(changed)


_FOUND = ("earlier_id", "later_id", "directed", "contradicted", "containment", "containment_earlier", "passages")


def _direction(edge: ReuseEdge) -> dict[str, int | bool]:
    return {"earlier": edge.earlier_id, "later": edge.later_id, "directed": edge.directed}


def _record_turn(edge: ReuseEdge, before: dict[str, int | bool], after: dict[str, int | bool], because: int) -> None:
    pair = Article.objects.filter(pk__in=[edge.earlier_id, edge.later_id], current__assessed_at__isnull=False)
    for pk in pair.order_by("pk").values_list("current", flat=True):
        ProvenanceChange(
            version_id=pk, what=ProvenanceChange.What.DIRECTION, before=before, after=after, because_id=because
        ).save()
