"""`manage.py import_public_text FILE`: sentences that belong to nobody, from CSV or JSON lines, into the bank."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from articles.vocabulary.public_text import IMPORTED
from moderation.curation.public_text import NoSentence, enter

_TOGETHER = 200  # lines per transaction
_SHOW_PROGRESS_EVERY = 1_000
_MOST_SHOWN = 20  # errors


class Command(BaseCommand):
    help = (
        "Imports sentences of public text (statutes, formulas, notices) from CSV with the columns text and note, or "
        'from .jsonl with {"text", "note"} per line; UTF-8. Each sentence of a text becomes an entry; those that are '
        "there stay. Prints what it did as JSON. Lines with an error are left out and told by number; then the exit "
        "code is 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the .csv or .jsonl file")
        parser.add_argument("--note", default="", help="a note for lines that have none: where the text is from")
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")

    def handle(self, *args: Any, file: Path, note: str, dry_run: bool, **options: Any) -> None:
        lines = entered = 0
        errors: list[str] = []
        for rows in _batches(_rows(file)):
            with transaction.atomic():
                for number, row in rows:
                    lines += 1
                    try:
                        entered += len(enter([_fields(row, note)], actor="command", origin=IMPORTED))
                    except NoSentence as error:
                        errors.append(f"line {number}: {error or 'no sentence of 12 letters or more'}")
                    if lines % _SHOW_PROGRESS_EVERY == 0:
                        self.stderr.write(f"{lines:,} lines")
                transaction.set_rollback(dry_run)
        done = {"lines": lines, "entries": entered, "errors": len(errors), "dry_run": dry_run}
        self.stdout.write(json.dumps(done))
        if errors:
            more = [f"and {len(errors) - _MOST_SHOWN} more"] if len(errors) > _MOST_SHOWN else []
            raise CommandError("\n".join([*errors[:_MOST_SHOWN], *more]), returncode=1)


def _batches(rows: Iterator[tuple[int, Any]]) -> Iterator[list[tuple[int, Any]]]:
    while batch := list(islice(rows, _TOGETHER)):
        yield batch


def _rows(file: Path) -> Iterator[tuple[int, Any]]:
    """Yield (line number, row); a line that is no row comes as what it is. Raises CommandError."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            if file.suffix.lower() in (".jsonl", ".ndjson"):
                yield from ((number, _json(line)) for number, line in enumerate(opened, 1) if line.strip())
                return
            table = csv.DictReader(opened)
            if "text" not in (table.fieldnames or ()):
                raise CommandError(f"{file} has no column text", returncode=2)
            for row in table:
                yield table.line_num, row
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}", returncode=2) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{file} is no UTF-8 table: {error}", returncode=2) from error


def _json(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _fields(row: Any, note: str) -> tuple[str, str]:
    """Return text and note of a row. Raises NoSentence."""
    text = row.get("text") if isinstance(row, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise NoSentence("`text` is missing")
    said = row.get("note")
    return text, said if isinstance(said, str) and said else note
