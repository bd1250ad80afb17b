from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.models import Article, Source
from articles.search.upkeep import rebuild

_WIDTH = 30


class Command(BaseCommand):
    help = (
        "Indexes the articles and sources that the search does not know yet, or knows by an older version: needed "
        "once, for what was stored before the search. It may be stopped at any time, and goes on where it stood."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="index everything anew")

    def handle(self, *args: Any, **options: Any) -> None:
        total = Article.objects.count() + Source.objects.count()
        began = time.monotonic()
        read = indexed = 0
        for rows, due in rebuild(everything=options["all"]):
            read, indexed = read + rows, indexed + due
            self._show(read, max(total, read), time.monotonic() - began)
        if read and self.stderr.isatty():
            self.stderr.write("")
        self.stdout.write(f"{read} articles and sources read, {indexed} indexed")

    def _show(self, read: int, total: int, seconds: float) -> None:
        left = seconds * (total - read) / read
        done = _WIDTH * read // total
        bar = "#" * done + "." * (_WIDTH - done)
        ending = "\r" if self.stderr.isatty() else "\n"
        self.stderr.write(f"[{bar}] {read:,} of {total:,}, about {left:,.0f} s left", ending=ending)
