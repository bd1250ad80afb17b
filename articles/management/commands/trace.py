"""`manage.py trace ID` or `trace --file PATH`: prints the provenance record of an article as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.intake.tracing import trace_submission
from articles.management.input import entries, find
from articles.models import Article
from articles.provenance.stored.record import provenance_record


class Command(BaseCommand):
    help = (
        "Prints the provenance of an article: its declarations and credits, the stored articles that share its text "
        "(with the copied passages), the earliest known copy and the chain from it, and the findings. "
        "With --file, compares a page with the stored articles and writes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("id", nargs="?", type=int, help="id of a stored article")
        what.add_argument("--file", metavar="PATH", help="an HTML or text page, stored or not; - for stdin")
        parser.add_argument("--platform", help="code of the platform the page comes from (default: detected)")
        parser.add_argument("--indent", type=int, metavar="N", help="spaces to indent with (default: one line)")

    def handle(
        self,
        *args: Any,
        id: int | None,  # noqa: A002 - the contract's name
        file: str | None,
        platform: str | None,
        indent: int | None,
        **options: Any,
    ) -> None:
        record = _stored(id or 0) if file is None else self._traced(file, platform)
        self.stdout.write(json.dumps(record, ensure_ascii=False, indent=indent))

    def _traced(self, file: str, platform: str | None) -> dict[str, Any]:
        if Path(file).is_dir():
            raise CommandError(f"{file} is a folder: trace reads one page", returncode=2)
        entry = next(entries(find([file]), platform=platform), None)
        if entry is None:
            raise CommandError(f"{file} holds no submission", returncode=1)
        outcome = None
        if entry.submission is not None:
            record, outcome = trace_submission(entry.submission)
            if record is not None:
                return record
        error = outcome.to_json()["error"] if outcome else {"code": "unreadable", "detail": str(entry.fault)}
        self.stdout.write(json.dumps({**entry.place(), "error": error}, ensure_ascii=False))
        raise CommandError("the page cannot be read", returncode=1)


def _stored(pk: int) -> dict[str, Any]:
    article = Article.objects.select_related("platform", "source", "current__page").filter(pk=pk).first()
    if article is None or article.current is None:
        raise CommandError(f"there is no article {pk}; `ingest` prints ids", returncode=1)
    return provenance_record(article)
