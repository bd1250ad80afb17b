"""Retellings as rows: keep an article's up to date, and read them with what people answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q, QuerySet

from articles.models import ArticleVersion, Retelling, RetellingAnswer
from articles.provenance.stored.rewording.lookup import FoundRetelling, Likely


def store_retellings(version: ArticleVersion, likely: Likely, found: Sequence[FoundRetelling]) -> None:
    """Replace the article's retellings in the caller's transaction. Answers belong to the pair and stay."""
    article = version.article_id
    fresh = {each.other: _edge(article, each) for each in found}
    if likely.known:
        # Locked in order, so that two workers that renew the same pairs do not deadlock.
        old = list(retellings_of([article]).select_for_update().order_by("pk"))
        Retelling.objects.filter(pk__in=[edge.pk for edge in old]).delete()
    ordered = sorted(fresh, key=lambda other: (min(article, other), max(article, other)))
    Retelling.objects.bulk_create((fresh[other] for other in ordered), ignore_conflicts=True)


def retellings_of(articles: Iterable[int]) -> QuerySet[Retelling]:
    """Select all retellings of these articles."""
    ids = list(articles)
    return Retelling.objects.filter(Q(earlier__in=ids) | Q(later__in=ids))


def answers_on(article: int, others: Iterable[int]) -> dict[int, RetellingAnswer]:
    """Return the newest answer on each pair of the article with one of the others, by the other; one query."""
    ids = list(others)
    if not ids:
        return {}
    pairs = Q(first=article, second__in=ids) | Q(second=article, first__in=ids)
    rows = RetellingAnswer.objects.filter(pairs).select_related("answered_by").order_by("pk")
    return {row.second_id if row.first_id == article else row.first_id: row for row in rows}


def _edge(article: int, found: FoundRetelling) -> Retelling:
    """Build the unsaved row; without a direction the lower id comes first, as in reuse."""
    is_later = found.direction == "from" or (found.direction == "undirected" and found.other < article)
    earlier, later = (found.other, article) if is_later else (article, found.other)
    shares = found.alignment.coverage, found.alignment.other_coverage
    counts = found.sentences, found.other_sentences
    return Retelling(
        earlier_id=earlier,
        later_id=later,
        directed=found.direction != "undirected",
        reading=found.reading,
        score=min(1.0, found.alignment.score),
        coverage=shares[0] if is_later else shares[1],
        coverage_earlier=shares[1] if is_later else shares[0],
        pairs=found.pairs if is_later else sorted([*each[2:], *each[:2]] for each in found.pairs),
        sentences=counts[0] if is_later else counts[1],
        sentences_earlier=counts[1] if is_later else counts[0],
        numbers_shared=found.facts.numbers,
        numbers=found.facts.of,
        names_shared=len(found.facts.names),
    )
