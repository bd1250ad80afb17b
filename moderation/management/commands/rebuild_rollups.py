from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.reports.rollups.rebuilding import rebuild
from moderation.reports.week import UnknownWeek, Week

_SHOWN = 50


class Command(BaseCommand):
    help = (
        "Recounts every day from the rows and compares the counts with the daily roll-ups. Exit 0 when they are equal; "
        "else 1, with the differences as one JSON object per line. Repairs the roll-ups unless --dry-run is given."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--week", help="one ISO week, such as 2026-W03 (default: every day there is)")
        parser.add_argument("--dry-run", action="store_true", help="compare only")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            week = Week.parse(options["week"]) if options["week"] else None
        except UnknownWeek as error:
            raise CommandError(str(error)) from error
        different = 0
        for period, differences in rebuild(week, repair=not options["dry_run"]):
            self.stderr.write(f"{period.first} – {period.last}: {len(differences)} different")
            for each in differences[: max(0, _SHOWN - different)]:
                line = {"day": str(each.day), "measure": each.measure, "key": each.key}
                self.stdout.write(json.dumps({**line, "kept": each.kept, "counted": each.counted}, ensure_ascii=False))
            different += len(differences)
        if different:
            raise CommandError(f"{different} roll-ups differed from the rows")
        self.stdout.write("the roll-ups are equal to a full count")
