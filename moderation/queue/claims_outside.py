"""Claims of outside consoles: as others, with an event for the platform's systems."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.models import Platform
from moderation.models import Event, Queue, QueueItem
from moderation.models.webhooks.event import names_of
from moderation.queue.claims import claim_next
from moderation.vocabulary.events import QUEUE_ITEM_CLAIMED


@transaction.atomic
def claim_for(user: User, queue: Queue | None, platform: Platform | None) -> QueueItem | None:
    """Claims the next item as `claim_next` does; an item that the user holds already makes no event."""
    held = QueueItem.objects.filter(claimed_by=user, claimed_until__gt=timezone.now()).values_list("pk", flat=True)
    before = set(held)
    item = claim_next(user, queue, platform)
    if item is not None and item.pk not in before:
        assert item.claimed_until is not None  # noqa: S101 - claimed just now
        data = {"queue_item": item.pk, "queue": item.queue.code, "claimed_until": item.claimed_until.isoformat()}
        Event(type=QUEUE_ITEM_CLAIMED, article=item.article, data={**data, **names_of(item.article)}).save()
    return item
