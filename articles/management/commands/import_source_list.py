"""`manage.py import_source_list FILE --edition …`: takes over one edition of the list of permitted news sources."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from articles.provenance.registry.source_list import InvalidSourceList, read_source_list
from articles.provenance.stored.registry import EditionConflict, import_edition


class Command(BaseCommand):
    help = (
        "Imports an edition of the list of permitted news sources from CSV (UTF-8 or GB18030) and prints what it did "
        "as JSON. The header names the columns: outlet; and, where there are, tier, province, medium, standing (listed,"
        " frozen, removed), since, reason, evidence. The same file again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the CSV file")
        parser.add_argument("--edition", required=True, metavar="CODE", help="its name, for example 2015")
        parser.add_argument("--valid-from", required=True, type=_day, metavar="DATE", help="first day in force")
        parser.add_argument("--valid-until", type=_day, metavar="DATE", help="last day in force (default: still is)")
        parser.add_argument("--title", default="互联网新闻信息稿源单位名单", help="title of the list")
        parser.add_argument("--issuer", default="国家互联网信息办公室", help="who issued it")
        parser.add_argument("--evidence", required=True, help="where it was published: document, address, date")
        parser.add_argument(
            "--close-previous", action="store_true", help="end the edition in force the day before this one begins"
        )
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")

    def handle(self, *args: Any, file: str, edition: str, dry_run: bool, **options: Any) -> None:
        try:
            content = Path(file).read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}", returncode=2) from error
        until = options["valid_until"]
        if until is not None and until < options["valid_from"]:
            raise CommandError("--valid-until lies before --valid-from", returncode=2)
        try:
            with transaction.atomic():
                done = import_edition(
                    read_source_list(content),
                    content,
                    code=edition,
                    title=options["title"],
                    issuer=options["issuer"],
                    evidence=options["evidence"],
                    valid_from=options["valid_from"],
                    valid_until=until,
                    close_previous=options["close_previous"],
                )
                transaction.set_rollback(dry_run)
        except InvalidSourceList as error:
            raise CommandError("\n".join([f"{file} cannot be taken over:", *error.problems])) from error
        except EditionConflict as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps({**asdict(done), "dry_run": dry_run}, ensure_ascii=False))


def _day(value: str) -> date:
    return date.fromisoformat(value)
