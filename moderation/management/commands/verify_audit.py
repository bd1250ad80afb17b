from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation import audit
from moderation.audit.anchors import BadAnchor, check, parse_head, read_heads, read_manifest
from moderation.audit.comparison import compare
from moderation.database.guards import missing

# Heads that are told one by one; a file of them has thousands.
_SHOWN = 10


class Command(BaseCommand):
    help = (
        "Walks the audit chain, and compares it with decisions, executions, appeals and heads that were told outside."
        " Exit 0 when all is whole; else 1, with the first fault."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head", action="append", default=[], metavar="SEQUENCE:HASH", help="a head that was told outside"
        )
        parser.add_argument(
            "--manifest", action="append", default=[], type=Path, metavar="FILE", help="the manifest of a backup"
        )
        parser.add_argument(
            "--heads", action="append", default=[], type=Path, metavar="FILE", help="signed heads, one a line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            anchors = [parse_head(text) for text in options["head"]]
            anchors += [read_manifest(path) for path in options["manifest"]]
            for path in options["heads"]:
                anchors += read_heads(path)
        except BadAnchor as error:
            raise CommandError(str(error)) from error
        whole, broken = audit.verify(self._progress("entries walked"))
        if broken is not None:
            self._fail(f"audit chain broken at entry {broken.sequence}: {broken.what} ({whole} entries hold)")
        cut = check(anchors)
        if cut is not None:
            self._fail(f"audit chain does not hold what was told outside: entry {cut.sequence} is {cut.what}")
        difference = compare(self._progress("decisions compared"))
        if difference is not None:
            self._fail(f"audit chain and rows differ: {difference}")
        for name in missing():
            self.stderr.write(f"the database lacks the guard {name}: `manage.py migrate` makes it again")
        self.stdout.write(f"audit chain whole: {whole} entries")
        for anchor in anchors[:_SHOWN]:
            self.stdout.write(f"holds entry {anchor.sequence} as told by {anchor.source}")
        if len(anchors) > _SHOWN:
            self.stdout.write(f"holds {len(anchors) - _SHOWN} more that were told outside")

    def _progress(self, what: str) -> Any:
        if not self.stderr.isatty():
            return None
        return lambda number: self.stderr.write(f"{number} {what}", ending="\r")

    def _fail(self, message: str) -> None:
        self.stderr.write(message)
        sys.exit(1)
