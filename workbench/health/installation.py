"""The state of processes for the console's status page, with the data of /readyz and /metrics."""

from __future__ import annotations

import redis
from django.db import connection

from moderation.console.status.installation import Installation, Reconciler
from workbench.health.checks import states
from workbench.health.heartbeat import beats
from workbench.health.sweeps import swept


def installation() -> Installation:
    """The current state; without the broker, workers and sweeps are unknown."""
    try:
        workers, passes = beats(), swept()
    except redis.RedisError:
        workers, passes = {}, {}
    reconcilers = [
        Reconciler(name, one.age, one.last.seconds, one.rows, one.failures, one.last.failed)
        for name, one in passes.items()
    ]
    return Installation(states(), workers, reconcilers, connection.vendor)
