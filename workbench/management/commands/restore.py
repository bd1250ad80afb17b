from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from workbench.backups.manifest import BadBackup
from workbench.backups.restoring import restore


class Command(BaseCommand):
    help = "Checks a backup, restores it beside the database, and swaps the two. Stop web, workers and schedule first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--force", action="store_true", help="replace everything in a database that is not empty")

        parser.add_argument(
            "--public-key",
            action="append",
            default=[],
            metavar="KEY",
            help="a public key to trust, as `backup` printed it: for the backup of another installation",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = restore(options["folder"], force=options["force"], trusted=options["public_key"])
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
        if not done.same_signer:
            self.stderr.write(
                "SIGNING_KEY is not the one of the backup: set it to the old one, or add the backup's public key to "
                "TRUSTED_SIGNING_KEYS, so that earlier evidence and heads of the audit chain are believed"
            )
        self.stdout.write("next: manage.py setup_workbench (migrations, static files), then start everything")
