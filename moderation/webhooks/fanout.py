"""Makes the deliveries of events, in the events' own transaction.

Event and deliveries are written together or not at all, so each delivery is made exactly once, whatever crashes. The
alternative, a cursor over the outbox, misses events on PostgreSQL: they become visible in the order of their commits,
not of their ids or times.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone

from articles.doorbell import ring
from articles.models import Platform
from moderation.models import Event, FeedEntry, WebhookDelivery, WebhookEndpoint
from moderation.models.webhooks.event import events_written
from moderation.vocabulary.events import IMPORT_FINISHED, WEBHOOK_TEST
from moderation.webhooks.protocol.schedule import LIFETIME
from moderation.webhooks.protocol.schemas import covers


@receiver(events_written)
def fan_out(events: Sequence[Event], **_: Any) -> None:
    """Gives each event a place in the feed, and a delivery to each endpoint that asked for it and may see it.

    Deliveries of broken endpoints wait. An event about no article concerns all platforms, so only endpoints of all
    platforms get it.
    """
    whose = {event.pk: _platform_of(event) for event in events}
    FeedEntry.objects.bulk_create(
        FeedEntry(event=event, platform_id=whose[event.pk]) for event in events if event.type != WEBHOOK_TEST
    )
    about = {platform for platform in whose.values() if platform is not None}
    kept = WebhookEndpoint.objects.kept().filter(Q(platform=None) | Q(platform__in=about))
    # Filtered in Python: the few types are a JSON list, which SQLite cannot search.
    named = kept.exclude(state=WebhookEndpoint.State.DISABLED).order_by("pk")
    endpoints = list(named.values_list("pk", "platform", "event_types"))
    deliveries = [
        delivery_of(event, pk)
        for event in events
        for pk, platform, types in endpoints
        if covers(types, event.type) and platform in (None, whose[event.pk])
    ]
    if deliveries:
        with transaction.atomic():
            WebhookDelivery.objects.bulk_create(deliveries)
            ring("moderation.deliver_webhooks")


def _platform_of(event: Event) -> int | None:
    """The id of the platform whose event it is; None for one that concerns all."""
    if event.article is not None:
        return event.article.platform_id
    if event.type == IMPORT_FINISHED and event.data["platform"]:
        return Platform.objects.values_list("pk", flat=True).get(code=event.data["platform"])
    return None


def delivery_of(event: Event, endpoint_id: int) -> WebhookDelivery:
    """An unsaved delivery that is due at once."""
    now = timezone.now()
    return WebhookDelivery(
        endpoint_id=endpoint_id,
        event=event,
        article_id=event.article_id,
        next_attempt_at=now,
        expires_at=now + LIFETIME,
        created_at=now,
    )
