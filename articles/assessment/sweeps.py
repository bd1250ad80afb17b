"""Reconcilers of this app: each finds rows that were forgotten and says how many."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles.doorbell import ring_assessments
from articles.models import Assessment

# A row is rung again at most once a minute, and a pass rings at most so many, so that a backlog is not doubled.
RING_AGAIN = timedelta(seconds=60)
RINGS_A_PASS = 1000


def ring_due_assessments(*, dry_run: bool = False) -> int:
    """Rings for assessments that are due and that nobody holds: lost doorbells, dead workers, retries."""
    now = timezone.now()
    # A lease that ran out means a dead worker: that row need not wait out its minute.
    forgotten = Q(notified_at=None) | Q(notified_at__lt=now - RING_AGAIN) | Q(leased_until__lt=now)
    due = Assessment.objects.due(now).filter(forgotten, attempts__lt=settings.MAX_ATTEMPTS).order_by("due_at")
    if dry_run:
        return due[:RINGS_A_PASS].count()
    with transaction.atomic():
        # What a worker is about to take is passed over: whoever holds many rows must not be waited for.
        ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:RINGS_A_PASS])
        Assessment.objects.filter(pk__in=ids).update(notified_at=now)
        ring_assessments(ids)
    return len(ids)


def dead_letter(*, dry_run: bool = False) -> int:
    """Gives up rows whose every attempt ended with a dead worker: what an error handler never gets to see."""
    now = timezone.now()
    poison = Assessment.objects.due(now).filter(attempts__gte=settings.MAX_ATTEMPTS)
    if dry_run:
        return poison.count()
    return poison.update(
        due_at=None, dead_at=now, token="", leased_until=None, last_error="the worker died or ran out of time each time"
    )
