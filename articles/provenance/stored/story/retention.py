"""Forget stories whose last article is old."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.models import Story, StoryChange, StoryMember

_MOST = 500
"""Stories per transaction, so that no lock is held for long."""


def forget_old(*, dry_run: bool = False) -> int:
    """Delete stories without an article of the last `STORY_KEEP_DAYS` days, members and history with them.

    Returns how many, or with `dry_run` would go. The articles stay.
    """
    before = timezone.now() - timedelta(days=settings.STORY_KEEP_DAYS)
    old = Story.objects.filter(last_at__lt=before, created_at__lt=before)  # what old imports tell is kept as long
    if dry_run:
        return old.count()
    gone = 0
    while ids := list(old.order_by("pk").values_list("pk", flat=True)[:_MOST]):
        with transaction.atomic():
            for rows in (StoryMember, StoryChange):
                rows.objects.filter(story__in=ids).delete()
            Story.objects.filter(pk__in=ids).delete()
        gone += len(ids)
    return gone
