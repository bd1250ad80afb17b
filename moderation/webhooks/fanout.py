"""From an event to its deliveries, in the event's own transaction.

Whoever writes an event writes its deliveries with it, or neither: so each is made exactly once, whatever crashes. A
cursor over the outbox, which is the other way, misses events on PostgreSQL: they become visible in the order of their
commits, not of their ids or times.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from moderation.models import Event, WebhookDelivery, WebhookEndpoint
from moderation.tasks import ring_webhooks
from moderation.webhooks.schedule import LIFETIME


@receiver(post_save, sender=Event)
def fan_out(instance: Event, created: bool, raw: bool = False, **_: Any) -> None:
    """Makes a delivery for each endpoint that asked for this type and may see this platform. Those of broken ones wait.

    What is about no article is about all platforms: only endpoints of all platforms are told.
    """
    if not created or raw or instance.type == Event.Type.WEBHOOK_TEST:
        return
    mine = Q(platform=None)
    if instance.article is not None:
        mine |= Q(platform=instance.article.platform_id)
    endpoints = WebhookEndpoint.objects.kept().filter(mine).exclude(state=WebhookEndpoint.State.DISABLED)
    # The types are few and a JSON list; SQLite cannot look into one.
    wanted = [pk for pk, types in endpoints.order_by("pk").values_list("pk", "event_types") if instance.type in types]
    if wanted:
        with transaction.atomic():
            WebhookDelivery.objects.bulk_create([delivery_of(instance, pk) for pk in wanted])
            ring_webhooks()


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
