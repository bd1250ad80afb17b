"""`manage.py link_identity USERNAME SUBJECT`: lets an account that exists sign on through the provider."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.accounts.sign_on import LinkRefused, link, unlink


class Command(BaseCommand):
    help = "Links an account to a subject (`sub`) of the provider, or with --unlink takes it from its subject."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("subject", nargs="?", help="the provider's `sub` of the person, not a name")
        parser.add_argument("--unlink", action="store_true", help="take the account from its subject")

    def handle(self, *args: Any, username: str, subject: str | None, unlink: bool, **options: Any) -> None:
        if unlink == bool(subject):
            raise CommandError("give USERNAME and SUBJECT, or USERNAME and --unlink")
        if not settings.OIDC_ISSUER:
            raise CommandError("no provider is set: OIDC_ISSUER is empty")
        try:
            _change(username, subject)
        except LinkRefused as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{username} is linked to {subject}" if subject else f"{username} is no longer linked")


def _change(username: str, subject: str | None) -> None:
    if subject:
        link(username, settings.OIDC_ISSUER.rstrip("/"), subject, actor="command")
    else:
        unlink(username, actor="command")
