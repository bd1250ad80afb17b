"""From an event to its deliveries, in the event's own transaction.

Whoever writes an event writes its deliveries with it, or neither: so each is made exactly once, whatever crashes. A
cursor over the outbox, which is the other way, misses events on PostgreSQL: they become visible in the order of their
commits, not of their ids or times.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from django.utils import timezone

from articles.doorbell import ring
from moderation.models import Event, WebhookDelivery, WebhookEndpoint
from moderation.models.webhook import events_written
from moderation.vocabulary.events import WEBHOOK_TEST
from moderation.webhooks.protocol.schedule import LIFETIME


@receiver(events_written)
def fan_out(events: Sequence[Event], **_: Any) -> None:
    """Makes a delivery for each endpoint that asked for this type and may see this platform. Those of broken ones wait.

    What is about no article is about all platforms: only endpoints of all platforms are told.
    """
    about = {event.article.platform_id for event in events if event.article is not None}
    kept = WebhookEndpoint.objects.kept().filter(Q(platform=None) | Q(platform__in=about))
    # The types are few and a JSON list; SQLite cannot look into one.
    named = kept.exclude(state=WebhookEndpoint.State.DISABLED).order_by("pk")
    endpoints = list(named.values_list("pk", "platform", "event_types"))
    deliveries = [
        delivery_of(event, pk)
        for event in events
        if event.type != WEBHOOK_TEST
        for pk, platform, types in endpoints
        if event.type in types and platform in (None, event.article and event.article.platform_id)
    ]
    if deliveries:
        with transaction.atomic():
            WebhookDelivery.objects.bulk_create(deliveries)
            ring("moderation.deliver_webhooks")


def delivery_of(event: Event, endpoint_id: int) -> WebhookDelivery:
    """A delivery that is due at once, not saved yet."""
    now = timezone.now()
    return WebhookDelivery(
        endpoint_id=endpoint_id,
        event=event,
        article_id=event.article_id,
        next_attempt_at=now,
        expires_at=now + LIFETIME,
        created_at=now,
    )
