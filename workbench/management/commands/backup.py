from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.audit import signatures
from workbench.backups.making import KEY, make
from workbench.backups.manifest import BadBackup


class Command(BaseCommand):
    help = "Writes database, secret key and a manifest into a new folder, while everything goes on working."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="a folder that is new or empty")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = make(options["folder"])
        except BadBackup as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{options['folder']}: {', '.join(manifest.files)}; {manifest.audit_sequence} audit entries")
        self.stdout.write(
            f"signed; public key {signatures.public_key()}: keep it apart from the backup, restoring elsewhere needs it"
        )
        if KEY not in manifest.files:
            self.stdout.write("SECRET_KEY comes from the environment and is not in the backup: keep it elsewhere")
