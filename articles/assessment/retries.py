"""Retry dead letters on a human's request."""

from __future__ import annotations

from django.utils import timezone

from articles.doorbell import ring_assessments
from articles.models import Assessment
from articles.models.work.due import DueQuerySet


def retry_dead_letters(assessments: DueQuerySet) -> int:
    """Make the dead letters among these rows due again with fresh attempts, and ring for them; return how many.

    Other rows stay as they are.
    """
    now = timezone.now()
    revived = 0
    for pk in list(assessments.filter(dead_at__isnull=False).values_list("pk", flat=True)):
        again: dict[str, object] = {"due_at": now, "dead_at": None, "attempts": 0, "overruns": 0, "notified_at": now}
        if Assessment.objects.filter(pk=pk, dead_at__isnull=False).update(**again):
            ring_assessments([pk])
            revived += 1
    return revived
