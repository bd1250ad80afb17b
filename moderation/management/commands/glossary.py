from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.vocabulary.glossary import families, replaced


class Command(BaseCommand):
    help = "Writes the tables of all codes, with their words in Chinese and English, into a page anew."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("page", type=Path, help="a page with the two marks of the tables, e.g. docs/glossary.md")

    def handle(self, *args: Any, page: Path, **options: Any) -> None:
        try:
            text = replaced(page.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        page.write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(families())} families")
