"""The feed of events: numbered after their commits by one sequencer at a time, so that no number appears late.

A transaction that began early may commit late. So an event takes no number when it is written: it waits, and whoever
reads numbers what is committed, under a lock. A number that was read is never followed by a smaller one.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from moderation.models import FeedEntry, FeedHead

# Events numbered in one transaction; the rest wait for the next one.
_AT_ONCE = 2_000


def number_waiting() -> int:
    """Number the committed events that wait, in the order in which they happened; return the last number."""
    while True:
        with transaction.atomic():
            FeedHead.objects.get_or_create(pk=1)
            head = FeedHead.objects.select_for_update().get(pk=1)
            # A statement of its own after the lock: it sees all that earlier sequencers committed.
            waiting = FeedEntry.objects.filter(sequence=None).order_by("event__created_at", "event")
            entries = list(waiting.only("event_id")[:_AT_ONCE])
            for number, entry in enumerate(entries, head.last + 1):
                entry.sequence = number
            FeedEntry.objects.bulk_update(entries, ["sequence"], batch_size=200)
            if entries:
                head.last += len(entries)
                head.save(update_fields=["last"])
        if len(entries) < _AT_ONCE:
            return head.last


def after(cursor: int, last: int) -> QuerySet[FeedEntry]:
    """The entries after `cursor` up to `last`, in order, with their events."""
    numbered = FeedEntry.objects.filter(sequence__gt=cursor, sequence__lte=last)
    return numbered.select_related("event").order_by("sequence")


def is_waiting() -> bool:
    """Whether an event waits for its number: most reads find none, and take no lock."""
    return FeedEntry.objects.filter(sequence=None).exists()


def last_number() -> int:
    """The last number that was given, after numbering what waits."""
    if is_waiting():
        return number_waiting()
    return FeedHead.objects.filter(pk=1).values_list("last", flat=True).first() or 0
