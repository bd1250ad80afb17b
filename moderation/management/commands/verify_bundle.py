from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.exports.evidence_bundle import problems


class Command(BaseCommand):
    help = "Checks an evidence bundle by itself. Exit 0 when it is whole; else 1, with its faults."
    # It reads no row, so it runs without a database for anybody who was given a bundle.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the JSON file that was downloaded from a decision")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            bundle = json.loads(options["file"].read_text(encoding="utf-8"))
            found = problems(bundle)
        except (OSError, ValueError) as error:
            raise CommandError(f"{options['file'].name} cannot be read: {error}") from error
        except (KeyError, TypeError, AttributeError) as error:
            raise CommandError(f"{options['file'].name} is no evidence bundle: {error!r}") from error
        for problem in found:
            self.stderr.write(problem)
        if found:
            sys.exit(1)
        decision = bundle["decision"]
        self.stdout.write(f"the bundle of decision {decision['id']} ({decision['act']}) holds: {bundle['sha256']}")
