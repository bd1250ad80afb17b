"""`manage.py bind_api_key PREFIX USERNAME…`: says for whom a key acts; `--end` takes people away."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.access import api_keys


class Command(BaseCommand):
    help = "Binds an API key with the scope queue:work to moderators, or ends bindings; prints whom it acts for now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("prefix", help="the key's 8 characters before the dot")
        parser.add_argument("moderators", nargs="+", metavar="USERNAME", help="active people who may decide")
        parser.add_argument("--end", action="store_true", help="end these bindings instead")

    def handle(self, *args: Any, prefix: str, moderators: list[str], end: bool, **options: Any) -> None:
        try:
            key = (api_keys.unbind if end else api_keys.bind)(prefix, moderators)
        except api_keys.KeyRefused as error:
            raise CommandError(str(error)) from None
        people = ", ".join(person.get_username() for person in key.people())
        self.stdout.write(f"{key.prefix} {key.name}: acts for {people or 'nobody'}")
