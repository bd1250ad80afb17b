"""`manage.py revoke_api_key PREFIX…`: ends keys at once and for good."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.access import api_keys


class Command(BaseCommand):
    help = "Revokes API keys by their prefix (the 8 characters before the dot)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("prefixes", nargs="+", metavar="PREFIX")

    def handle(self, *args: Any, prefixes: list[str], **options: Any) -> None:
        for prefix in prefixes:
            try:
                key = api_keys.revoke(prefix)
            except api_keys.KeyRefused as error:
                raise CommandError(str(error)) from None
            self.stdout.write(f"{key.prefix} {key.name}: revoked")
