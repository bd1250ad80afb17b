"""Endpoints, events, and time that passes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from articles.models import Article
from moderation.models import Event, WebhookDelivery, WebhookEndpoint
from moderation.models.webhooks.event import names_of
from moderation.webhooks import endpoints
from moderation.webhooks.delivery import deliver_due
from moderation.webhooks.protocol.schemas import subscribable
from tests.moderation.webhooks.receiver import Receiver


class Clock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def endpoint_for(receiver: Receiver, **fields: Any) -> WebhookEndpoint:
    values = {
        "platform": None, "url": receiver.url, "event_types": list(subscribable()), "owner_email": "owner@example.org",
        **fields,
    }  # fmt: skip
    return endpoints.make("key:test", **values)[0]


def happened(article: Article | None = None, **data: Any) -> Event:
    """A decision on the article, or a rule's alarm about none."""
    if article is None:
        event = Event(type="rule.alarm", data={"rule": "r", **data})
    else:
        told = {
            "decision": 1, **names_of(article), "version": 1, "act": "allow", "label": None, "policy": None,
            "policy_version": None, **data,
        }  # fmt: skip
        event = Event(type="decision.made", article=article, data=told)
    event.save()
    return event


def until_done(clock: Clock, *, hours: float = 100, step: float = 60.0) -> None:
    """Delivers, minute by minute of the clock, until no message is pending."""
    end = clock.now + timedelta(hours=hours)
    while WebhookDelivery.objects.filter(state="pending").exists() and clock.now < end:
        deliver_due()
        later = WebhookDelivery.objects.filter(state="pending").heads().order_by("next_attempt_at").first()
        probe = WebhookEndpoint.objects.filter(state="broken").order_by("probe_at").first()
        waits = [row for row in (later and later.next_attempt_at, probe and probe.probe_at) if row]
        if waits:
            clock.now = max(clock.now + timedelta(seconds=1), min(min(waits), clock.now + timedelta(seconds=step)))
