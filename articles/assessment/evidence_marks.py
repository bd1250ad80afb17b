"""Evidence that changed outside the assessment of an article: a row says so, a worker counts it."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from articles.database.clocks import ahead
from articles.doorbell import ring
from articles.models import EvidenceMark
from articles.scoring.stored.reliability import recount_source

# What a lost doorbell left is counted by a sweep, at most so many sources a pass.
_LATE = timedelta(seconds=5)
_AT_ONCE = 500


def mark_decided(source: int, article: int, decision: int) -> None:
    """A decision on an article of `source` was made: its score is due, after the caller's transaction."""
    EvidenceMark.objects.create(source_id=source, article_id=article, decision=decision)
    ring("articles.count_evidence", source)


def recount_marked(*, dry_run: bool = False) -> int:
    """Counts the marks that nobody has counted for some seconds; how many sources."""
    now = timezone.now()
    late = EvidenceMark.objects.filter(Q(created_at__lt=now - _LATE) | ahead("created_at", now))
    sources = list(late.order_by("source").values_list("source", flat=True).distinct()[:_AT_ONCE])
    if not dry_run:
        for source in sources:
            recount_source(source)
    return len(sources)
