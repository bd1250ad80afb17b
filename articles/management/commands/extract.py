"""`manage.py extract PATH…`: parses pages and stores nothing; needs no database."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.intake.submission import Outcome
from articles.management.input import Entry, entries, find
from articles.parsing import Unreadable
from articles.parsing.submitted.structured import InvalidFields


class Command(BaseCommand):
    help = "Parses pages and prints one ExtractedArticle JSON object per line; stores nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="file, folder, .jsonl, or - for standard input")
        parser.add_argument("--platform", help="code of the platform the pages come from (default: detected)")

    def handle(self, *args: Any, paths: list[str], platform: str | None, **options: Any) -> None:
        pages = failed = 0
        for entry in entries(find(paths, self.stderr.write), platform=platform):
            pages += 1
            line, read = _extracted(entry)
            failed += not read
            self.stdout.write(json.dumps(line, ensure_ascii=False))
        if failed:
            raise CommandError(f"{failed} of {pages} pages cannot be read", returncode=1)


def _extracted(entry: Entry) -> tuple[dict[str, Any], bool]:
    """Return the article, or the place and reason of the error; and whether it is an article."""
    try:
        if entry.submission is None:
            raise entry.fault or AssertionError("an entry has a submission or a fault")
        return entry.submission.parse().to_json(), True
    except (Unreadable, InvalidFields) as error:
        return {**entry.place(), "error": Outcome.rejected(error).to_json()["error"]}, False
