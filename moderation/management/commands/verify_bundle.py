from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.text.json_names import unambiguous
from moderation.audit.signatures import key_id
from moderation.exports.bundle_check import NoBundle, problems


class Command(BaseCommand):
    help = "Checks an evidence bundle by itself. Exit 0 when it is whole and signed by a trusted key; else 1."
    # It reads no row, so it runs without a database for anybody who was given a bundle.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the JSON file that was downloaded from a decision")
        parser.add_argument(
            "--public-key",
            action="append",
            metavar="KEY",
            help="trust this key alone, as `signing_key` of the other installation prints it; may be repeated",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name, keys = options["file"].name, options["public_key"]
        try:
            for key in keys or ():
                key_id(key)
        except ValueError as error:
            raise CommandError(f"--public-key: {error}") from error
        try:
            bundle = json.loads(options["file"].read_text(encoding="utf-8"), object_pairs_hook=unambiguous)
            found = problems(bundle, keys)
        except NoBundle as error:
            raise CommandError(f"{name} cannot be checked: {error}") from error
        except OSError as error:
            raise CommandError(f"{name} cannot be read: {error.strerror}") from error
        except (ValueError, RecursionError) as error:
            raise CommandError(f"{name} is no whole JSON file; was it cut short? {error}") from error
        for problem in found:
            self.stderr.write(problem)
        if found:
            sys.exit(1)
        decision = bundle["decision"]
        self.stdout.write(f"the bundle of decision {decision['id']} ({decision['act']}) holds: {bundle['sha256']}")
