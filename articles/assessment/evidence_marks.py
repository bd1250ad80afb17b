"""Evidence that changed outside an assessment: a row marks the source, and a worker recomputes its score."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from articles.database.clocks import ahead
from articles.doorbell import ring
from articles.models import EvidenceMark
from articles.scoring.stored.links import linked_to, mark_linked

# A sweep picks up marks that are older than this: their doorbell was lost.
_LATE = timedelta(seconds=5)
_AT_ONCE = 500


def mark_decided(source: int, article: int, decision: int) -> None:
    """Mark the scores of `source` and of accounts linked to it as due, and ring after the caller's commit."""
    EvidenceMark.objects.create(source_id=source, article_id=article, decision=decision)
    ring("articles.count_evidence", source)
    for other in mark_linked(linked_to([source]).get(source, ()), decision=decision, article=article):
        ring("articles.count_evidence", other)


def mark_links(sources: Iterable[int]) -> None:
    """Mark the scores of these sources as due because accounts were linked or unlinked, and ring after the commit."""
    for source in mark_linked(set(sources)):
        ring("articles.count_evidence", source)


def recount_marked(*, dry_run: bool = False) -> int:
    """Recompute sources whose mark no worker has handled for some seconds; return how many."""
    now = timezone.now()
    late = EvidenceMark.objects.filter(Q(created_at__lt=now - _LATE) | ahead("created_at", now))
    sources = list(late.order_by("source").values_list("source", flat=True).distinct()[:_AT_ONCE])
    if not dry_run:
        from articles.scoring.stored.reliability import recount_source  # with numpy: only workers count

        for source in sources:
            recount_source(source)
    return len(sources)
