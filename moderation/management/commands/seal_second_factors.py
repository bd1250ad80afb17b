"""`manage.py seal_second_factors`: encrypts the seeds of second factors under the present key."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.accounts.seeds import seal_all


class Command(BaseCommand):
    help = "Encrypts the seeds of all second factors under SECOND_FACTOR_KEY; afterwards earlier keys can be dropped."

    def handle(self, *args: Any, **options: Any) -> None:
        sealed = seal_all()
        self.stdout.write(f"{sealed.anew} seeds encrypted anew, {sealed.already} were already")
        if sealed.unreadable:
            raise CommandError(
                f"no key opens the seeds of {', '.join(sealed.unreadable)}: add the earlier key to "
                "SECOND_FACTOR_KEY_FALLBACKS, or remove each with `manage.py reset_second_factor USERNAME`"
            )
