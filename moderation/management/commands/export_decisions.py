from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.exports.decisions import KINDS, decisions_between, export
from moderation.exports.span import BadSpan, span
from moderation.reports.week import UnknownWeek


class Command(BaseCommand):
    help = "Writes the decisions of a week, or of days: as EU transparency records, as a Chinese table, or as a log."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--week", default="", help="ISO week in Beijing time, such as 2026-W03")
        parser.add_argument("--from", dest="first", default="", help="first day, such as 2026-01-12")
        parser.add_argument("--to", dest="last", default="", help="last day")
        parser.add_argument("--kind", choices=sorted(KINDS), required=True)
        parser.add_argument("--form", choices=["csv", "json"], help="json has one object a line (default: by kind)")
        parser.add_argument("--output", required=True, type=Path, help="file to write; - for standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            start, end = span(options["week"], options["first"], options["last"])
        except (BadSpan, UnknownWeek) as error:
            raise CommandError(str(error)) from error
        form = options["form"] or ("json" if options["kind"] == "eu" else "csv")
        pieces = export(options["kind"], form, decisions_between(start, end))
        if str(options["output"]) == "-":
            for piece in pieces:
                self.stdout.write(piece, ending="")
            return
        try:
            _write(options["output"], pieces)
        except OSError as error:
            raise CommandError(f"cannot write to {options['output']}: {error.strerror}") from error


def _write(path: Path, pieces: Iterable[str]) -> None:
    """Writes the whole file or keeps the old one: an authority never gets half a table."""
    if path.exists() and not path.is_file():  # a pipe or a device cannot be replaced
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        return
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
