"""Tasks: each takes ids and calls one function. Rows hold the work; a lost task costs time, not work.

Nothing imports this module but Celery: `articles.doorbell` rings by the names given here.
"""

from __future__ import annotations

from celery import shared_task

from articles.assessment.pipeline import assess_batch
from articles.doorbell import TOGETHER
from articles.intake.imports import importing
from articles.models import Assessment
from articles.scoring.stored.reliability import recount_source


@shared_task(name="articles.assess")
def assess(assessment_ids: list[int]) -> None:
    """Assess these article versions, and fill a small batch with others that wait."""
    assess_batch(Assessment.objects.fill_batch(assessment_ids, TOGETHER))


@shared_task(name="articles.count_evidence")
def count_evidence(source_id: int) -> None:
    """Recompute the reliability of a source whose evidence was marked as changed."""
    recount_source(source_id)


@shared_task(name="articles.work_import")
def work_import(run_id: int) -> None:
    """Process the next chunks of an import."""
    importing.work(run_id)
