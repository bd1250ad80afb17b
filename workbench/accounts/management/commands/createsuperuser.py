from __future__ import annotations

from typing import Any

from django.contrib.auth.management.commands import createsuperuser

from workbench.accounts.recording import recorded_superusers


class Command(createsuperuser.Command):
    """Django's command; the account stands in the audit chain."""

    def handle(self, *args: Any, **options: Any) -> Any:
        with recorded_superusers():
            return super().handle(*args, **options)
