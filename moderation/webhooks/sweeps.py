"""Reconcilers of webhooks."""

from __future__ import annotations

from django.utils import timezone

from articles.doorbell import ring
from moderation.models import WebhookDelivery, WebhookEndpoint
from moderation.webhooks.claims import with_work

_AT_ONCE = 5000


def ring_due_deliveries(*, dry_run: bool = False) -> int:
    """Rings for due messages that nobody delivers (retries, lost doorbells, dead workers); returns their endpoints."""
    endpoints = with_work(timezone.now()).count()
    if endpoints and not dry_run:
        ring("moderation.deliver_webhooks")
    return endpoints


def give_up_expired(*, dry_run: bool = False) -> int:
    """Fails messages that waited a whole retry schedule for an endpoint that is off or broken; returns how many."""
    now = timezone.now()
    expired = WebhookDelivery.objects.free(now).filter(expires_at__lt=now)
    expired = expired.exclude(endpoint__state=WebhookEndpoint.State.ACTIVE)
    ids = list(expired.values_list("pk", flat=True)[:_AT_ONCE])
    if dry_run or not ids:
        return len(ids)
    given_up = {"state": WebhookDelivery.State.FAILED, "next_attempt_at": None, "last_error": "expired"}
    still = WebhookDelivery.objects.free(now).filter(pk__in=ids)
    return still.update(**given_up, last_status=None, token="", leased_until=None)
