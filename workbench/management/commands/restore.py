from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workbench.backups.manifest import BadBackup
from workbench.backups.restoring import restore


class Command(BaseCommand):
    help = "Restores a backup into an empty database, and verifies the audit chain. Stop web and workers first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--force", action="store_true", help="replace everything in a database that is not empty")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = restore(options["folder"], force=options["force"])
        except BadBackup as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"restored the backup of {done.manifest.made_at}; audit chain whole: {done.audit_entries} entries"
        )
        if not done.same_key:
            self.stderr.write(
                "SECRET_KEY is not the one of the backup: webhook secrets cannot be read and everybody signs in anew; "
                "set SECRET_KEY to the old one, or add it to SECRET_KEY_FALLBACKS"
            )
        self.stdout.write("next: manage.py setup_workbench (migrations, static files), then start everything")
