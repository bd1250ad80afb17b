"""`manage.py reset_second_factor USERNAME`: removes the second factor of somebody who has lost it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.accounts.second_factor import reset


class Command(BaseCommand):
    help = "Removes a person's device and recovery codes, and ends their sign-ins. They set a new device up themselves."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"there is no user {username}")
        if not reset("command", user):
            raise CommandError(f"{username} has no second factor")
        self.stdout.write(f"the second factor of {username} is removed, and their sign-ins have ended")
