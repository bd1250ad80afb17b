"""`manage.py source_standing NAME --on DATE`: prints an outlet's status in the list of permitted news sources."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.management.arguments import day
from articles.provenance.stored.registry import standings


class Command(BaseCommand):
    help = (
        "Prints one JSON object per line for each name: its status in the edition in force on a day (listed, frozen, "
        "removed or unlisted) with reason and evidence; no_edition when none was in force. Aliases, and the "
        "organisation that an account belongs to, count."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="+", metavar="NAME", help="outlet or account")
        parser.add_argument("--on", required=True, type=day, metavar="DATE", help="like 2026-01-31")

    def handle(self, *args: Any, names: list[str], on: date, **options: Any) -> None:
        for name, standing in standings(names, on).items():
            line = {"name": name, "on": on.isoformat(), **asdict(standing)}
            self.stdout.write(json.dumps(line, ensure_ascii=False, default=str))
