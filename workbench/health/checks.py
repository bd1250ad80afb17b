"""The state of each part in a word: `ok`, `late` (alive, but past its limit), or the fault."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import redis
from django.conf import settings
from django.db import DatabaseError, connection

from articles.assessment.due_figures import oldest_due
from articles.scoring.registry import scorers
from articles.scoring.scorer import Scorer
from workbench.health.heartbeat import beats
from workbench.health.sweeps import longest_wait
from workbench.messaging.broker import broker_client

OK, LATE = "ok", "late"


def database() -> str:
    """`ok`, or the exception's name when the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return type(error).__name__
    return OK


def broker() -> str:
    """`ok`, or the exception's name when Redis does not answer."""
    try:
        with broker_client() as client:
            client.ping()
    except redis.RedisError as error:
        return type(error).__name__
    return OK


def scoring(scorer: Scorer) -> str:
    """Whether what the scorer needs, such as the shipped headline weights, can be read."""
    return "unreadable" if any(scorer.faults()) else OK


def worker() -> str:
    """Late without a worker's heartbeat for settings.READY_WORKER_SECONDS; unknown when Redis is away."""
    try:
        latest = next(iter(beats().values()), None)
    except redis.RedisError:
        return "unknown"
    if latest is None:
        return "none"
    return OK if latest <= settings.READY_WORKER_SECONDS else LATE


def work() -> str:
    """Late when the oldest assessment has been due for more than settings.READY_DUE_SECONDS."""
    try:
        return OK if oldest_due() <= settings.READY_DUE_SECONDS else LATE
    except DatabaseError:
        return "unknown"


def sweep() -> str:
    """Late when one of settings.SWEEPS has ended no pass for settings.READY_SWEEP_SECONDS."""
    try:
        return OK if longest_wait(settings.SWEEPS) <= settings.READY_SWEEP_SECONDS else LATE
    except redis.RedisError:
        return "unknown"


_BEFORE: dict[str, Callable[[], str]] = {"database": database, "broker": broker}
_AFTER: dict[str, Callable[[], str]] = {"worker": worker, "work": work, "sweep": sweep}


def checks() -> dict[str, Callable[[], str]]:
    """The checks by part, in order; those scorers that have a part are parts too."""
    of_scorers = {scorer.part.code: partial(scoring, scorer) for scorer in scorers() if scorer.part}
    return {**_BEFORE, **of_scorers, **_AFTER}


def states() -> dict[str, str]:
    """Every part in a word, of this moment."""
    return {name: check() for name, check in checks().items()}
