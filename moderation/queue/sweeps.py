"""Reconcilers of the queue: each repairs forgotten rows and returns their number."""

from __future__ import annotations

from django.utils import timezone

from moderation.models import QueueItem


def release_expired_claims(*, dry_run: bool = False) -> int:
    """Frees items with an expired claim, so that lists show them as free; claiming does not need this."""
    expired = QueueItem.objects.filter(claimed_until__lte=timezone.now())
    return expired.count() if dry_run else expired.update(claimed_by=None, claimed_until=None)
