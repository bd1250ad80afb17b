"""`manage.py import_hashes FILE`: hashes of pictures into a bank, in the exchange formats of HMA."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from articles.provenance.pictures.exchange import BadFile, BadSignal, OtherSignal, Signal, rows_of, signal
from moderation.curation.hash_banks import BadBank, import_signals, named
from moderation.management.progress import Progress

_TOGETHER = 1_000  # rows per transaction
_MOST_SHOWN = 20  # errors
_FIGURES = ("rows", "new", "changed", "same", "other_types", "errors")


class Command(BaseCommand):
    help = (
        "Imports PDQ hashes of pictures into a bank, as Hasher-Matcher-Actioner and its library threatexchange write "
        "them: .csv with collab, signal_type, signal_str, category, tags; .jsonl or .json with such objects, with "
        'HMA\'s {"signals": {"pdq": …}} or with indicators of the type HASH_PDQ; .txt with `pdq HASH` per line. UTF-8. '
        "A hash that the bank has is changed, not doubled. Signals of other types are counted and left out; rows with "
        "an error are told by line, and then the exit code is 1. Nothing is fetched."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file; its suffix says how it is read")
        parser.add_argument("--bank", default="", help="the bank for rows that name none; with --only, for all rows")
        parser.add_argument("--only", action="store_true", help="put all rows into --bank, whatever they name")
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")

    def handle(self, *args: Any, file: Path, bank: str, only: bool, dry_run: bool, **options: Any) -> None:
        if only and not bank:
            raise CommandError("--only needs --bank", returncode=2)
        done: Counter[str] = Counter()
        errors: list[str] = []
        try:
            opened, rows = rows_of(file)
            with opened:
                progress = Progress(self.stderr, file.stat().st_size)
                while batch := list(islice(rows, _TOGETHER)):
                    lines = f"{batch[0][0]}-{batch[-1][0]}"
                    by_bank: dict[str, list[Signal]] = defaultdict(list)
                    for name, each in self._checked(batch, bank, only, errors, done):
                        by_bank[name].append(each)
                    with transaction.atomic():
                        for name in sorted(by_bank):
                            done.update(import_signals(by_bank[name], named(name), file.name, lines))
                        transaction.set_rollback(dry_run)
                    progress.show(int(opened.buffer.tell()), f"{done['rows']:,} rows, {done['errors']:,} errors")
                progress.end()
        except (BadFile, BadBank) as error:
            self._print(done, dry_run)
            raise CommandError(str(error), returncode=2) from error
        self._print(done, dry_run)
        if errors:
            more = done["errors"] - len(errors)
            raise CommandError("\n".join([*errors, *([f"and {more} more"] if more else [])]), returncode=1)

    def _checked(
        self, batch: list[tuple[int, Any]], bank: str, only: bool, errors: list[str], done: Counter[str]
    ) -> Iterator[tuple[str, Signal]]:
        for line, row in batch:
            done["rows"] += 1
            try:
                each = signal(row)
                name = bank if only else _owner(each, bank)
            except OtherSignal:
                done["other_types"] += 1
            except BadSignal as error:
                done["errors"] += 1
                if len(errors) < _MOST_SHOWN:
                    errors.append(f"line {line}: {error}")
            else:
                yield name, each

    def _print(self, done: Counter[str], dry_run: bool) -> None:
        self.stdout.write(json.dumps({name: done[name] for name in _FIGURES} | {"dry_run": dry_run}))


def _owner(each: Signal, bank: str) -> str:
    if not (each.bank or bank):
        raise BadSignal("the row names no bank, and --bank is not given")
    return each.bank or bank
