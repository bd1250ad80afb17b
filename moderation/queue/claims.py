"""A claim is a lease on a queue item: taken, renewed by heartbeat, given back, or run out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Platform
from moderation.models import Queue, QueueItem


class ClaimConflict(Exception):
    """The item is held by somebody else, or not open any more."""


def claimable(user: User, queue: Queue | None = None, platform: Platform | None = None) -> QuerySet[QueueItem]:
    """Open items this user may work on, in order; of one queue or platform, if given. Raises PermissionDenied."""
    if not user.has_perm("moderation.claim_queueitem"):
        raise PermissionDenied("claiming needs the moderator role")
    items = QueueItem.objects.filter(state=QueueItem.State.OPEN).order_by("rank_at", "id")
    if queue is not None:
        items = items.filter(queue=queue)
    if platform is not None:
        items = items.filter(article__platform=platform)
    if not user.has_perm("moderation.lead_queueitem"):
        items = items.filter(queue__leads_only=False)
    return items


def claim_next(
    user: User, queue: Queue | None = None, platform: Platform | None = None, *, skipped: Collection[int] = ()
) -> QueueItem | None:
    """Claims the next item for `user`: the one they hold already, else the first free one; None when there is none.

    Items whose ids are in `skipped` are left out. Two users never get the same item: rows another transaction is
    claiming are skipped, not waited for.
    """
    now = timezone.now()
    with transaction.atomic():
        items = claimable(user, queue, platform).exclude(pk__in=skipped)
        items = items.select_for_update(skip_locked=True, of=("self",))
        held = items.filter(claimed_by=user, claimed_until__gt=now).first()
        item = held or items.filter(_free(now)).first()
        return _lease(item, user, now) if item is not None else None


def claim(user: User, item_id: int) -> QueueItem:
    """Claims one item. Raises ClaimConflict when it is held or decided, QueueItem.DoesNotExist, PermissionDenied."""
    now = timezone.now()
    with transaction.atomic():
        item = QueueItem.objects.select_for_update().get(pk=item_id)
        if item.state != QueueItem.State.OPEN:
            raise ClaimConflict("decided")
        if item.is_claimed(now) and item.claimed_by_id != user.pk:
            raise ClaimConflict("claimed")
        if not claimable(user).filter(pk=item_id).exists():
            raise PermissionDenied("this queue is for leads")
        return _lease(item, user, now)


def heartbeat(user: User, item_id: int) -> QueueItem:
    """Renews a claim that has not run out. Raises ClaimConflict when it is no longer this user's."""
    now = timezone.now()
    with transaction.atomic():
        item = _held(user, item_id, now)
        return _lease(item, user, now)


def release(user: User, item_id: int) -> QueueItem:
    """Gives a claim back. Raises ClaimConflict when it is no longer this user's."""
    with transaction.atomic():
        item = _held(user, item_id, timezone.now())
        item.claimed_by = item.claimed_until = None
        item.save(update_fields=["claimed_by", "claimed_until"])
        return item


def _held(user: User, item_id: int, now: datetime) -> QueueItem:
    item = QueueItem.objects.select_for_update().get(pk=item_id)
    if item.claimed_by_id != user.pk or not item.is_claimed(now):
        raise ClaimConflict("not_held")
    return item


def _lease(item: QueueItem, user: User, now: datetime) -> QueueItem:
    item.claimed_by = user
    item.claimed_until = now + timedelta(seconds=settings.CLAIM_SECONDS)
    item.save(update_fields=["claimed_by", "claimed_until"])
    return item


def _free(now: datetime) -> Q:
    return Q(claimed_until=None) | Q(claimed_until__lte=now)
