"""Replays of messages: one, or all of a period, under their old ids, so that receivers recognise them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from articles.doorbell import ring
from moderation import audit
from moderation.models import WebhookDelivery, WebhookEndpoint
from moderation.webhooks.endpoints import Actor, EndpointOff
from moderation.webhooks.protocol.schedule import LIFETIME

MOST = 10_000
"""Messages of one replay."""
State = WebhookDelivery.State


class StillPending(Exception):
    """The message is on its way already."""


class CountChanged(Exception):
    """The number of matching messages has changed; the argument is the new number."""


@dataclass(frozen=True, slots=True)
class Range:
    """Deliveries made from `since` until before `until`, in `state`, of one endpoint or of all."""

    since: datetime
    until: datetime
    state: str = State.FAILED
    endpoint: int | None = None

    def within(self, deliveries: QuerySet[WebhookDelivery]) -> QuerySet[WebhookDelivery]:
        """The matching ones of `deliveries`, without those on their way or of an endpoint that is off."""
        found = deliveries.filter(created_at__gte=self.since, created_at__lt=self.until, state=self.state)
        found = found.exclude(state=State.PENDING).exclude(endpoint__state=WebhookEndpoint.State.DISABLED)
        return found if self.endpoint is None else found.filter(endpoint=self.endpoint)


@transaction.atomic
def replay(actor: Actor, delivery_id: int) -> WebhookDelivery:
    """Makes a delivery due now, attempts reset. Raises PermissionDenied, StillPending, EndpointOff, DoesNotExist."""
    _check(actor)
    rows = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("endpoint")
    delivery = rows.get(pk=delivery_id)
    if delivery.state == State.PENDING:
        raise StillPending
    if delivery.endpoint.state == WebhookEndpoint.State.DISABLED:
        raise EndpointOff
    _again(WebhookDelivery.objects.filter(pk=delivery.pk))
    audit.append(actor, "webhook_delivery.replayed", f"webhook_delivery:{delivery.pk}", event=str(delivery.event_id))
    delivery.refresh_from_db()
    return delivery


@transaction.atomic
def replay_range(actor: Actor, wanted: Range, deliveries: QuerySet[WebhookDelivery], *, expected: int) -> int:
    """Replays the matching ones of `deliveries` if they are `expected` many; returns how many.

    Raises PermissionDenied; CountChanged for another number; ValueError beyond MOST.
    """
    _check(actor)
    found = list(wanted.within(deliveries).order_by("pk").values_list("pk", flat=True)[: MOST + 1])
    if len(found) > MOST:
        raise ValueError(f"at most {MOST:,} messages at once: choose a shorter time")
    if len(found) != expected:
        raise CountChanged(len(found))
    again = 0
    for start in range(0, len(found), 500):
        # The state is checked again, since a concurrent replay may have come first.
        again += _again(WebhookDelivery.objects.filter(pk__in=found[start : start + 500], state=wanted.state))
    whose = "all" if wanted.endpoint is None else str(wanted.endpoint)
    details = {
        "since": wanted.since.isoformat(),
        "until": wanted.until.isoformat(),
        "state": wanted.state,
        "count": again,
    }
    audit.append(actor, "webhook_delivery.replayed", f"webhook_endpoint:{whose}", **details)
    return again


def _again(deliveries: QuerySet[WebhookDelivery]) -> int:
    now = timezone.now()
    done = deliveries.update(
        state=State.PENDING,
        attempts=0,
        next_attempt_at=now,
        expires_at=now + LIFETIME,
        delivered_at=None,
        replays=F("replays") + 1,
    )
    ring("moderation.deliver_webhooks")
    return done


def _check(actor: Actor) -> None:
    if not isinstance(actor, str) and not actor.has_perm("moderation.replay_webhookdelivery"):
        raise PermissionDenied("sending messages again needs the integrator or the lead role")
