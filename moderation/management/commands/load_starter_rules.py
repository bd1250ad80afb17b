"""`manage.py load_starter_rules --as USER`: rules for what no score catches, as drafts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.routing.starter.loading import load_starter_rules


class Command(BaseCommand):
    help = (
        "Loads routing rules and phrase banks against forged papers, forbidden goods, gambling, fraud offers, miracle "
        "cures and impersonation of officials. They come as drafts: a lead tests each on the stored articles, lets it "
        "run in shadow and puts it live at /admin/triage/rules/. What is there already stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as", dest="username", required=True, help="the lead who is to be their author")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"there is no active user {username}")
        try:
            done = load_starter_rules(user)
        except PermissionDenied as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"{done.rules} rules as drafts, {done.banks} phrase banks; {done.same} were there already. "
            "Test them and switch them on at /admin/triage/rules/"
        )
