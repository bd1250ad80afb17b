from __future__ import annotations

import sys
import time
from pathlib import Path
from socket import gethostname
from typing import Any

import redis
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from workbench.health.heartbeat import beats

# Beat writes its schedule every three minutes.
SCHEDULE_SECONDS = 420


class Command(BaseCommand):
    help = "For health checks: exit 0 when this machine's worker, or this home's schedule, gave a recent sign of life."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["worker", "schedule"])

    def handle(self, *args: Any, **options: Any) -> None:
        age, most = _worker() if options["what"] == "worker" else _schedule()
        if age is None or age > most:
            fault = "no sign of life" if age is None else f"the last sign of life is {age:.0f} s old"
            self.stderr.write(f"{options['what']}: {fault}")
            sys.exit(1)
        self.stdout.write(f"{options['what']}: alive")


def _worker() -> tuple[float | None, float]:
    try:
        return beats().get(f"celery@{gethostname()}"), settings.READY_WORKER_SECONDS
    except redis.RedisError:
        return None, 0


def _schedule() -> tuple[float | None, float]:
    written = Path(settings.CELERY_BEAT_SCHEDULE_FILENAME)
    ages = [time.time() - file.stat().st_mtime for file in written.parent.glob(f"{written.name}*")]
    return min(ages, default=None), SCHEDULE_SECONDS
