"""Tasks: each takes ids and calls one function. Rows hold the work; a lost task costs time, not work.

Nothing imports this module but Celery: `articles.doorbell` rings by the names given here.
"""

from __future__ import annotations

from celery import shared_task

from articles.assessment.pipeline import work_due
from articles.assessment.time_limits import LimitedTask, count_overruns, lease_token
from articles.intake.imports import importing
from articles.scoring.stored.reliability import recount_source


@shared_task(name="articles.assess", base=LimitedTask, bind=True)
def assess(self: LimitedTask, assessment_ids: list[int]) -> None:
    """Assess a batch of what is due, in turns by platform: these article versions, or those that waited longer."""
    work_due(lease_token(self.request.id) if self.request.id else None)


@shared_task(name="articles.count_overruns")
def count_overruns_of(mark: str) -> None:
    """Count a time-out of the rows that a task held when it was killed at its time limit."""
    count_overruns(mark)


@shared_task(name="articles.count_evidence")
def count_evidence(source_id: int) -> None:
    """Recompute the reliability of a source whose evidence was marked as changed."""
    recount_source(source_id)


@shared_task(name="articles.work_import")
def work_import(run_id: int) -> None:
    """Process the next chunks of an import."""
    importing.work(run_id)
