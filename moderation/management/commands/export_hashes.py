"""`manage.py export_hashes`: hash banks as a file in the exchange formats of HMA."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.models import BankedHash, HashBank
from articles.vocabulary.hash_banks import ACTIVE
from moderation.audit import downloads
from moderation.exports.hash_banks import FORMS, pieces


class Command(BaseCommand):
    help = (
        "Writes the hashes in force of one bank or of all: csv and jsonl with collab, signal_type, signal_str, "
        "category, tags, as the library threatexchange prints and reads them; txt with `pdq HASH` per line."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bank", default="", help="name of the bank; else all banks")
        parser.add_argument("--form", choices=sorted(FORMS), default="csv", help="form of the file (default: csv)")
        parser.add_argument("--output", type=Path, help="the file; else standard output")

    def handle(self, *args: Any, bank: str, form: str, output: Path | None, **options: Any) -> None:
        rows = BankedHash.objects.filter(state=ACTIVE)
        if bank:
            rows = rows.filter(bank__name=bank)
            if not HashBank.objects.filter(name=bank).exists():
                raise CommandError(f"there is no bank {bank}", returncode=2)
        subject = f"hash_bank:{bank or 'all'}"
        downloads.other("command", "hash_banks", subject, rows=rows.count(), channel="command", form=form)
        try:
            if output is None:
                for piece in pieces(rows, form):
                    self.stdout.write(piece, ending="")
            else:
                with output.open("w", encoding="utf-8", newline="") as opened:
                    opened.writelines(pieces(rows, form))
        except OSError as error:
            raise CommandError(f"{output or 'standard output'}: {error.strerror}", returncode=2) from error
        self.stderr.write(f"{rows.count():,} hashes")
