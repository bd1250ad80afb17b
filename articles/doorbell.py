"""Ring workers by task name after the commit; imports no task. Rows hold the work, so a lost ring only costs time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

from articles.models import Assessment

log = structlog.get_logger(__name__)

TOGETHER = 25
"""Article versions per task: they share the cost of a transaction, and the last one waits little longer."""


def ring(task: str, *arguments: int) -> None:
    """Send a task after the commit. Without a broker the caller goes on at once, and a sweep rings again."""

    def deliver() -> None:
        try:
            _send(task, arguments)
        except OperationalError:
            log.warning(
                "doorbell_failed", task=task, arguments=arguments, hint="broker unreachable; the sweep rings again"
            )

    # A function, not a partial: Django logs the name of a failing callback. Not `robust`: that would hide our bugs.
    transaction.on_commit(deliver)


def ring_assessments(assessments: Sequence[int]) -> None:
    """Send tasks after the commit, one per TOGETHER of these assessments. A sweep repeats a lost ring.

    The ids tell a worker how many rows fell due, not which to take: it takes rows in turns by platform, so that the
    doorbells of a flood delay nobody else.
    """

    # The message carries the sender's time limits, so that they do not depend on the worker that gets it.
    limits = {"soft_time_limit": settings.CELERY_TASK_SOFT_TIME_LIMIT, "time_limit": settings.CELERY_TASK_TIME_LIMIT}

    def deliver() -> None:
        rung = 0
        try:
            with current_app.producer_or_acquire() as producer:
                for rung in range(0, len(assessments), TOGETHER):
                    batch = list(assessments[rung : rung + TOGETHER])
                    _send("articles.assess", (batch,), producer=producer, **limits)
        except OperationalError:
            # Mark them as not rung, so that the next sweep need not wait a minute.
            left = assessments[rung:]
            Assessment.objects.filter(pk__in=left).update(notified_at=None)
            log.warning("doorbell_failed", assessments=len(left), hint="broker unreachable; the sweeper rings again")

    transaction.on_commit(deliver)


def ring_overran(mark: str) -> None:
    """Send a task that counts the time-out of rows held under tokens with this mark. Reads no row: the parent of
    worker processes calls it, which must not open a connection to the database.
    """
    try:
        _send("articles.count_overruns", (mark,))
    except OperationalError:
        log.warning("doorbell_failed", task="articles.count_overruns", hint="the leases of the rows run out")


def _send(task: str, arguments: Sequence[object], **options: Any) -> None:
    # Sent by name, so Celery cannot see that the task ignores its result. Without limits, the worker's apply.
    current_app.send_task(task, arguments, ignore_result=True, **options)
