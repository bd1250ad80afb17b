"""A claim is a lease on a queue item: taken, renewed by heartbeat, given back, or run out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.access.current import current_via
from articles.models import Platform
from moderation.models import Appeal, Queue, QueueItem, Skip
from moderation.people.independence import Act, decided_by_rule_of, footprint
from moderation.queue.access import queues_for
from moderation.queue.next_item import Search, find, take
from moderation.queue.wellbeing import exhausted
from moderation.vocabulary.refusals import REFUSALS

_ORDER = ("rank_at", "id")


class ClaimConflict(Exception):
    """Somebody else holds the item, or it is not open any more; the argument is a term of the refusals."""

    def __init__(self, reason: str) -> None:
        super().__init__(REFUSALS[reason].code)


def claimable(user: User, queue: Queue | None = None, platform: Platform | None = None) -> QuerySet[QueueItem]:
    """Open items this user may work on, in order; of one queue or platform, if given. Raises PermissionDenied.

    - of the user's queues
    - not on hold, and not handed to somebody else (a lead may take either)
    - without an appeal against a decision that this user made or approved, or may have made through a key
    """
    items = QueueItem.objects.filter(state=QueueItem.State.OPEN, queue__in=_queues(user, queue)).order_by(*_ORDER)
    if platform is not None:
        items = items.filter(article__platform=platform)
    if not user.has_perm("moderation.lead_queueitem"):
        items = items.filter(Q(assigned_to=None) | Q(assigned_to=user), on_hold=False)
    return items.exclude(article__in=_for_others(user))


def _queues(user: User, queue: Queue | None) -> list[int]:
    if not user.has_perm("moderation.claim_queueitem"):
        raise PermissionDenied("claiming needs the moderator role")
    return [seen.pk for seen in queues_for(user) if queue is None or seen.pk == queue.pk]


def _for_others(user: User) -> list[int]:
    # One query here is cheaper than a condition in each later query: such articles are rare.
    return list(own_appealed(user).values_list("decision__article", flat=True))


def own_appealed(user: User) -> QuerySet[Any]:
    """The articles with an open appeal against a decision that this user made or approved, or may have by a key.

    A decision of a routing rule is that of its author too, and of who let the rule decide.
    """
    own = footprint(Act.now(user))
    involved = Q(decision__decided_by__in=own.people) | Q(decision__execution__approved_by__in=own.people)
    involved |= Q(decision__via__in=own.vias) | Q(decision__execution__approved_via__in=own.vias)
    involved |= decided_by_rule_of(user, "decision")
    return Appeal.objects.filter(involved, state=Appeal.State.OPEN).values("decision__article")


def claim_next(
    user: User, queue: Queue | None = None, platform: Platform | None = None, *, skipped: Collection[int] = ()
) -> QueueItem | None:
    """Claims the next item for `user`: the one they hold already, else the first free one; None without any.

    Leaves out items whose ids are in `skipped`, and queues whose exposure limit the user has reached today. Two users
    never get the same item: rows that another transaction is claiming are skipped, not waited for.
    """
    search = _search(user, queue, platform, skipped)
    return take(search, _end_of_lease(search.now), current_via())


def look_ahead(user: User, queue: Queue | None = None, *, skipped: Collection[int] = ()) -> QueueItem | None:
    """The item that `claim_next` would give now, unclaimed, so somebody else may claim it first."""
    return find(_search(user, queue, None, skipped))


def _search(user: User, queue: Queue | None, platform: Platform | None, skipped: Collection[int]) -> Search:
    queues = _queues(user, queue)
    full = exhausted(user)
    return Search(
        user=user.pk,
        now=timezone.now(),
        queues=[pk for pk in queues if pk not in full],
        leads=user.has_perm("moderation.lead_queueitem"),
        platform=platform.pk if platform is not None else None,
        without_items=skipped,
        without_articles=_for_others(user),
    )


def claim(user: User, item_id: int) -> QueueItem:
    """Claims one item. Raises ClaimConflict, QueueItem.DoesNotExist, PermissionDenied.

    A conflict is an item that is decided, held by somebody, on hold, or handed to somebody else. A lead ends the last
    two by taking the item over, never by a plain claim.
    """
    now = timezone.now()
    with transaction.atomic():
        item = QueueItem.objects.select_for_update().get(pk=item_id)
        if item.state != QueueItem.State.OPEN:
            raise ClaimConflict("withdrawn" if item.state == QueueItem.State.CLOSED else "decided")
        if item.is_claimed(now) and item.claimed_by_id != user.pk:
            raise ClaimConflict("claimed")
        if not claimable(user).filter(pk=item_id).exists():
            raise PermissionDenied("this item is for somebody else")
        if item.is_set_aside(user.pk) and not item.is_claimed(now):
            raise ClaimConflict("on_hold" if item.on_hold else "handed_over")
        return lease(item, user, now)


def heartbeat(user: User, item_id: int) -> QueueItem:
    """Renews a claim that has not run out. Raises ClaimConflict when it is no longer this user's."""
    now = timezone.now()
    with transaction.atomic():
        item = _held(user, item_id, now)
        return lease(item, user, now)


def release(user: User, item_id: int) -> QueueItem:
    """Gives a claim back. Raises ClaimConflict when it is no longer this user's."""
    with transaction.atomic():
        item = _held(user, item_id, timezone.now())
        item.claimed_by = item.claimed_until = None
        item.save(update_fields=["claimed_by", "claimed_until"])
        return item


def skip(user: User, item_id: int) -> QueueItem:
    """Releases a claim and records the skip. Raises as `release`."""
    with transaction.atomic():
        now = timezone.now()
        held = _held(user, item_id, now)
        assert held.claimed_until is not None  # noqa: S101 - _held looked
        began = held.claimed_until - timedelta(seconds=settings.CLAIM_SECONDS)
        Skip(item=held, user=user, via=current_via(), held_seconds=max(0, round((now - began).total_seconds()))).save()
        return release(user, item_id)


def _held(user: User, item_id: int, now: datetime) -> QueueItem:
    item = QueueItem.objects.select_for_update().get(pk=item_id)
    if item.claimed_by_id != user.pk or not item.is_claimed(now):
        raise ClaimConflict("not_held")
    return item


def lease(item: QueueItem, user: User, now: datetime) -> QueueItem:
    """Claims a locked item for `user` until the end of the lease."""
    item.claimed_by = user
    item.claimed_until = _end_of_lease(now)
    item.claimed_via = current_via()
    item.save(update_fields=["claimed_by", "claimed_until", "claimed_via"])
    return item


def _end_of_lease(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.CLAIM_SECONDS)
