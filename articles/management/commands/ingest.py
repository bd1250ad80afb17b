"""`manage.py ingest PATH…`: stores pages; with `--wait` it returns when they are assessed."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from articles.intake import Outcome, store
from articles.management.input import LINES, Entry, entries, find
from articles.management.waiting import Waiting
from articles.models import Platform
from articles.parsing import Unreadable
from articles.parsing.submitted.structured import InvalidFields

# Progress is shown from this many pages on, every so many pages.
SHOW_PROGRESS_FROM, PROGRESS_STEP = 20, 10


class Command(BaseCommand):
    help = "Stores pages (HTML, MHTML, text, Markdown, or submissions as .jsonl) and prints one JSON object per page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="file, folder, .jsonl, or - for standard input")
        parser.add_argument("--platform", help="code of the platform the pages come from (default: detected)")
        parser.add_argument("--url", default="", help="URL of the page, if there is only one")
        parser.add_argument("--wait", action="store_true", help="wait until the articles are assessed")
        parser.add_argument("--timeout", type=float, default=300, help="longest wait in seconds (default: 300)")

    def handle(self, *args: Any, paths: list[str], wait: bool, timeout: float, **options: Any) -> None:
        files = find(paths, self.stderr.write)
        if options["url"] and (len(files) > 1 or files[0].lower().endswith(LINES)):
            raise CommandError("--url names one page", returncode=2)
        _check_database()
        lines: list[dict[str, Any]] = []
        pages = rejected = 0
        for entry in entries(files, platform=options["platform"], url=options["url"]):
            outcome = _store(entry)
            pages += 1
            rejected += outcome.status == "rejected"
            line = {**entry.place(), **outcome.to_json()}
            if wait:
                lines.append(line)
            else:
                self._print(line)
            self._progress("stored", pages)
        late = self._wait(lines, timeout) if wait else 0
        if rejected or late:
            said = [f"{rejected} of {pages} pages were rejected"] if rejected else []
            said += [f"{late} of {pages} pages are not assessed"] if late else []
            raise CommandError("; ".join(said), returncode=1)

    def _wait(self, lines: list[dict[str, Any]], timeout: float) -> int:
        """Print each line when its article is assessed; return how many are not assessed in time."""
        late = 0
        waiting = Waiting(timeout)
        for number, line in enumerate(lines, 1):
            if line["id"] is not None:
                line |= waiting.until_assessed(line["id"], line["version"])
                late += not line["assessed"]
            self._print(line)
            self._progress("assessed", number)
        return late

    def _print(self, line: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(line, ensure_ascii=False))
        self.stdout.flush()

    def _progress(self, what: str, pages: int) -> None:
        if pages > SHOW_PROGRESS_FROM and pages % PROGRESS_STEP == 0 and self.stderr.isatty():
            self.stderr.write(f"\r{what} {pages}", ending="")


def _store(entry: Entry) -> Outcome:
    if isinstance(entry.fault, Unreadable | InvalidFields):
        return Outcome.rejected(entry.fault)
    if entry.submission is None:
        raise AssertionError("an entry has a submission or a fault")
    return store(entry.submission)


def _check_database() -> None:
    try:
        ready = Platform.objects.exists()
    except DatabaseError as error:
        raise CommandError(f"the database cannot be used ({type(error).__name__}); run manage.py migrate") from error
    if not ready:
        raise CommandError("the database holds no platform; run manage.py migrate")
