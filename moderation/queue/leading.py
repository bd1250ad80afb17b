"""Acts of leads on items: take over, hold, hand to a named person. Each writes an audit entry."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from moderation import audit
from moderation.models import QueueItem
from moderation.queue.claims import ClaimConflict, lease, own_appealed

REASON_LENGTH: int = QueueItem._meta.get_field("aside_reason").max_length or 0


class MayNotDecide(ValueError):
    """The person has not the permissions to decide, or decided what an appeal on the item is about."""


@transaction.atomic
def take_over(user: User, item_id: int) -> QueueItem:
    """Claims the item for the lead, whoever has it. Raises PermissionDenied, ClaimConflict, QueueItem.DoesNotExist."""
    item = _locked(user, item_id)
    if QueueItem.objects.filter(pk=item_id, article__in=own_appealed(user)).exists():
        raise PermissionDenied("a different moderator answers an appeal against your own decision")
    before = item.claimed_by.get_username() if item.claimed_by and item.is_claimed() else None
    # What the act ends is said by name: a hold, and a hand-over to a person, are acts of another lead.
    ended = {
        "hold_ended": item.on_hold,
        "handed_to": item.assigned_to.get_username() if item.assigned_to else None,
    }
    item.on_hold, item.assigned_to, item.aside_reason = False, None, ""
    item.save(update_fields=["on_hold", "assigned_to", "aside_reason"])
    lease(item, user, timezone.now())
    audit.append(user, "item.taken_over", f"article:{item.article_id}", item=item.pk, held_by=before, **ended)
    return item


@transaction.atomic
def hold(user: User, item_id: int, *, on: bool = True, reason: str = "") -> QueueItem:
    """Puts an item on hold and ends a claim on it, or with `on` false lifts the hold.

    `reason` is shown to everybody who sees the item, at most REASON_LENGTH characters of it. Raises as `take_over`.
    """
    item = _locked(user, item_id)
    item.on_hold, item.aside_reason = on, _kept(reason) if on else ""
    if on:
        item.claimed_by = item.claimed_until = None
    item.save(update_fields=["on_hold", "claimed_by", "claimed_until", "aside_reason"])
    why = {"reason": item.aside_reason} if item.aside_reason else {}
    audit.append(user, "item.held" if on else "item.let_go", f"article:{item.article_id}", item=item.pk, **why)
    return item


@transaction.atomic
def hand_to(user: User, item_id: int, person: User, *, reason: str = "") -> QueueItem:
    """Reserves an item for `person` and ends a claim on it; `reason` as in `hold`.

    Raises as `take_over`, and MayNotDecide.
    """
    item = _locked(user, item_id)
    able = person.is_active and person.has_perms(("moderation.claim_queueitem", "moderation.decide_queueitem"))
    if not able or QueueItem.objects.filter(pk=item_id, article__in=own_appealed(person)).exists():
        raise MayNotDecide("this person may not decide the item")
    held = item.on_hold
    item.assigned_to, item.on_hold, item.aside_reason = person, False, _kept(reason)
    item.claimed_by = item.claimed_until = None
    item.save(update_fields=["assigned_to", "on_hold", "claimed_by", "claimed_until", "aside_reason"])
    named = person.get_username()
    why = {"reason": item.aside_reason} if item.aside_reason else {}
    audit.append(user, "item.handed_over", f"article:{item.article_id}", item=item.pk, to=named, hold_ended=held, **why)
    return item


def _kept(reason: str) -> str:
    """The reason in one line, without its end where it is too long."""
    return " ".join(reason.split())[:REASON_LENGTH]


def _locked(user: User, item_id: int) -> QueueItem:
    if not user.has_perm("moderation.lead_queueitem"):
        raise PermissionDenied("this needs the lead role")
    item = QueueItem.objects.select_for_update(of=("self",)).select_related("claimed_by", "assigned_to").get(pk=item_id)
    if item.state != QueueItem.State.OPEN:
        raise ClaimConflict("withdrawn" if item.state == QueueItem.State.CLOSED else "decided")
    return item
