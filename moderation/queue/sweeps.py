"""Reconcilers of this app: each finds rows that were forgotten and says how many."""

from __future__ import annotations

from django.utils import timezone

from moderation.models import QueueItem


def release_expired_claims(*, dry_run: bool = False) -> int:
    """Frees items whose claim has run out, so that lists show them as free. (Claiming does not wait for this.)"""
    expired = QueueItem.objects.filter(claimed_until__lte=timezone.now())
    return expired.count() if dry_run else expired.update(claimed_by=None, claimed_until=None)
