"""Metrics from Redis on workers, reconcilers and rate limits; with Redis away, only that it is away."""

from __future__ import annotations

import redis
from django.conf import settings

from workbench.api.throttling import counter
from workbench.health.checks import OK, broker
from workbench.health.gauges import Families, counters, gauge, gauges
from workbench.health.heartbeat import beats
from workbench.health.sweeps import period, swept


def families() -> Families:
    """Whether Redis answers, and its data on workers and sweeps."""
    there = broker() == OK
    yield gauge("rate_limits_enforced", "1 when requests of API keys are counted", there)
    yield gauge("requests_uncounted", "Requests let through uncounted, by this process", counter.failures)
    yield gauge("broker_up", "1 when Redis answers", there)
    if not there:
        return
    try:
        alive = sum(age <= settings.READY_WORKER_SECONDS for age in beats().values())
        passes = swept()
    except redis.RedisError:
        return
    yield gauge("workers_alive", "Workers with a heartbeat within READY_WORKER_SECONDS", alive)
    ages = {name: one.age for name, one in passes.items()}
    yield gauges("sweep_age_seconds", "Time since a reconciler's last pass", "sweep", ages)
    periods = {name: period(name) for name in passes}
    yield gauges("sweep_period_seconds", "Time between two passes of a reconciler, by the settings", "sweep", periods)
    rows = {name: one.rows for name, one in passes.items()}
    yield counters("sweep_rows", "Rows that a reconciler recovered or moved on", "sweep", rows)
    failures = {name: one.failures for name, one in passes.items()}
    yield counters("sweep_failures", "Passes of a reconciler that failed", "sweep", failures)
