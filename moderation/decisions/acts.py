"""Effects of each act, besides the decision, audit entry and event that all acts write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from moderation.decisions import executing, outcome
from moderation.decisions.errors import InvalidDecision
from moderation.models import Decision, Event, Queue, QueueItem
from moderation.vocabulary.acts import ESCALATE
from moderation.vocabulary.events import DECISION_MADE

Effect = Callable[[QueueItem, Decision], None]


def close(item: QueueItem, decision: Decision) -> None:
    """Ends the item and a hold on it; the decision takes effect as the rules for its act say."""
    item.state = QueueItem.State.DECIDED
    item.decided_at = timezone.now()
    item.version += 1
    _free(item, "state", "decided_at", "version")
    executing.start(decision)


def escalate(item: QueueItem, decision: Decision) -> None:
    """Moves the item to the leads' queue with a new due date; it stays open, and free to be claimed there.

    Raises InvalidDecision when it is there already.
    """
    if item.escalated:
        raise InvalidDecision("act", "already_escalated", "this item is with the leads already")
    queue = Queue.objects.get(code="escalated")
    item.queue = queue
    item.escalated = True
    item.due_at = timezone.now() + timedelta(minutes=queue.sla_minutes)
    item.version += 1
    _free(item, "queue", "escalated", "due_at", "version")
    Event(type=DECISION_MADE, article=item.article, data=outcome.event_data(decision)).save()


def _free(item: QueueItem, *changed: str) -> None:
    """Saves the item, which nobody holds, has been handed or keeps back any more."""
    item.claimed_by = item.claimed_until = item.assigned_to = None
    item.on_hold, item.aside_reason = False, ""
    item.save(update_fields=[*changed, "claimed_by", "claimed_until", "assigned_to", "on_hold", "aside_reason"])


# An act that is not here ends its item; the platform carries it out once it learns of it by the event.
EFFECTS: dict[str, Effect] = {ESCALATE: escalate}


def effect_of(act: str) -> Effect:
    """The act's effect on its queue item, to be run in the decision's transaction."""
    return EFFECTS.get(act, close)
