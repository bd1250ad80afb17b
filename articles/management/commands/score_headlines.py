"""Score headlines from standard input: JSON lines in, JSON lines out, in order."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.scoring.clickbait.lines import score_lines
from articles.scoring.clickbait.weights import WeightsError


class Command(BaseCommand):
    help = 'Read {"headline", "body"?} lines from standard input, print scores with reasons, one line each.'
    # Reads no settings and no rows, so it also runs without a database.
    requires_system_checks: list[str] = []

    def handle(self, *_: Any, **__: Any) -> None:
        bad = 0
        try:
            for answer, good in score_lines(sys.stdin.buffer):
                # Flush each line: the writer of the next one may be waiting for this one.
                sys.stdout.buffer.write(answer.encode() + b"\n")
                sys.stdout.buffer.flush()
                bad += not good
        except WeightsError as error:
            raise CommandError(str(error)) from error
        if bad:
            raise CommandError(f"{bad} lines were not scored: see their error objects", returncode=1)
