from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from workbench.sweeping import sweep_all


class Command(BaseCommand):
    help = "One pass of every reconciler: rings for forgotten work, gives up poison, frees expired claims."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many rows each would touch")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps(sweep_all([*settings.SWEEPS, *settings.HOURLY_JOBS], dry_run=options["dry_run"])))
