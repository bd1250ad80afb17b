"""`manage.py import_source_list FILE --edition …`: imports one edition of the list of permitted news sources."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from articles.management.arguments import day
from articles.provenance.registry.problem import ListRefused
from articles.provenance.registry.source_list import COLUMNS, LARGEST, read_source_list
from articles.provenance.stored.source_lists import import_edition


class Command(BaseCommand):
    help = (
        "Imports an edition of the list of permitted news sources from CSV (UTF-8 or GB18030) and prints what it did "
        f"as JSON. The header names the columns: {', '.join(COLUMNS)}; only outlet is required. Standing is listed, "
        "frozen or removed; the latter two need since (a date), reason and evidence. Importing the same file again "
        "changes nothing. A file with an error is refused as a whole; the message gives the line of each error."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the CSV file")
        parser.add_argument("--edition", required=True, metavar="CODE", help="its code, for example 2015")
        parser.add_argument("--valid-from", required=True, type=day, metavar="DATE", help="first day in force")
        parser.add_argument("--valid-until", type=day, metavar="DATE", help="last day in force (default: still is)")
        parser.add_argument("--title", default="互联网新闻信息稿源单位名单", help="title of the list")
        parser.add_argument("--issuer", default="国家互联网信息办公室", help="who issued it")
        parser.add_argument("--evidence", required=True, help="place of publication: document, URL, date")
        parser.add_argument(
            "--close-previous", action="store_true", help="end the edition in force the day before this one begins"
        )
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")

    def handle(self, *args: Any, file: str, edition: str, dry_run: bool, **options: Any) -> None:
        try:
            with Path(file).open("rb") as opened:
                content = opened.read(LARGEST + 1)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=2) from error
        names = ("title", "issuer", "evidence", "valid_from", "valid_until", "close_previous")
        try:
            with transaction.atomic():
                rows = read_source_list(content)
                done = import_edition(rows, content, code=edition, **{name: options[name] for name in names})
                transaction.set_rollback(dry_run)
        except ListRefused as error:
            told = [problem.text() for problem in error.problems]
            raise CommandError("\n".join([f"{file} was not imported:", *told])) from error
        self.stdout.write(json.dumps({**asdict(done), "dry_run": dry_run}, ensure_ascii=False))
