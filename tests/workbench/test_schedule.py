"""The schedule knows tasks by name only; the workers know every name."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from workbench.celery import app
from workbench.env import BASE_DIR

_LOADED = """
import sys
from workbench.schedule import app
app.loader.init_worker()
assert app.conf.beat_schedule, "no schedule"
print("numpy" in sys.modules or "workbench.urls" in sys.modules)
"""


def test_the_workers_know_every_task_of_the_schedule() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


@pytest.mark.parametrize("job", [*settings.SWEEPS, *settings.HOURLY_JOBS, *settings.NIGHTLY_JOBS])
def test_every_job_can_be_tried_without_effect(job: str) -> None:
    """`sweep_all` says to each whether it is a trial."""
    inspect.signature(import_string(job)).bind(dry_run=True)


def test_it_loads_neither_their_code_nor_the_pages() -> None:
    done = subprocess.run([sys.executable, "-c", _LOADED], cwd=BASE_DIR, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
