"""`manage.py import_claims FILE`: claims that somebody has checked, from CSV, JSON or ClaimReview, into the bank."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from articles.models import Platform
from articles.provenance.known_claims.entries import BadEntry, Entry, entry
from articles.provenance.known_claims.files.reading import BadFile, Rows, rows_of
from moderation.curation.known_claims import import_entries
from moderation.management.progress import Progress

_TOGETHER = 1_000  # rows per transaction
_MOST_SHOWN = 20  # errors


class Command(BaseCommand):
    help = (
        "Imports claims that somebody has checked: .csv with the columns claim, verdict, publisher and perhaps date, "
        "link, language, note; .jsonl with such objects or a ClaimReview per line; .json and .jsonld with a list or "
        "DataFeed of ClaimReview; .html with ClaimReview in its scripts. UTF-8. The same publisher, claim and link "
        "twice is one entry; one that says something new becomes the entry's next version. Prints what it did as JSON. "
        "Rows with an error are left out and told by line; then the exit code is 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file; its suffix says how it is read")
        parser.add_argument("--platform", default="", help="code of the platform whose articles it is for; else all")
        parser.add_argument("--note", default="", help="a note for rows that have none: where the file is from")
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")

    def handle(self, *args: Any, file: Path, platform: str, note: str, dry_run: bool, **options: Any) -> None:
        owner = Platform.objects.filter(code=platform).first() if platform else None
        if platform and owner is None:
            raise CommandError(f"there is no platform {platform}", returncode=2)
        done: Counter[str] = Counter()
        errors: list[str] = []
        try:
            opened, rows = rows_of(file)
            with opened:
                progress = Progress(self.stderr, file.stat().st_size)
                for batch in _batches(rows):
                    entries = self._checked(batch, note, errors, done)
                    with transaction.atomic():
                        done.update(import_entries(entries, owner, file.name, f"{batch[0][0]}-{batch[-1][0]}"))
                        transaction.set_rollback(dry_run)
                    progress.show(_place(opened), f"{done['rows']:,} rows, {done['errors']:,} errors")
                progress.end()
        except BadFile as error:
            self._print(done, dry_run)
            raise CommandError(str(error), returncode=2) from error
        self._print(done, dry_run)
        if errors:
            more = done["errors"] - len(errors)
            raise CommandError("\n".join([*errors, *([f"and {more} more"] if more else [])]), returncode=1)

    def _checked(self, batch: list[tuple[int, Any]], note: str, errors: list[str], done: Counter[str]) -> list[Entry]:
        entries = []
        for line, row in batch:
            done["rows"] += 1
            try:
                entries.append(entry(row, note))
            except BadEntry as error:
                done["errors"] += 1
                if len(errors) < _MOST_SHOWN:
                    errors.append(f"line {line}: {error}")
        return entries

    def _print(self, done: Counter[str], dry_run: bool) -> None:
        figures = {name: done[name] for name in ("rows", "new", "changed", "same", "errors")}
        self.stdout.write(json.dumps(figures | {"dry_run": dry_run}))


def _batches(rows: Rows) -> Iterator[list[tuple[int, Any]]]:
    while batch := list(islice(rows, _TOGETHER)):
        yield batch


def _place(opened: TextIO) -> int:
    """Bytes that were read of the file."""
    return int(opened.buffer.tell())
