"""Doorbells: each takes ids and calls one function. The rows know what is due; a lost task costs time, not work."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from celery import current_app, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from articles.models import Assessment

log = structlog.get_logger(__name__)

# So many article versions go through the stages together: what a transaction and a statement cost is shared by them,
# and the last waits little longer than the first.
TOGETHER = 25


@shared_task(name="articles.assess")
def assess(assessment_ids: list[int]) -> None:
    """Takes article versions through the stages that are due, and with a few of them others that wait."""
    from articles.pipeline import assess_together

    assess_together(Assessment.objects.filled_up(assessment_ids, TOGETHER))


@shared_task(name="articles.count_evidence")
def count_evidence(source_id: int) -> None:
    """Recomputes the reliability of a source whose evidence was marked as changed."""
    from articles.scoring.stored.reliability import settle_source

    settle_source(source_id)


@shared_task(name="articles.work_import")
def work_import(run_id: int) -> None:
    """Works the next chunks of an import."""
    from articles.intake.importing import work

    work(run_id)


def ring_import(run_id: int) -> None:
    """Has an import worked on after the commit. With the broker away the sweep rings."""

    def deliver() -> None:
        try:
            work_import.delay(run_id)
        except OperationalError:
            log.warning("doorbell_failed", bulk_import=run_id, hint="broker unreachable; the sweep rings again")

    transaction.on_commit(deliver)


def ring_evidence(source_id: int) -> None:
    """Has the source recomputed after the commit. With the broker away the sweep does it."""

    def deliver() -> None:
        try:
            count_evidence.delay(source_id)
        except OperationalError:
            log.warning("doorbell_failed", source=source_id, hint="broker unreachable; the sweep counts it")

    transaction.on_commit(deliver)


def ring(assessments: Sequence[int]) -> None:
    """Calls workers after the commit. With the broker away the sweeper calls later, and the caller is not held up."""

    def deliver() -> None:
        rung = 0
        try:
            with current_app.producer_or_acquire() as producer:
                for rung in range(0, len(assessments), TOGETHER):
                    assess.apply_async((list(assessments[rung : rung + TOGETHER]),), producer=producer)
        except OperationalError:
            # Not rung, so the next sweep need not wait out the minute after a ring.
            left = assessments[rung:]
            Assessment.objects.filter(pk__in=left).update(rung_at=None)
            log.warning("doorbell_failed", assessments=len(left), hint="broker unreachable; the sweeper rings again")

    transaction.on_commit(deliver)
