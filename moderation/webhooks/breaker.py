"""The circuit breaker of an endpoint: after too many failures in a row, only probes are sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from articles.doorbell import ring
from moderation import audit
from moderation.models import WebhookDelivery, WebhookEndpoint
from moderation.webhooks.protocol.outcome import Outcome
from moderation.webhooks.protocol.schedule import next_probe

State, Cause = WebhookEndpoint.State, WebhookEndpoint.Cause
_ACTOR = "webhooks"


def note(endpoint_id: int, outcome: Outcome, *, probe: bool, now: datetime, counts: bool = True) -> None:
    """Updates the endpoint's health from an outcome, in the transaction that records it.

    A failure that does not count, a test message's, leaves an endpoint as it is; unless it answered that it is gone.
    """
    if outcome.ok:
        # A healthy endpoint, the usual case, needs no write and no lock.
        ailing = Q(consecutive_failures__gt=0) | Q(state=State.BROKEN) | Q(paused_until__isnull=False)
        endpoint = WebhookEndpoint.objects.select_for_update().filter(ailing, pk=endpoint_id).first()
        if endpoint is not None and endpoint.state != State.DISABLED:
            _recover(endpoint, now)
        return
    if not counts and not outcome.gone:
        return
    endpoint = WebhookEndpoint.objects.select_for_update().get(pk=endpoint_id)
    endpoint.consecutive_failures += 1
    endpoint.failing_since = endpoint.failing_since or now
    if outcome.wait:
        endpoint.paused_until = now + timedelta(seconds=outcome.wait)
    if outcome.gone and endpoint.state != State.DISABLED:
        _stop(endpoint, State.DISABLED, Cause.GONE)
    elif endpoint.state == State.BROKEN and probe:
        endpoint.failed_probes += 1
        endpoint.probe_at = max(now + next_probe(endpoint.failed_probes), endpoint.paused_until or now)
    elif endpoint.state == State.ACTIVE and endpoint.consecutive_failures >= settings.WEBHOOK_BREAKER_FAILURES:
        endpoint.probe_at = max(now + next_probe(0), endpoint.paused_until or now)
        _stop(endpoint, State.BROKEN, Cause.FAILURES)
    endpoint.save()


def reset(endpoint: WebhookEndpoint, now: datetime) -> None:
    """Makes the endpoint active without failures; waiting messages fall due. In the caller's transaction."""
    endpoint.state, endpoint.cause = State.ACTIVE, Cause.NONE
    endpoint.consecutive_failures = endpoint.failed_probes = 0
    endpoint.failing_since = endpoint.probe_at = endpoint.paused_until = None
    endpoint.tell_owner = False
    endpoint.save()
    waiting = endpoint.deliveries.filter(state=WebhookDelivery.State.PENDING, next_attempt_at__gt=now)
    waiting.update(next_attempt_at=now)
    ring("moderation.deliver_webhooks")


def _recover(endpoint: WebhookEndpoint, now: datetime) -> None:
    was_broken = endpoint.state == State.BROKEN
    if not was_broken:
        # One message arrived; the other failed messages keep their due times.
        endpoint.consecutive_failures, endpoint.failing_since, endpoint.paused_until = 0, None, None
        endpoint.save()
        return
    reset(endpoint, now)
    audit.append(_ACTOR, "webhook_endpoint.recovered", f"webhook_endpoint:{endpoint.pk}")


def _stop(endpoint: WebhookEndpoint, state: str, cause: str) -> None:
    endpoint.state, endpoint.cause, endpoint.tell_owner = state, cause, True
    if state == State.DISABLED:
        endpoint.probe_at = None
    audit.append(
        _ACTOR,
        f"webhook_endpoint.{state}",
        f"webhook_endpoint:{endpoint.pk}",
        cause=cause,
        failures=endpoint.consecutive_failures,
    )
