"""The Celery app: finds the tasks, and sweeps once when a worker starts, before the schedule does."""

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
    worker_process_shutdown,
    worker_ready,
)

from workbench import tracing
from workbench.allocator import keep_freed_memory
from workbench.health.heartbeat import Heart
from workbench.messaging import lost_broker
from workbench.messaging.broker import run_once

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")

lost_broker.patch_transport()
app = Celery("workbench")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.task(name="workbench.sweep")
def sweep() -> None:
    """Runs one pass of the reconcilers."""
    from django.conf import settings

    from workbench.sweeping import sweep_all

    if run_once("sweep", settings.SWEEP_SECONDS / 2):
        sweep_all(settings.SWEEPS)


@app.task(name="workbench.watch")
def watch() -> None:
    """Runs one pass of the hourly jobs."""
    from django.conf import settings

    from workbench.sweeping import sweep_all

    if run_once("watch", 1800):
        sweep_all(settings.HOURLY_JOBS)


@app.task(name="workbench.night", soft_time_limit=3600, time_limit=3660)
def night() -> None:
    """Runs one pass of the nightly jobs."""
    from django.conf import settings

    from workbench.sweeping import sweep_all

    if run_once("night", 3600):
        sweep_all(settings.NIGHTLY_JOBS)


@setup_logging.connect
def _keep_djangos_logging(**_: Any) -> None:
    """Keeps Celery from replacing the root logger's handlers, which Django's settings have configured."""


@worker_before_create_process.connect
def _share_what_is_loaded(**_: Any) -> None:
    """Freezes objects loaded before the fork, so that garbage collection does not copy their pages into children."""
    # Commands do without it; no article should wait for it.
    from moderation.triage.rules import engine  # noqa: F401

    gc.freeze()


@worker_process_init.connect
def _keep_memory(**_: Any) -> None:
    keep_freed_memory()


@worker_process_init.connect
def _trace(**_: Any) -> None:
    tracing.start("worker")


@worker_process_shutdown.connect
def _send_traces(**_: Any) -> None:
    tracing.stop()


heart = Heart()


@heartbeat_sent.connect
def _beat(sender: Any, **_: Any) -> None:
    heart.beat(sender.eventer.hostname)


@worker_ready.connect
def _sweep_at_start(**_: Any) -> None:
    sweep.delay()
