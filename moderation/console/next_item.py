"""Which item comes next for one moderator, minding what they skipped."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from moderation.models import Queue, QueueItem
from moderation.queue.claims import claim, claim_next, claimable

# How many skipped items a session remembers; the oldest come back first.
REMEMBERED_SKIPS = 100


def take_next(user: User, queue: Queue | None, skipped: Collection[int] = ()) -> QueueItem | None:
    """Claims the next item that was not skipped: the one already held, else the first free one; None when none is left.

    Raises PermissionDenied.
    """
    if not skipped:
        return claim_next(user, queue)
    now = timezone.now()
    with transaction.atomic():
        items = claimable(user, queue).exclude(pk__in=list(skipped)).select_for_update(skip_locked=True, of=("self",))
        held = items.filter(claimed_by=user, claimed_until__gt=now).first()
        item = held or items.filter(Q(claimed_until=None) | Q(claimed_until__lte=now)).first()
        return claim(user, item.pk) if item is not None else None
