"""Escalate: a lead decides."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from moderation.decisions import outcome
from moderation.decisions.errors import InvalidDecision
from moderation.models import Decision, Event, Queue, QueueItem


def execute(item: QueueItem, decision: Decision) -> None:
    """Moves the item to the leads' queue with a new due date; it stays open, and free to be claimed there.

    Raises InvalidDecision when it is there already.
    """
    if item.escalated:
        raise InvalidDecision("act", "already_escalated", "this item is with the leads already")
    queue = Queue.objects.get(code="escalated")
    item.queue = queue
    item.escalated = True
    item.due_at = timezone.now() + timedelta(minutes=queue.sla_minutes)
    item.claimed_by = item.claimed_until = None
    item.version += 1
    item.assigned_to = None
    item.save(update_fields=["queue", "escalated", "due_at", "claimed_by", "claimed_until", "assigned_to", "version"])
    Event(type=Event.Type.DECISION_MADE, article=item.article, data=outcome.event_data(decision)).save()
