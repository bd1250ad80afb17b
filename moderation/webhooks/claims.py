"""Claims of due messages: fair between endpoints, a few at a time each, one worker per message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from moderation.models import WebhookDelivery, WebhookEndpoint
from moderation.vocabulary.events import WEBHOOK_TEST
from moderation.webhooks.protocol.payloads import body

State = WebhookEndpoint.State


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claimed delivery with all that sending needs, so that no database is used while the network waits.

    `sealed` are the valid secrets, the newest first; `probe` means that the endpoint is broken, `test` that somebody
    tries it.
    """

    delivery: int
    endpoint: int
    token: str
    url: str
    sealed: tuple[str, ...]
    message: str
    body: bytes
    probe: bool
    test: bool = False


def with_work(now: datetime) -> QuerySet[WebhookEndpoint]:
    """Ready endpoints with a free message that is due, or any for a probe; the longest unserved first."""
    # Heads only: a message that waits for an earlier one cannot be sent yet, and would ring the doorbell for ever.
    waiting = WebhookDelivery.objects.free(now).heads().filter(endpoint=OuterRef("pk"))
    due = Q(Exists(waiting.filter(next_attempt_at__lte=now)))
    broken = Q(state=State.BROKEN) & Q(Exists(waiting))
    ready = WebhookEndpoint.objects.ready(now).filter(due | broken)
    return ready.order_by(F("served_at").asc(nulls_first=True), "pk")


def claim(token: str, free: int) -> list[Claimed]:
    """Claims up to `free` due messages, from the longest unserved endpoint first, each up to its own limit."""
    now = timezone.now()
    claimed: list[Claimed] = []
    # At most as many endpoints as free places; the others are the longest unserved next time.
    for pk in list(with_work(now).values_list("pk", flat=True)[: max(free, 0)]):
        if len(claimed) < free:
            claimed += _claim_of(pk, token, free - len(claimed), now)
    return claimed


@transaction.atomic
def claim_one(delivery_id: int, token: str) -> Claimed | None:
    """Claims this message out of turn, for a test; None when another worker holds it or its endpoint is off."""
    now = timezone.now()
    waiting = WebhookDelivery.objects.free(now).filter(pk=delivery_id).exclude(endpoint__state=State.DISABLED)
    found = waiting.select_related("event", "endpoint").select_for_update(of=("self",), skip_locked=True).first()
    return None if found is None else next(iter(_take([found], found.endpoint, token, now)))


@transaction.atomic
def _claim_of(endpoint_id: int, token: str, most: int, now: datetime) -> list[Claimed]:
    # The lock on the row makes counting and claiming atomic: two workers together never exceed the endpoint's limit.
    locked = WebhookEndpoint.objects.ready(now).select_for_update(skip_locked=True)
    endpoint = locked.filter(pk=endpoint_id).first()
    if endpoint is None:
        return []
    flying = endpoint.deliveries.filter(leased_until__gte=now).count()
    room = (1 if endpoint.state == State.BROKEN else settings.WEBHOOK_PER_ENDPOINT) - flying
    if room <= 0:
        return []
    found = list(_waiting(endpoint, now)[: min(room, most)])
    if found:
        endpoint.served_at = now
        endpoint.save(update_fields=["served_at"])
    return list(_take(found, endpoint, token, now))


def _waiting(endpoint: WebhookEndpoint, now: datetime) -> QuerySet[WebhookDelivery]:
    """The messages that may be sent now, in order. A probe takes the first one, due or not."""
    waiting = WebhookDelivery.objects.free(now).heads().filter(endpoint=endpoint)
    if endpoint.state != State.BROKEN:
        waiting = waiting.filter(next_attempt_at__lte=now)
    ordered = waiting.select_related("event").order_by("next_attempt_at", "pk")
    return ordered.select_for_update(of=("self",), skip_locked=True)


def _take(found: list[WebhookDelivery], endpoint: WebhookEndpoint, token: str, now: datetime) -> Iterable[Claimed]:
    until = now + timedelta(seconds=settings.WEBHOOK_LEASE_SECONDS)
    WebhookDelivery.objects.filter(pk__in=[row.pk for row in found]).update(token=token, leased_until=until)
    previous = endpoint.previous_until is not None and endpoint.previous_until > now
    retired = endpoint.retired_secrets.filter(until__gt=now).values_list("sealed_secret", flat=True)
    sealed = (endpoint.sealed_secret, *((endpoint.sealed_previous,) if previous else ()), *retired)
    for row in found:
        event = row.event
        yield Claimed(
            delivery=row.pk,
            endpoint=endpoint.pk,
            token=token,
            url=endpoint.url,
            sealed=sealed,
            message=str(event.pk),
            body=body(event.pk, event.type, event.created_at, event.data),
            probe=endpoint.state == State.BROKEN,
            test=event.type == WEBHOOK_TEST,
        )
