"""Workers say that they live, in Redis: which one, and when last.

A worker's own process says so, not one of its tasks: behind a long backlog a task waits, and the worker lives.
"""

from __future__ import annotations

import time

import redis
import structlog

from workbench.broker import broker_client

log = structlog.get_logger(__name__)
EVERY = 5.0
"""Seconds between two beats of a worker."""
_KEY = "workbench:workers"
_FORGET = 24 * 3600
_TIMEOUT = 0.25


class Heart:
    """Beats for one worker. `beat` may be called as often as one likes."""

    def __init__(self) -> None:
        self._last = float("-inf")

    def beat(self, worker: str) -> None:
        """Notes that the worker lives, at most every EVERY seconds. With Redis away it is logged, and nobody waits."""
        if time.monotonic() - self._last < EVERY:
            return
        self._last = time.monotonic()
        try:
            with broker_client(timeout=_TIMEOUT) as client:
                now = _now(client)
                client.zadd(_KEY, {worker: now})
                client.zremrangebyscore(_KEY, 0, now - _FORGET)
        except redis.RedisError as error:
            log.warning("heartbeat_failed", error=type(error).__name__, hint="Redis unreachable; the next beat tries")


def beats() -> dict[str, float]:
    """Seconds since the last beat of every worker of the last day, the latest first. Raises redis.RedisError."""
    with broker_client() as client:
        found = client.zrange(_KEY, 0, -1, desc=True, withscores=True)
        now = _now(client)
    # A beat that is ahead is from before Redis's clock was set back: who lives beats again in a moment.
    return {name.decode(): max(0.0, now - at) for name, at in found if at < now + EVERY}


def _now(client: redis.Redis) -> float:
    """By Redis's clock, which is the same for all: seconds since 1970."""
    seconds, microseconds = client.time()
    return float(seconds + microseconds / 1e6)
