"""Figures of messages by outcome, for the weekly report and for metrics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, F, Min
from django.utils import timezone

from moderation.models import WebhookDelivery, WebhookEndpoint

State = WebhookDelivery.State


@dataclass(frozen=True, slots=True)
class WebhookFigures:
    """Messages made in a period, counted once per endpoint, by their current state; without tests.

    `delivered` includes `late`, those that took longer than settings.WEBHOOK_LATE_SECONDS from the event to the
    receiver's answer; `failed` were given up; `pending` are on their way still. A replay that is delivered counts as
    delivered, and nearly always as late.
    """

    delivered: int
    late: int
    failed: int
    pending: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.delivered + self.failed + self.pending


def webhook_figures(start: datetime, end: datetime) -> WebhookFigures:
    """The figures of messages made from `start` until before `end`, both with a time zone."""
    made = WebhookDelivery.objects.filter(created_at__gte=start, created_at__lt=end).exclude(event__type="webhook.test")
    by_state = dict(made.values_list("state").annotate(n=Count("pk")).order_by())
    slow = timedelta(seconds=settings.WEBHOOK_LATE_SECONDS)
    late = made.filter(state=State.DELIVERED, delivered_at__gt=F("created_at") + slow).count()
    return WebhookFigures(
        by_state.get(State.DELIVERED, 0), late, by_state.get(State.FAILED, 0), by_state.get(State.PENDING, 0)
    )


@dataclass(frozen=True, slots=True)
class Backlog:
    """The messages on their way: number, age of the oldest in seconds (0 when none), and endpoints by state."""

    waiting: int
    oldest: float
    endpoints: dict[str, int]
    deliveries: dict[str, int]


def backlog() -> Backlog:
    """The current backlog."""
    pending = WebhookDelivery.objects.filter(state=State.PENDING)
    found = pending.aggregate(waiting=Count("pk"), oldest=Min("created_at"))
    age = (timezone.now() - found["oldest"]).total_seconds() if found["oldest"] else 0.0
    endpoints = dict(WebhookEndpoint.objects.kept().values_list("state").annotate(n=Count("pk")).order_by())
    deliveries = dict(WebhookDelivery.objects.values_list("state").annotate(n=Count("pk")).order_by())
    return Backlog(found["waiting"], max(age, 0.0), endpoints, deliveries)


def broken_endpoints() -> int:
    """The number of endpoints that need attention: broken, or switched off by their receiver."""
    kept = WebhookEndpoint.objects.kept()
    return kept.filter(cause__in=[WebhookEndpoint.Cause.FAILURES, WebhookEndpoint.Cause.GONE]).count()
