"""Calls scorers: one process claims and records, its threads wait for the network."""

from __future__ import annotations

import time
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import structlog
from django.utils import timezone

from moderation.outside_scorers.claims import Claimed, claim, with_work
from moderation.outside_scorers.protocol import MOST_BYTES, Answer, BadAnswer, answer_of, message_id
from moderation.outside_scorers.recording import record_answer, record_fault
from moderation.webhooks import slots
from moderation.webhooks.protocol import signing, transport
from moderation.webhooks.protocol.addresses import BadURL, check_url
from moderation.webhooks.protocol.outcome import Outcome
from moderation.webhooks.sending import receivers

log = structlog.get_logger(__name__)
SLOTS = (1001,)
"""Apart from those of deliveries: neither waits for the other, and slow scorers take one worker at most."""
ROUND_SECONDS = 5.0
"""Seconds of a round in which calls are claimed. Chosen: then articles that wait get the worker."""
_THREADS = 8
_CONNECT_SECONDS = 2.0
_GLANCE = 0.25


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one call: the answer, or the code of a fault; `outcome` has status, time and Retry-After."""

    outcome: Outcome
    answer: Answer | None = None
    fault: str = ""


def call_due() -> bool:
    """Calls scorers for a round; returns whether calls are left. Does nothing while another process does.

    Calls in flight in a killed process fall due again when their lease expires, with the same message id.
    """
    slot = slots.take(SLOTS)
    if slot is None:
        return False
    _round(slot, time.monotonic() + ROUND_SECONDS)
    # Checked after releasing the slot: a doorbell that found the slot taken did nothing, and its call is seen here.
    return with_work(timezone.now()).exists()


def ask(claimed: Claimed) -> Attempt:
    """Sends one call and reads its answer. Runs in threads, and uses no database."""
    outcome = Outcome()
    try:
        if not claimed.secrets:
            return Attempt(outcome, fault="secret")
        allowed = receivers()
        check_url(claimed.url, allowed)
        stamp = int(timezone.now().timestamp())
        headers = signing.signed_headers(claimed.secrets, message_id(claimed.call), stamp, claimed.body)
        seconds = claimed.seconds
        limits = transport.Limits(min(_CONNECT_SECONDS, seconds), seconds, seconds, MOST_BYTES)
        outcome = transport.post(claimed.url, claimed.body, headers, limits, allowed)
        return Attempt(outcome, answer=answer_of(outcome, claimed.text))
    except BadURL:
        return Attempt(outcome, fault="address")
    except BadAnswer as error:
        return Attempt(outcome, fault=error.code)
    except Exception:
        # A bug of ours in one call: it is retried like any other, and the others go on.
        log.exception("scorer_not_called", call=claimed.call)
        return Attempt(outcome, fault="internal")


def record(claimed: Claimed, attempt: Attempt) -> bool:
    """Records what came of a call; returns whether the row was still ours."""
    if attempt.answer is None:
        return record_fault(claimed, attempt.outcome, attempt.fault)
    try:
        return record_answer(claimed, attempt.outcome, attempt.answer)
    except Exception:
        # What the answer set off failed, such as a rule: the article keeps what it had, and the call is tried again.
        log.exception("scorer_answer_not_used", call=claimed.call)
        return record_fault(claimed, attempt.outcome, "internal")


def _round(slot: slots.Slot, until: float) -> None:
    flying: dict[Future[Attempt], Claimed] = {}
    taking = True
    try:
        with ThreadPoolExecutor(_THREADS, "scorer") as threads:
            while True:
                taking = taking and slot.keep() and time.monotonic() < until
                if taking:
                    for claimed in claim(slot.token, _THREADS - len(flying)):
                        flying[threads.submit(ask, claimed)] = claimed
                if not flying:
                    return
                done, _ = wait(flying, timeout=_GLANCE, return_when=FIRST_COMPLETED)
                for future in done:
                    record(flying.pop(future), future.result())
    finally:
        slot.release()
