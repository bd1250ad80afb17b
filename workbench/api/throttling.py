"""Rate limits of keys, counted in Redis for all web processes together.

A window of a minute starts with its first request. With Redis away every request passes (fail open): the log and
/metrics report it, and the next try follows after a pause.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import redis
import structlog
from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from articles.models import Credential
from workbench.messaging.broker import broker_client

if TYPE_CHECKING:  # rest_framework.views loads this module while it is being loaded itself
    from rest_framework.views import APIView

log = structlog.get_logger(__name__)
WINDOW = 60
"""Seconds."""
_PAUSE = 5.0
_TIMEOUT = 0.25
# Atomic on the server: no request comes between counting and reading, and every counter expires.
_COUNT = """
local used = redis.call('INCR', KEYS[1])
if used == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {used, redis.call('PTTL', KEYS[1])}
"""


@dataclass(frozen=True, slots=True)
class RateLimit:
    """The state of a key's window: `used` of `allowed` requests, `resets` seconds to its end (rounded up)."""

    allowed: int
    used: int
    resets: int

    def headers(self) -> dict[str, str]:
        """The fields of draft-ietf-httpapi-ratelimit-headers."""
        left = max(0, self.allowed - self.used)
        return {
            "RateLimit-Policy": f'"key";q={self.allowed};w={WINDOW}',
            "RateLimit": f'"key";r={left};t={self.resets}',
        }


class Counter:
    """The counters in Redis. `failures` counts requests that went through uncounted, in this process."""

    def __init__(self) -> None:
        self.failures = 0
        self._away_until = 0.0
        self._lock = threading.Lock()
        self._script: Any = None

    def count(self, name: str, allowed: int) -> RateLimit | None:
        """Counts one request of `name`; None when Redis is away."""
        if time.monotonic() < self._away_until:
            self.failures += 1
            return None
        try:
            used, left = self._counting()(keys=[f"workbench:rate:{name}"], args=[WINDOW * 1000])
        except redis.RedisError as error:
            self.failures += 1
            self._away_until = time.monotonic() + _PAUSE
            log.warning("rate_limit_not_enforced", error=type(error).__name__, hint="Redis unreachable; keys are free")
            return None
        return RateLimit(allowed, int(used), max(1, -(-int(left) // 1000)))

    def _counting(self) -> Any:
        with self._lock:
            if self._script is None:
                self._script = broker_client(timeout=_TIMEOUT).register_script(_COUNT)
            return self._script

    def forget_absence(self) -> None:
        """Ends the pause, so that the next request tries Redis again."""
        self._away_until = 0.0


counter = Counter()


class KeyThrottle(BaseThrottle):
    """Limits a key to its own rate or settings.API_RATE per minute; keeps the state on the request, for the headers."""

    def __init__(self) -> None:
        self._state: RateLimit | None = None

    def allow_request(self, request: Request, view: APIView) -> bool:
        credential = request.auth
        allowed: int = (credential.rate if isinstance(credential, Credential) else None) or settings.API_RATE
        if not isinstance(credential, Credential) or not allowed:
            return True
        self._state = counter.count(str(credential.prefix), allowed)
        if self._state is None:
            return True
        request.rate_limit = self._state  # type: ignore[attr-defined]
        return self._state.used <= allowed

    def wait(self) -> float | None:
        return self._state.resets if self._state else None
