from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.audit import downloads
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
        rows = decisions_between(start, end)
        pieces = export(options["kind"], form, rows)
        if downloads.is_standby():
            self.stderr.write("this database is a standby: the export does not stand in the audit chain")
        else:
            kind = options["kind"]
            downloads.decisions("command", rows, kind=kind, form=form, start=start, end=end, channel="command")
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
    # A name of its own beside the target: two runs do not share it, and no link leads it elsewhere.
    with NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", newline="", delete=False) as file:
        unfinished = Path(file.name)
        try:
            file.writelines(pieces)
            file.flush()
            unfinished.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink()
            raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
