"""Delivers due messages: one process claims and records, its threads wait for the network."""

from __future__ import annotations

import time
import uuid
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from django.conf import settings
from django.utils import timezone

from moderation.models import WebhookDelivery
from moderation.webhooks import slots
from moderation.webhooks.claims import Claimed, claim, claim_one, with_work
from moderation.webhooks.protocol.outcome import Outcome
from moderation.webhooks.recording import record_outcome
from moderation.webhooks.sending import send

_GLANCE = 0.25
"""Seconds after which new work is looked for while slow receivers are waited for."""


def deliver_due() -> bool:
    """Sends due messages for up to WEBHOOK_ROUND_SECONDS; returns whether work is left.

    Does nothing when all slots are taken. Messages in flight in a killed process fall due again when their lease
    expires.
    """
    slot = slots.take()
    if slot is None:
        return False
    _round(slot, time.monotonic() + settings.WEBHOOK_ROUND_SECONDS)
    # Checked after releasing the slot: a doorbell that found the slot taken did nothing, and its event is seen here.
    return with_work(timezone.now()).exists()


def deliver_one(delivery_id: int) -> bool:
    """Sends one message out of turn; returns whether it was sent now (its row has the outcome)."""
    claimed = claim_one(delivery_id, uuid.uuid4().hex)
    return claimed is not None and record_outcome(claimed, send(claimed))


def waiting(delivery_id: int) -> bool:
    """Whether a message still waits to be sent."""
    return WebhookDelivery.objects.free(timezone.now()).filter(pk=delivery_id).exists()


def _round(slot: slots.Slot, until: float) -> None:
    flying: dict[Future[Outcome], Claimed] = {}
    taking = True
    try:
        with ThreadPoolExecutor(settings.WEBHOOK_THREADS, "webhook") as threads:
            while True:
                taking = taking and slot.keep() and time.monotonic() < until
                if taking:
                    for claimed in claim(slot.token, settings.WEBHOOK_THREADS - len(flying)):
                        flying[threads.submit(send, claimed)] = claimed
                if not flying:
                    return
                done, _ = wait(flying, timeout=_GLANCE, return_when=FIRST_COMPLETED)
                for future in done:
                    record_outcome(flying.pop(future), future.result())
    finally:
        slot.release()
