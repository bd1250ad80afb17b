"""Imports: workers process a file of submissions chunk by chunk, one transaction per chunk.

A killed worker therefore leaves only complete chunks. The next worker continues, and no line is processed twice.
"""

from __future__ import annotations

import contextlib
import json
import time
import zlib
from collections import Counter
from datetime import timedelta
from typing import Any

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.doorbell import ring
from articles.intake.imports.lines import Chunk, numbered
from articles.intake.parsed import Parsed, Refused
from articles.intake.strict_json import BadJSON, loads
from articles.intake.submission import Outcome
from articles.intake.submitting import in_order, parse_for
from articles.models import Assessment, Import, ImportChunk, LeaseLost, Platform
from articles.signals import import_ended

log = structlog.get_logger(__name__)
State = Import.State
# Seconds of work per task. Then the task rings for another one, so that none reaches its time limit.
_SECONDS = 10
# Pause of an import while the workers are behind; then a sweep rings for it.
_WAIT = timedelta(seconds=5)
# How long other articles may wait while a task goes on with its import.
_YIELD = timedelta(seconds=3)


@transaction.atomic
def start(chunks: list[Chunk], *, platform: Platform | None, api_key: str) -> Import:
    """Store a file and ring for its import after the commit. `platform`: the one the key is bound to, or None."""
    now = timezone.now()
    run = Import.objects.create(
        platform=platform, api_key=api_key, lines=sum(chunk.lines for chunk in chunks), due_at=now, notified_at=now
    )
    ImportChunk.objects.bulk_create(
        (
            ImportChunk(of=run, number=number, first_line=chunk.first_line, content=chunk.content)
            for number, chunk in enumerate(chunks, 1)
        ),
        batch_size=50,
    )
    ring("articles.work_import", run.pk)
    return run


@transaction.atomic
def cancel(run_id: int) -> Import:
    """Stop an import; chunks that are stored stay. Does nothing to an import that has ended."""
    run: Import = Import.objects.select_for_update(of=("self",)).select_related("platform").get(pk=run_id)
    if run.state == State.RUNNING:
        # Clearing the token makes the worker roll back its current chunk.
        run.state, run.finished_at, run.due_at, run.token, run.leased_until = (
            State.CANCELLED, timezone.now(), None, "", None,
        )  # fmt: skip
        run.save(update_fields=["state", "finished_at", "due_at", "token", "leased_until"])
        run.chunks.filter(results=None).update(content=b"")
        import_ended.send(sender=Import, run=run)
    return run


def work(run_id: int) -> None:
    """Process chunks of an import for some seconds, then ring again. Does nothing while another worker holds it."""
    token = Import.objects.claim(run_id)
    if token is None:
        return
    try:
        _work(run_id, token)
    except LeaseLost:
        log.info("lease_lost", bulk_import=run_id)
    except (Exception, SoftTimeLimitExceeded) as error:
        log.exception("import_failed", bulk_import=run_id)
        with contextlib.suppress(LeaseLost):  # cancelled or taken over meanwhile: nothing to retry
            _retry(run_id, token, error)


def _retry(run_id: int, token: str, error: BaseException) -> None:
    """Schedule a retry after an error; the last attempt marks the import as failed. Raises LeaseLost."""
    with transaction.atomic():
        attempts = Import.objects.values_list("attempts", flat=True).get(pk=run_id)
        if attempts < settings.MAX_ATTEMPTS:
            Import.objects.retry(run_id, token, error=type(error).__qualname__)
            return
        now = timezone.now()
        ended = {"state": State.FAILED, "finished_at": now, "dead_at": now, "due_at": None}
        _end(run_id, token, last_error=type(error).__qualname__, **ended)


def _work(run_id: int, token: str) -> None:
    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        if _is_behind(run_id):
            Import.objects.complete(run_id, token, due_at=timezone.now() + _WAIT, attempts=0, notified_at=None)
            return
        run = Import.objects.select_related("platform").filter(pk=run_id, token=token).first()
        if run is None:
            raise LeaseLost(f"Import {run_id}")
        chunk = run.chunks.filter(results=None).first()
        if chunk is None:
            ended = {"state": State.DONE, "finished_at": timezone.now(), "due_at": None, "last_error": ""}
            with transaction.atomic():
                _end(run_id, token, attempts=0, **ended)
            return
        # Outside the transaction: parsing holds no lock that others wait for.
        lines = [(number, _parsed(line, run.platform)) for number, line in numbered(chunk.first_line, chunk.text())]
        with transaction.atomic():
            _store(run_id, token, chunk, lines)
        if _others_wait():
            break
    now = timezone.now()
    with transaction.atomic():
        Import.objects.complete(run_id, token, due_at=now, notified_at=now, attempts=0)
        ring("articles.work_import", run_id)


def _end(run_id: int, token: str, **ended: Any) -> None:
    """End an import and announce it, in the caller's transaction. Raises LeaseLost."""
    Import.objects.complete(run_id, token, **ended)
    import_ended.send(sender=Import, run=Import.objects.select_related("platform").get(pk=run_id))


def _parsed(line: bytes, platform: Platform | None) -> Parsed | Refused:
    try:
        data = loads(line)
    except BadJSON as error:
        return Refused(Outcome("rejected", code=error.code, detail=str(error)))
    return parse_for(data, platform)


def _store(run_id: int, token: str, chunk: ImportChunk, lines: list[tuple[int, Parsed | Refused]]) -> None:
    """Store the chunk's articles, results and counts. Raises LeaseLost before any write when the lease is gone."""
    lease = timezone.now() + timedelta(seconds=settings.LEASE_SECONDS)
    Import.objects.advance([run_id], token, attempts=1, leased_until=lease, last_error="")
    counts: Counter[str] = Counter()
    results: list[dict[str, Any]] = []
    outcomes = in_order([one for _, one in lines])
    for (number, _), outcome in zip(lines, outcomes, strict=True):
        counts[outcome.status] += 1
        results.append({"line": number, **outcome.to_json()})
    text = "".join(json.dumps(result, ensure_ascii=False) + "\n" for result in results).encode()
    ImportChunk.objects.filter(pk=chunk.pk).update(results=zlib.compress(text, 1), content=b"")
    Import.objects.advance(
        [run_id],
        token,
        created=F("created") + counts["created"],
        updated=F("updated") + counts["updated"],
        duplicates=F("duplicates") + counts["duplicate"],
        rejected=F("rejected") + counts["rejected"],
    )


def _is_behind(run_id: int) -> bool:
    """Whether the backlog of the import's platform, or of all, is so long that it would delay single submissions."""
    most: int = settings.IMPORT_BACKLOG
    platforms = Platform.objects.filter(pk__in=Import.objects.filter(pk=run_id).values("platform"))
    waiting: int = Assessment.objects.count_waiting(list(platforms.values_list("code", flat=True)), most)
    return waiting >= most


def _others_wait() -> bool:
    """Whether articles have waited for a worker for some seconds, so that the import lets them go first."""
    late = timezone.now() - _YIELD
    return bool(Assessment.objects.due(late).filter(attempts=0).exists())
