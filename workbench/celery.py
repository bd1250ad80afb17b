"""The Celery app: finds the tasks, and sweeps once when a worker comes up so that nothing waits for the schedule."""

from __future__ import annotations

import gc
import os
from typing import Any

from celery import Celery
from celery.signals import (
    heartbeat_sent,
    setup_logging,
    worker_before_create_process,
    worker_process_init,
    worker_ready,
)

from workbench import lost_broker
from workbench.allocator import keep_freed_memory
from workbench.broker import run_once
from workbench.health.heartbeat import Heart

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")

lost_broker.put_right()
app = Celery("workbench")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.task(name="workbench.sweep")
def sweep() -> None:
    """One pass of the reconcilers."""
    from django.conf import settings

    from workbench.sweeping import sweep_all

    if run_once("sweep", settings.SWEEP_SECONDS / 2):
        sweep_all(settings.SWEEPS)


@app.task(name="workbench.watch")
def watch() -> None:
    """One pass of the hourly ones."""
    from django.conf import settings

    from workbench.sweeping import sweep_all

    if run_once("watch", 1800):
        sweep_all(settings.HOURLY_JOBS)


@app.task(name="workbench.night", soft_time_limit=3600, time_limit=3660)
def night() -> None:
    """One pass of the nightly ones."""
    from django.conf import settings

    from workbench.sweeping import sweep_all

    if run_once("night", 3600):
        sweep_all(settings.NIGHTLY_JOBS)


@setup_logging.connect
def _keep_djangos_logging(**_: Any) -> None:
    """Celery would replace the root logger's handlers; Django's settings have configured them already."""


@worker_before_create_process.connect
def _share_what_is_loaded(**_: Any) -> None:
    """What is loaded before the fork is nobody's garbage: walking it would copy its pages into every child."""
    gc.freeze()


@worker_process_init.connect
def _keep_memory(**_: Any) -> None:
    keep_freed_memory()


heart = Heart()


@heartbeat_sent.connect
def _tell_that_we_live(sender: Any, **_: Any) -> None:
    heart.beat(sender.eventer.hostname)


@worker_ready.connect
def _sweep_at_start(**_: Any) -> None:
    sweep.delay()
