"""Run the due stages of article versions: under a lease, each stage in one short transaction."""

from __future__ import annotations

import time
from collections.abc import Sequence

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction

from articles.assessment.revisits import wake
from articles.assessment.stages import FOLLOWING, STAGES, Name, Write
from articles.doorbell import ring_assessments
from articles.models import Assessment, LeaseLost

log = structlog.get_logger(__name__)


def assess(assessment_id: int) -> bool:
    """Run the due stages of one article version; return whether it is assessed now.

    Does nothing when the row is not due or another worker holds it. An error is recorded in the row, which falls due
    again later; after MAX_ATTEMPTS the row becomes a dead letter and waits for a human.
    """
    token = Assessment.objects.claim(assessment_id)
    return token is not None and _take([assessment_id], token) == 1


def assess_batch(ids: Sequence[int]) -> int:
    """Assess a batch: untried rows take each stage together; return how many are assessed now.

    When one row fails, each row is retried alone. So is every row of a worker that died: a row that kills workers
    takes other rows with it only once.
    """
    token, held = Assessment.objects.claim_untried(ids)
    done = _take(held, token) if held else 0
    return done + sum(assess(pk) for pk in Assessment.objects.due_retries(set(ids).difference(held)))


def _take(ids: Sequence[int], token: str) -> int:
    """Run the rows held under the token and always release them; return how many are assessed now."""
    try:
        articles = _run(ids, token)
    except SoftTimeLimitExceeded as error:
        log.exception("time_limit_reached", assessments=len(ids))
        for pk in ids:
            _schedule_retry(pk, token, error)
        return 0
    except Exception as error:
        if len(ids) > 1:
            log.info("batch_split", assessments=len(ids), error=type(error).__qualname__)
            return sum(_take([pk], token) for pk in ids)
        if isinstance(error, LeaseLost):
            log.info("lease_lost", assessment=ids[0])
        else:
            log.exception("stage_failed", assessment=ids[0])
            _schedule_retry(ids[0], token, error)
        return 0
    wake(because=articles)
    return len(articles)


def _schedule_retry(assessment_id: int, token: str, error: BaseException) -> None:
    try:
        Assessment.objects.retry(assessment_id, token, error=type(error).__qualname__)
    except LeaseLost:
        log.info("lease_lost", assessment=assessment_id)


def _run(ids: Sequence[int], token: str) -> list[int]:
    """Run all remaining stages; return the articles that are done. Raises LeaseLost, and the errors of stages.

    A slow batch hands back the unfinished rows after a third of the task's time limit.
    """
    until = time.monotonic() + settings.CELERY_TASK_SOFT_TIME_LIMIT / 3
    chosen = Assessment.objects.select_related("version__article__source", "version__article__platform")
    rows = {row.version: row for row in chosen.filter(pk__in=ids).order_by("pk")}
    for stage in STAGES:
        at_it = [version for version, row in rows.items() if row.stage == stage]
        for versions, write in STAGES[stage](at_it) if at_it else ():
            _step([rows[version] for version in versions], token, FOLLOWING[stage], write)
            left = [row.pk for row in rows.values() if row.stage != Name.DONE]
            if len(left) > 1 and time.monotonic() > until:
                _release(left, token)
                return [version.article_id for version, row in rows.items() if row.stage == Name.DONE]
    return [version.article_id for version in rows]


def _step(rows: Sequence[Assessment], token: str, following: Name, write: Write) -> None:
    with transaction.atomic():
        _advance([row.pk for row in rows], token, following)
        write()
    for row in rows:
        row.stage = following


def _release(ids: Sequence[int], token: str) -> None:
    with transaction.atomic():
        Assessment.objects.release(ids, token)
        ring_assessments(ids)


def _advance(ids: list[int], token: str, stage: str) -> None:
    if stage == Name.DONE:
        changes = {"token": "", "leased_until": None, "due_at": None, "attempts": 0}
    else:
        changes = {"attempts": 1}
    Assessment.objects.advance(ids, token, stage=stage, last_error="", **changes)
