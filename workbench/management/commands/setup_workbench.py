from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workbench.running.address import Address
from workbench.running.guard import CannotStart
from workbench.running.setup import set_up


class Command(BaseCommand):
    help = "Prepares database and static files; on the first run makes the admin account, an API key and sample data."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            set_up(Address.from_environment().url, self.stdout.write)
        except CannotStart as error:
            raise CommandError(str(error)) from None
