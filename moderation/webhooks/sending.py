"""Sends claimed messages. Runs in threads, and uses no database."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache

import structlog
from django.conf import settings
from django.utils import timezone

from moderation.webhooks.claims import Claimed
from moderation.webhooks.protocol import sealing, signing, transport
from moderation.webhooks.protocol.addresses import Receivers
from moderation.webhooks.protocol.outcome import Outcome

log = structlog.get_logger(__name__)


def send(claimed: Claimed) -> Outcome:
    """Signs a message with the current time and sends it; the outcome holds the request too."""
    timestamp = int(timezone.now().timestamp())
    headers: dict[str, str] = {}
    try:
        secrets = [sealing.unseal(sealed) for sealed in claimed.sealed]
        headers = signing.signed_headers(secrets, claimed.message, timestamp, claimed.body)
        outcome = transport.post(claimed.url, claimed.body, headers, limits(), receivers())
    except sealing.Unreadable:
        outcome = Outcome(error="secret")
    except Exception:
        # A bug of ours in one message: it is retried like any other, and the others go on.
        log.exception("webhook_not_sent", delivery=claimed.delivery)
        outcome = Outcome(error="internal")
    return replace(outcome, headers=headers, body_sha256=hashlib.sha256(claimed.body).hexdigest())


def limits() -> transport.Limits:
    """The limits from settings."""
    return transport.Limits(
        settings.WEBHOOK_CONNECT_SECONDS,
        settings.WEBHOOK_READ_SECONDS,
        settings.WEBHOOK_TOTAL_SECONDS,
        settings.WEBHOOK_ANSWER_BYTES,
    )


def receivers() -> Receivers:
    """The receivers and ports that settings allow. Raises ValueError."""
    return _parsed(tuple(settings.WEBHOOK_PRIVATE_RECEIVERS), tuple(settings.WEBHOOK_PORTS))


@cache
def _parsed(entries: tuple[str, ...], ports: tuple[int, ...]) -> Receivers:
    return Receivers.parse(entries, ports)
