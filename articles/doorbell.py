"""Rings workers by task name after the commit; knows no task. The rows hold the work: a lost ring costs time only."""

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
"""Article versions per task: they share the cost of a transaction, and the last waits little longer than the first."""


def ring(task: str, *arguments: int) -> None:
    """Sends a task after the commit. With the broker away a sweep rings again, and the caller is not held up."""

    def deliver() -> None:
        try:
            _send(task, arguments)
        except OperationalError:
            log.warning(
                "doorbell_failed", task=task, arguments=arguments, hint="broker unreachable; the sweep rings again"
            )

    # A function, not a partial: Django logs the name of a callback that fails. Not robust: that would hide our faults.
    transaction.on_commit(deliver)


def ring_assessments(assessments: Sequence[int]) -> None:
    """Has these rows assessed after the commit, TOGETHER per task. With the broker away the sweeper rings again."""

    # The sender's limits go with the message: how long a batch may take does not hang on which worker gets it.
    limits = {"soft_time_limit": settings.CELERY_TASK_SOFT_TIME_LIMIT, "time_limit": settings.CELERY_TASK_TIME_LIMIT}

    def deliver() -> None:
        rung = 0
        try:
            with current_app.producer_or_acquire() as producer:
                for rung in range(0, len(assessments), TOGETHER):
                    batch = list(assessments[rung : rung + TOGETHER])
                    _send("articles.assess", (batch,), producer=producer, **limits)
        except OperationalError:
            # Not rung, so the next sweep need not wait out the minute after a ring.
            left = assessments[rung:]
            Assessment.objects.filter(pk__in=left).update(notified_at=None)
            log.warning("doorbell_failed", assessments=len(left), hint="broker unreachable; the sweeper rings again")

    transaction.on_commit(deliver)


def _send(task: str, arguments: Sequence[object], **options: Any) -> None:
    # By name alone, Celery would not know that nobody reads the result. Without limits here, the worker's hold.
    current_app.send_task(task, arguments, ignore_result=True, **options)
