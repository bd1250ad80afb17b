"""`manage.py register_console NAME --redirect URI`: lets an outside console sign moderators in; prints JSON."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.people import consoles


class Command(BaseCommand):
    help = "Registers an outside console for OAuth 2 and prints its client id and secret, the secret only now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="name that moderators see, at most 50 characters")
        parser.add_argument(
            "--redirect", action="append", required=True, metavar="URI", help="address to return to; repeat it"
        )
        parser.add_argument("--public", action="store_true", help="it runs in the browser and can keep no secret")

    def handle(self, *args: Any, name: str, redirect: list[str], public: bool, **options: Any) -> None:
        try:
            console, secret = consoles.register(name, redirect, is_public=public, actor="command")
        except consoles.ConsoleRefused as error:
            raise CommandError(str(error)) from None
        told = {"client_id": console.client_id, "client_secret": secret or None, "redirect_uris": console.redirects()}
        self.stdout.write(json.dumps(told))
