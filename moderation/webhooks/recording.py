"""Records an outcome in one transaction: the attempt's row, the delivery, the endpoint's health."""

from __future__ import annotations

import random
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone

from moderation.models import DeliveryAttempt, WebhookDelivery
from moderation.webhooks import breaker
from moderation.webhooks.claims import Claimed
from moderation.webhooks.protocol.outcome import Outcome
from moderation.webhooks.protocol.schedule import next_delay

log = structlog.get_logger(__name__)
State = WebhookDelivery.State


@transaction.atomic
def record_outcome(claimed: Claimed, outcome: Outcome) -> bool:
    """Records the outcome of a message; False, without a write, when the lease was lost."""
    held = WebhookDelivery.objects.select_for_update().filter(pk=claimed.delivery, token=claimed.token)
    delivery = held.first()
    if delivery is None:
        log.info("webhook_lease_lost", delivery=claimed.delivery)
        return False
    now = timezone.now()
    delivery.tries += 1
    _write_attempt(delivery, claimed, outcome)
    delivery.token, delivery.leased_until = "", None
    delivery.last_status, delivery.last_error = outcome.status, outcome.error
    if outcome.ok:
        delivery.state, delivery.delivered_at, delivery.next_attempt_at = State.DELIVERED, now, None
    else:
        _put_off(delivery, claimed, outcome, now)
    delivery.save()
    breaker.note(claimed.endpoint, outcome, probe=claimed.probe, counts=claimed.probe or not claimed.test, now=now)
    return True


def _put_off(delivery: WebhookDelivery, claimed: Claimed, outcome: Outcome, now: datetime) -> None:
    """Makes the delivery due again by the schedule, or fails it. Neither a probe nor a test counts as an attempt."""
    if not claimed.probe and not claimed.test:
        delivery.attempts += 1
    made = delivery.tries if claimed.test else delivery.attempts
    # Ordinary randomness is enough: it spreads load, and protects nothing.
    pause = next_delay(max(made, 1), chance=random.random(), retry_after=outcome.wait)  # noqa: S311
    if pause is None or outcome.gone:
        delivery.state, delivery.next_attempt_at = State.FAILED, None
    else:
        delivery.next_attempt_at = now + pause


def _write_attempt(delivery: WebhookDelivery, claimed: Claimed, outcome: Outcome) -> None:
    DeliveryAttempt(
        delivery=delivery,
        number=delivery.tries,
        probe=claimed.probe,
        url=claimed.url,
        request_headers=outcome.headers,
        body_sha256=outcome.body_sha256,
        status=outcome.status,
        error=outcome.error,
        answer=outcome.answer,
        answer_truncated=outcome.truncated,
        duration_ms=round(outcome.duration * 1000),
    ).save()
