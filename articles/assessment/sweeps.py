"""Sweeps of this app: each repairs forgotten rows and returns how many."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.doorbell import ring_assessments
from articles.models import Assessment

# A row is rung for at most once a minute, and a pass rings for at most RINGS_A_PASS rows: a backlog must not double.
RING_AGAIN = timedelta(seconds=60)
RINGS_A_PASS = 1000


def ring_due_assessments(*, dry_run: bool = False) -> int:
    """Ring for due assessments that no worker holds: lost doorbells, dead workers, retries."""
    now = timezone.now()
    # An expired lease means a dead worker, so that row need not wait for its minute to pass. Rows that ran out of time
    # are tried one at a time: the others are rung for again, because their doorbell found them waiting.
    forgotten = Q(notified_at=None) | Q(notified_at__lt=now - RING_AGAIN) | Q(leased_until__lt=now) | Q(overruns__gt=0)
    due = Assessment.objects.due(now).filter(forgotten, attempts__lt=settings.MAX_ATTEMPTS).order_by("due_at")
    if dry_run:
        return due[:RINGS_A_PASS].count()
    with transaction.atomic():
        # Skip rows that a worker is claiming: the sweep must not wait for a worker that locks many.
        ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:RINGS_A_PASS])
        Assessment.objects.filter(pk__in=ids).update(notified_at=now)
        ring_assessments(ids)
    return len(ids)


def dead_letter(*, dry_run: bool = False) -> int:
    """Fail rows whose workers died on every attempt; no error handler runs then."""
    now = timezone.now()
    poison = Assessment.objects.due(now).filter(attempts__gte=settings.MAX_ATTEMPTS)
    if dry_run:
        return poison.count()
    return poison.update(
        due_at=None, dead_at=now, token="", leased_until=None, last_error="the worker died or ran out of time each time"
    )
