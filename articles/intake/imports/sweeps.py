"""Sweeps of imports: lost doorbells, imports that killed their workers, and expired results."""

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
    """Ring for imports that are due and that no worker holds."""
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
    """Fail imports whose workers died on every attempt; no error handler runs then."""
    now = timezone.now()
    poison = Import.objects.due(now).filter(attempts__gte=settings.MAX_ATTEMPTS)
    if dry_run:
        return poison.count()
    ended = {"state": Import.State.FAILED, "finished_at": now, "dead_at": now, "due_at": None}
    died = "the worker died or ran out of time each time"
    return poison.update(token="", leased_until=None, last_error=died, **ended)


def forget_imports(*, dry_run: bool = False) -> int:
    """Delete imports and their results settings.IMPORT_KEEP_DAYS after their end; articles stay."""
    old = Import.objects.filter(finished_at__lt=timezone.now() - timedelta(days=settings.IMPORT_KEEP_DAYS))
    if dry_run:
        return old.count()
    ids = list(old.values_list("pk", flat=True)[:_AT_ONCE])
    Import.objects.filter(pk__in=ids).delete()
    return len(ids)
