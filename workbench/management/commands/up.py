from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from workbench.messaging.broker import broker_client
from workbench.running import guard
from workbench.running.address import Address
from workbench.running.banner import banner
from workbench.running.credentials import Credentials
from workbench.running.first_run import credentials_file
from workbench.running.readiness import wait_until_ready
from workbench.running.setup import set_up
from workbench.running.supervisor import Supervisor, services

READY_WITHIN = 60.0  # seconds


class Command(BaseCommand):
    help = "Starts broker, web, worker and schedule on this machine, starts again what dies, and stops them together."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            address = Address.from_environment()
            guard.check_port(address.host, address.port)
            with guard.lock(Path(settings.HOME)):
                first = set_up(address.url, self._say)
                connections.close_all()  # forked services must not share a connection
                self._run(address, first=first)
        except guard.CannotStart as error:
            raise CommandError(str(error)) from None

    def _run(self, address: Address, *, first: bool) -> None:
        def announce() -> None:
            if wait_until_ready(address, READY_WITHIN):
                file = credentials_file()
                known, seen = Credentials.load(file), self.stdout.isatty()
                self._say(banner(address.url, known, file, first_run=first, to_terminal=seen))
            else:
                self._say(f"not ready after {READY_WITHIN:.0f} s; {address.url}/readyz says what is missing")

        supervisor = Supervisor(_broker_is_up, announce)
        embedded = str(settings.EMBEDDED_SOCKET) in settings.REDIS_URL
        for name, command in services(settings.BASE_DIR / "Procfile", embedded_broker=embedded).items():
            supervisor.add_process(name, command, env=_environment(), cwd=str(settings.BASE_DIR))
        if supervisor.run():
            names = " and ".join(supervisor.ended_by_itself)
            raise CommandError(f"{names} died again and again; everything else was stopped. The lines above say why")
        self._say("everything is stopped")

    def _say(self, message: str) -> None:
        self.stdout.write(message)
        self.stdout.flush()


def _broker_is_up() -> bool:
    try:
        return bool(broker_client().ping())
    except redis.RedisError:
        return False


def _environment() -> dict[str, str]:
    """This process's environment, with this Python first and the home folder whatever the working directory."""
    python = str(Path(sys.executable).parent)
    return {
        **os.environ,
        "PATH": f"{python}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "WORKBENCH_HOME": str(settings.HOME),
        "PYTHONUNBUFFERED": "1",
        "CELERY_SKIP_CHECKS": "1",  # this command has just run them
        # Celery warns about root at every start. Root is common for a trial; `.env.example` warns production.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }
