"""Tasks that are ended at their hard time limit: which rows they held, told by the process that outlives them.

The worker's parent kills the process at the limit, so no code of the task runs then. The tokens of a task's leases
begin with a mark of its id, and the parent sends that mark to another worker.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

import structlog
from celery import Task
from celery.exceptions import TimeLimitExceeded

from articles.doorbell import ring_overran
from articles.models import Assessment

log = structlog.get_logger(__name__)


class LimitedTask(Task[Any, Any]):
    """A task whose parent process rings for the rows it held when it is killed at its hard time limit."""

    def on_failure(self, exc: BaseException, task_id: str, *_: Any) -> None:
        """Celery calls this in the parent process for the hard limit, else in the process that failed."""
        if isinstance(exc, TimeLimitExceeded):
            ring_overran(mark(task_id))


def mark(task_id: str) -> str:
    """Return the first 16 characters of the tokens of this task's leases."""
    return hashlib.sha256(task_id.encode()).hexdigest()[:16]


def lease_token(task_id: str) -> str:
    """Return a token for the leases of one run of a task; another run of the same message gets another one."""
    return mark(task_id) + uuid.uuid4().hex[:16]


def count_overruns(begin: str) -> int:
    """Count a time-out of the rows held under tokens with this mark; return how many."""
    held = Assessment.objects.held_by(begin)
    for token, ids in held.items():
        log.warning("killed_at_time_limit", assessments=ids)
        Assessment.objects.overrun(ids, token, TimeLimitExceeded.__qualname__)
    return sum(map(len, held.values()))
