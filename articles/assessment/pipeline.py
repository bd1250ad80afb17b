"""Run the due stages of article versions: under a lease, each stage in one short transaction."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction

from articles.assessment.revisits import wake
from articles.assessment.stages import FOLLOWING, STAGES, Name, Write
from articles.doorbell import TOGETHER, ring_assessments
from articles.models import ArticleVersion, Assessment, LeaseLost

log = structlog.get_logger(__name__)

# How often a worker looks for due rows again when others have claimed all that it found.
_MOST_LOOKS = 5
# Characters; a text longer than this waits until the others of its batch are done. Few real articles have 10,000.
_LONG = 30_000
Rows = dict[ArticleVersion, Assessment]


def work_due(token: str | None = None) -> int:
    """Assess a batch of due rows, taken in turns by platform; return how many are assessed now.

    When nothing else is due, the row that ran out of time is tried once more, alone. `token`: for the leases of this
    call, so that whoever ends the process can tell which rows it held.
    """
    for _ in range(_MOST_LOOKS):
        ids = Assessment.objects.turns(TOGETHER)
        if not ids:
            return _try_overrun(token)
        claimed, done = _assess(ids, token)
        if claimed:
            return done
    return 0  # other workers claimed what was due, each time


def _try_overrun(token: str | None) -> int:
    pk = Assessment.objects.overrun_turn()
    if pk is None:
        return 0
    done = assess(pk, token)
    if (another := Assessment.objects.overrun_turn()) is not None:
        with transaction.atomic():
            ring_assessments([another])
    return int(done)


def assess(assessment_id: int, token: str | None = None) -> bool:
    """Run the due stages of one article version; return whether it is assessed now.

    Does nothing when the row is not due or another worker holds it. An error is recorded in the row, which falls due
    again later; after MAX_ATTEMPTS the row becomes a dead letter and waits for a human.
    """
    own = Assessment.objects.claim(assessment_id, token)
    return own is not None and _take([assessment_id], own) == 1


def assess_batch(ids: Sequence[int]) -> int:
    """Assess a batch: untried rows take each stage together; return how many are assessed now.

    When one row fails, each row is retried alone. So is every row of a worker that died: a row that kills workers
    takes other rows with it only once.
    """
    return _assess(ids, None)[1]


def _assess(ids: Sequence[int], token: str | None) -> tuple[int, int]:
    """Return how many rows could be claimed, and how many are assessed now."""
    batch_token, held = Assessment.objects.claim_untried(ids, token)
    claimed, done = len(held), _take(held, batch_token) if held else 0
    others = set(ids).difference(held)
    for pk in Assessment.objects.due_retries(others) if others else ():
        if own := Assessment.objects.claim(pk, token):
            claimed += 1
            done += _take([pk], own)
    return claimed, done


def _take(ids: Sequence[int], token: str) -> int:
    """Run the rows held under the token and always release them; return how many are assessed now."""
    try:
        articles = _run(ids, token)
    except SoftTimeLimitExceeded as error:
        log.exception("time_limit_reached", assessments=len(ids))
        Assessment.objects.overrun(ids, token, type(error).__qualname__)
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
    for _ in _steps(rows, token):
        left = [row.pk for row in rows.values() if row.stage != Name.DONE]
        if left and len(ids) > 1 and time.monotonic() > until:
            _release(left, token)
            break
    return [version.article_id for version, row in rows.items() if row.stage == Name.DONE]


def _steps(rows: Rows, token: str) -> Iterator[None]:
    """Run all remaining stages of the rows, a pause after each step: ordinary texts together, then each long one."""
    short = [version for version in rows if _length(version) <= _LONG]
    for group in ([short] if short else []) + [[version] for version in rows if version not in short]:
        for stage in STAGES:
            at_it = [version for version in group if rows[version].stage == stage]
            for versions, write in STAGES[stage](at_it) if at_it else ():
                _step([rows[version] for version in versions], token, FOLLOWING[stage], write)
                yield


def _length(version: ArticleVersion) -> int:
    return sum(map(len, version.extracted.body))


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
        changes = {"token": "", "leased_until": None, "due_at": None, "attempts": 0, "overruns": 0}
    else:
        changes = {"attempts": 1}
    Assessment.objects.advance(ids, token, stage=stage, last_error="", **changes)
