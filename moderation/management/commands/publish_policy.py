from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.text.json_names import unambiguous
from moderation.policies.publishing import publish


class Command(BaseCommand):
    help = "Publishes a new version of the policy from a JSON file (like moderation/policies/policy-1.json)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="name of the publisher, for the audit log")
        parser.add_argument("--dry-run", action="store_true", help="only check the file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            policy = json.loads(options["file"].read_text(encoding="utf-8"), object_pairs_hook=unambiguous)
            version = publish(policy, actor=options["by"], dry_run=options["dry_run"])
        except (OSError, ValueError) as error:
            raise CommandError(f"{options['file'].name}: {error}") from error
        done = "would be" if options["dry_run"] else "is"
        self.stdout.write(f"policy version {version.number} {done} in force: {len(policy['clauses'])} clauses")
