"""Ending a queue item."""

from __future__ import annotations

from django.utils import timezone

from moderation.decisions import executing
from moderation.models import Decision, QueueItem


def close(item: QueueItem, decision: Decision) -> None:
    """Ends the item; the decision takes effect as the rules for its act say."""
    item.state = QueueItem.State.DECIDED
    item.decided_at = timezone.now()
    item.claimed_by = item.claimed_until = item.assigned_to = None
    item.version += 1
    item.save(update_fields=["state", "decided_at", "claimed_by", "claimed_until", "assigned_to", "version"])
    executing.start(decision)
