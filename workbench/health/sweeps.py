"""Passes of the reconcilers in Redis: the last pass of each, and the total of recovered rows.

The totals restart from zero when Redis loses them, as Prometheus expects of a counter.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass

import redis
import structlog
from django.conf import settings
from django.utils.module_loading import import_string

from workbench.messaging.broker import broker_client

log = structlog.get_logger(__name__)
_ASKED = "workbench:sweeps:asked"
_LAST, _TOTAL, _FAILED = "workbench:sweeps:last", "workbench:sweeps:rows", "workbench:sweeps:failures"


@dataclass(frozen=True, slots=True)
class Pass:
    """One run of one reconciler: when it ended (seconds since 1970), how long it took, rows, and whether it failed."""

    name: str
    at: float
    seconds: float
    rows: int
    failed: bool


@dataclass(frozen=True, slots=True)
class Swept:
    """A reconciler's last pass, the rows of all its passes, and how many of them failed."""

    last: Pass
    rows: int
    failures: int

    @property
    def age(self) -> float:
        """Seconds since the end of the last pass."""
        return max(0.0, time.time() - self.last.at)


def period(name: str) -> float:
    """Seconds between two passes of a reconciler, by the list of the settings in which it stands."""
    if name in settings.NIGHTLY_JOBS:
        return 24 * 3600
    return 3600 if name in settings.HOURLY_JOBS else float(settings.SWEEP_SECONDS)


def note(passes: Iterable[Pass]) -> None:
    """Stores the passes. With Redis away it logs that, and does not count them."""
    try:
        with broker_client() as client, client.pipeline() as steps:
            for one in passes:
                steps.hset(_LAST, one.name, json.dumps(asdict(one)))
                steps.hdel(_ASKED, one.name)
                steps.hincrby(_TOTAL, one.name, one.rows)
                steps.hincrby(_FAILED, one.name, int(one.failed))
            steps.execute()
    except redis.RedisError as error:
        log.warning("sweep_not_counted", error=type(error).__name__, hint="Redis unreachable; the work is done")


def longest_wait(names: Iterable[str]) -> float:
    """The longest time in seconds since one of these reconcilers ended a pass. Raises redis.RedisError.

    One that never ran, or whose passes Redis lost, has waited since this function first asked for it.
    """
    with broker_client() as client, client.pipeline() as steps:
        stored, asked, (seconds, microseconds) = steps.hgetall(_LAST).hgetall(_ASKED).time().execute()
        now = seconds + microseconds / 1e6
        waits = []
        for name in names:
            if (last := stored.get(name.encode())) is not None:
                waits.append(time.time() - json.loads(last)["at"])
            elif (first := asked.get(name.encode())) is not None:
                waits.append(now - float(first))
            else:
                client.hsetnx(_ASKED, name, now)
    return max(0.0, *waits) if waits else 0.0


def swept() -> dict[str, Swept]:
    """Every reconciler that ever ran here, by its dotted name. Raises redis.RedisError.

    Names of an earlier release that lead nowhere any more are left out: their last pass would only grow older.
    """
    with broker_client() as client, client.pipeline() as steps:
        last, rows, failures = steps.hgetall(_LAST).hgetall(_TOTAL).hgetall(_FAILED).execute()
    return {
        name.decode(): Swept(Pass(**json.loads(stored)), int(rows.get(name, 0)), int(failures.get(name, 0)))
        for name, stored in sorted(last.items())
        if _exists(name.decode())
    }


def _exists(dotted: str) -> bool:
    try:
        import_string(dotted)
    except ImportError:
        return False
    return True
