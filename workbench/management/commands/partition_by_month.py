from __future__ import annotations

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from workbench.partitions.converting import partition
from workbench.partitions.months import NoSuchMonth, detach, make_ahead
from workbench.partitions.tables import TABLES, Month


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no month like 2026-01") from error


class Command(BaseCommand):
    help = (
        "PostgreSQL only: splits a large append-only table into partitions by month, or detaches an old month. "
        "See docs/sizing.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("table", choices=list(TABLES))
        parser.add_argument(
            "--detach", type=_month, metavar="MONTH", help="detach this month (2026-01) into a table of its own"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("SQLite has no partitions: this command needs PostgreSQL")
        table = options["table"]
        if options["detach"] is None:
            rows, months = partition(table), make_ahead()
            self.stdout.write(f"{table}: {rows} rows moved, {months} months made")
            return
        try:
            name = detach(table, options["detach"])
        except NoSuchMonth as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{name}: no longer part of {table}; keep it (pg_dump -t {name}), then drop it")
