from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from workbench.running.broker import BrokerRunning, become


class Command(BaseCommand):
    help = "Becomes the embedded broker: a Valkey server on a socket in WORKBENCH_HOME."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            become(settings.EMBEDDED_SOCKET, settings.HOME / "broker")
        except BrokerRunning as error:
            raise CommandError(str(error)) from None
