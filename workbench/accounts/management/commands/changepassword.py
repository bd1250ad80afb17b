from __future__ import annotations

import getpass
from typing import Any

from django.contrib.auth.management.commands import changepassword
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from workbench.accounts.recording import set_password

TRIES = 3


class Command(changepassword.Command):
    """Django's command; the new password stands in the audit chain as an act, never in itself."""

    def handle(self, *args: Any, **options: Any) -> str:
        username = options["username"] or getpass.getuser()
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"user '{username}' does not exist")
        self.stdout.write(f"Changing password for user '{user}'")
        set_password(user, self._asked(user))
        return f"Password changed successfully for user '{user}'"

    def _asked(self, user: User) -> str:
        """The password that was typed twice alike and is good enough. Raises CommandError after TRIES."""
        for _ in range(TRIES):
            first, second = (getpass.getpass(prompt) for prompt in ("Password: ", "Password (again): "))
            if first != second:
                self.stdout.write("Passwords do not match. Please try again.")
                continue
            try:
                validate_password(second, user)
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
                continue
            return str(first)
        raise CommandError(f"Aborting password change for user '{user}' after {TRIES} attempts")
