"""Heartbeats of workers in Redis: the last time of each.

The worker's main process beats, not a task: behind a long backlog a task would wait although the worker lives.
"""

from __future__ import annotations

import time

import redis
import structlog

from workbench.messaging.broker import broker_client

log = structlog.get_logger(__name__)
EVERY = 5.0
"""Seconds between two beats of a worker."""
_KEY = "workbench:workers"
_FORGET = 24 * 3600
_TIMEOUT = 0.25


class Heart:
    """The heart of one worker. `beat` may be called at any rate."""

    def __init__(self) -> None:
        self._last = float("-inf")

    def beat(self, worker: str) -> None:
        """Writes a heartbeat, at most every EVERY seconds. With Redis away it logs that, and does not wait."""
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
    """Seconds since the last beat of each worker seen in the last day, the latest first. Raises redis.RedisError."""
    with broker_client() as client:
        found = client.zrange(_KEY, 0, -1, desc=True, withscores=True)
        now = _now(client)
    # A beat in the future is older than a set-back of Redis's clock; a living worker beats again in a moment.
    return {name.decode(): max(0.0, now - at) for name, at in found if at < now + EVERY}


def _now(client: redis.Redis) -> float:
    """The time in seconds since 1970 by Redis's clock, which is the same for all."""
    seconds, microseconds = client.time()
    return float(seconds + microseconds / 1e6)
