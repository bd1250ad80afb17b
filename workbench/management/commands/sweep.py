from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from workbench.sweeping import sweep_all


class Command(BaseCommand):
    help = (
        "One pass of the reconcilers and hourly jobs: rings for forgotten work, fails what killed its workers, frees "
        "expired claims. With --nightly also the nightly jobs, which read every row: recounts, revisions, partitions."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many rows each would touch")
        parser.add_argument("--nightly", action="store_true", help="also run the nightly jobs; may take up to an hour")

    def handle(self, *args: Any, **options: Any) -> None:
        jobs = [*settings.SWEEPS, *settings.HOURLY_JOBS, *(settings.NIGHTLY_JOBS if options["nightly"] else ())]
        self.stdout.write(json.dumps(sweep_all(jobs, dry_run=options["dry_run"])))
