"""Reconcilers of imports: lost doorbells, workers that died each time, and files nobody asks for any more."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from articles.assessment.sweeps import RING_AGAIN
from articles.doorbell import ring
from articles.models import Import

_AT_ONCE = 100


def ring_due_imports(*, dry_run: bool = False) -> int:
    """Rings for imports that are due and that nobody holds."""
    now = timezone.now()
    forgotten = Q(notified_at=None) | Q(notified_at__lt=now - RING_AGAIN) | Q(leased_until__lt=now)
    due = Import.objects.due(now).filter(forgotten, attempts__lt=settings.MAX_ATTEMPTS)
    ids = list(due.order_by("due_at").values_list("pk", flat=True)[:_AT_ONCE])
    if ids and not dry_run:
        Import.objects.filter(pk__in=ids).update(notified_at=now)
        for pk in ids:
            ring("articles.work_import", pk)
    return len(ids)


def dead_letter_imports(*, dry_run: bool = False) -> int:
    """Ends imports one of whose chunks killed its worker every time: what an error handler never gets to see."""
    now = timezone.now()
    poison = Import.objects.due(now).filter(attempts__gte=settings.MAX_ATTEMPTS)
    if dry_run:
        return poison.count()
    ended = {"state": Import.State.FAILED, "finished_at": now, "dead_at": now, "due_at": None}
    died = "the worker died or ran out of time each time"
    return poison.update(token="", leased_until=None, last_error=died, **ended)


def forget_imports(*, dry_run: bool = False) -> int:
    """Removes imports that ended more than settings.IMPORT_KEEP_DAYS ago, with their results; articles stay."""
    old = Import.objects.filter(finished_at__lt=timezone.now() - timedelta(days=settings.IMPORT_KEEP_DAYS))
    if dry_run:
        return old.count()
    ids = list(old.values_list("pk", flat=True)[:_AT_ONCE])
    Import.objects.filter(pk__in=ids).delete()
    return len(ids)
