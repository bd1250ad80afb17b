"""`manage.py measure_findings JUDGED.jsonl`: the precision of each kind of finding on judged rows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles.provenance.precision.judged import BadRow, Judged, Measured, measure, read_judged
from articles.provenance.precision.share import Share
from moderation.quality.finding_answers import judged_answers
from moderation.quality.precision import UnknownCode, register


class Command(BaseCommand):
    help = (
        "Prints the precision of each kind of finding on judged rows, as JSON lines: one row per line, "
        '{"code", "article" or "id", "verdict": "right", "arguable" or "wrong"}. Strict precision counts arguable as '
        "wrong; the interval is Wilson's, 95 %. With --register the figures become those that count and are shown."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="JUDGED.jsonl", type=Path, nargs="?")
        parser.add_argument("--answers", action="store_true", help="measure on moderators' answers instead of a file")
        parser.add_argument("--register", action="store_true", help="make these the figures that count")
        parser.add_argument("--set", metavar="NAME", help="what was judged (default: the name of the file)")

    def handle(
        self,
        *args: Any,
        file: Path | None,
        answers: bool,
        register: bool,
        set: str | None,  # noqa: A002 - the option's name
        **options: Any,
    ) -> None:
        if (file is None) != answers:
            raise CommandError("give JUDGED.jsonl, or --answers")
        rows = list(judged_answers()) if file is None else _read(file)
        if not rows:
            raise CommandError(f"{file or 'the database'} holds no judged row")
        figures = measure(rows)
        for figure in figures:
            self.stdout.write(json.dumps(_shown(figure), ensure_ascii=False))
        if register:
            _register(figures, rows, set or (file.name if file else "moderators' answers"))


def _read(file: Path) -> list[Judged]:
    try:
        return list(read_judged(file.read_text(encoding="utf-8-sig").splitlines()))
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise CommandError(f"{file} is not UTF-8") from None
    except BadRow as error:
        raise CommandError(f"{file}, {error}") from None


def _register(figures: list[Measured], rows: list[Judged], judged_set: str) -> None:
    # Of the rows, not of the file: answers have none, and other members of a row do not change a figure.
    digest = hashlib.sha256(json.dumps([astuple(row) for row in rows], ensure_ascii=False).encode()).hexdigest()
    try:
        register("command", figures, judged_set=judged_set[:100], sha256=digest, measured_on=timezone.localdate())
    except UnknownCode as error:
        raise CommandError(f"nothing is registered: {error}") from None


def _shown(figure: Measured) -> dict[str, Any]:
    return {
        "code": figure.code,
        "n": figure.n,
        "right": figure.right,
        "arguable": figure.arguable,
        "wrong": figure.wrong,
        "strict": _rounded(figure.strict),
        "lenient": _rounded(figure.lenient),
    }


def _rounded(share: Share) -> dict[str, float | None]:
    value = None if share.value is None else round(share.value, 3)
    return {"value": value, "low": round(share.low, 3), "high": round(share.high, 3)}
