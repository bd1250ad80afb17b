"""`manage.py create_api_key NAME --scopes a,b`: prints the key, once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.models import ApiKey, Platform
from articles.models.access import SCOPES


class Command(BaseCommand):
    help = "Makes an API key and prints it; only its hash is stored, so it cannot be shown again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="who uses it, at most 50 characters")
        parser.add_argument("--scopes", required=True, help=f"comma-separated, of: {', '.join(SCOPES)}")
        parser.add_argument("--platform", help="code of the one platform it may see and write (default: all)")

    def handle(self, *args: Any, name: str, scopes: str, platform: str | None, **options: Any) -> None:
        wanted = list(dict.fromkeys(scope.strip() for scope in scopes.split(",") if scope.strip()))
        unknown = [scope for scope in wanted if scope not in SCOPES]
        if unknown or not wanted:
            raise CommandError(f"unknown scope {', '.join(unknown) or '(none)'}; known: {', '.join(SCOPES)}")
        if not name.strip() or len(name) > 50:
            raise CommandError("NAME has 1 to 50 characters")
        bound = None
        if platform is not None:
            bound = Platform.objects.filter(code=platform).first()
            if bound is None:
                known = ", ".join(Platform.objects.values_list("code", flat=True))
                raise CommandError(f"unknown platform {platform!r}; known: {known}")
        _, key = ApiKey.objects.create_key(name=name.strip(), scopes=wanted, platform=bound)
        self.stdout.write(key)
        if self.stderr.isatty():
            self.stderr.write("Keep it now: it is not shown again.")
