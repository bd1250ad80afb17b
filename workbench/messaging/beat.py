"""A scheduler for Celery beat that goes on when the machine's clock is set back.

Celery counts from the last run: after a clock goes back from ten to nine, a task that ran at ten would wait an hour and
its own pause, and no sweep would run. Here it counts from now on.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import structlog
from celery.beat import PersistentScheduler

log = structlog.get_logger(__name__)
_TOLERATED = timedelta(seconds=1)


class Scheduler(PersistentScheduler):
    """Celery's scheduler with its schedule in a file."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Runs one iteration; returns the seconds until the next."""
        now = self.app.now()
        latest = now + _TOLERATED
        ahead = [entry for entry in self.schedule.values() if (entry.last_run_at or now) > latest]
        for entry in ahead:
            entry.last_run_at = now
        if ahead:
            log.warning("clock_set_back", entries=len(ahead))
            self._heap = None  # made by the clock that was ahead; the next line makes it anew
        return float(super().tick(*args, **kwargs))
