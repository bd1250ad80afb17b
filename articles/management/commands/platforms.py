"""Lists the platforms."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from articles.parsing.platform_table import as_page
from articles.parsing.registry import installed


class Command(BaseCommand):
    help = "Prints the platforms that the parser knows, with codes, names, hosts and layouts, as a page of Markdown."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(as_page(installed()), ending="")
