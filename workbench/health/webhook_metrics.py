"""Metrics of messages by state, the age of the oldest pending one, and endpoints by state."""

from __future__ import annotations

from moderation.models import WebhookDelivery, WebhookEndpoint
from moderation.webhooks.figures import backlog
from workbench.health.gauges import Families, gauge, gauges


def families() -> Families:
    """The current webhook backlog."""
    now = backlog()
    messages = {state: now.deliveries.get(state, 0) for state in WebhookDelivery.State.values}
    yield gauges("webhook_deliveries", "Webhook messages by state", "state", messages)
    yield gauge("webhook_oldest_pending_seconds", "Age of the oldest message on its way", now.oldest)
    endpoints = {state: now.endpoints.get(state, 0) for state in WebhookEndpoint.State.values}
    yield gauges("webhook_endpoints", "Webhook endpoints by state", "state", endpoints)
