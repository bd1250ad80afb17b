"""Celery's own processes, run for a test on its database."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests.services.forks import process
from tests.services.processes import children_of, wait_for

# Limits below a minute, so that tests need not wait, and no lower: 25 articles that a busy machine assesses in a few
# seconds must not count as overruns.
IMPATIENT = {"TASK_SOFT_SECONDS": "8", "TASK_HARD_SECONDS": "12", "LEASE_SECONDS": "15", "SWEEP_SECONDS": "1"}


def database_url() -> str:
    """DATABASE_URL of the database the running test sees."""
    from django.db import connection

    chosen = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{chosen['NAME']}"
    return f"postgresql://{chosen['USER']}@{chosen['HOST']}:{chosen['PORT']}/{chosen['NAME']}"


class Service:
    """One `celery …` process; started, killed and started again."""

    def __init__(self, name: str, arguments: list[str], database: str, log: Path) -> None:
        self._name = name
        self._command = ["-m", "celery", "--quiet", "-A", "workbench", *arguments]
        self._environment = {**IMPATIENT, **os.environ, "DATABASE_URL": database}
        self._log = log
        self._process: process.Process | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None, f"{self._name} is not running"
        return self._process.pid

    def start(self) -> None:
        """Starts it, and returns at once."""
        with self._log.open("ab") as log:
            self._process = process.start(self._command, self._environment, log)

    def kill(self) -> None:
        """SIGKILL for it and its children, as when the machine dies."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(60)
            self._process = None

    def stop(self) -> None:
        """Sends SIGTERM, as an operator would; it finishes its current tasks."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(120)
            self._process = None

    def alive(self) -> bool:
        """Whether it was started and has not ended by itself."""
        return self._process is not None and self._process.poll() is None

    def kill_child(self) -> int:
        """SIGKILL for one child, as when it runs out of memory; the parent lives. Returns its pid."""
        wait_for(lambda: bool(children_of(self.pid)), f"{self._name}'s children")
        victim = min(children_of(self.pid))
        os.kill(victim, signal.SIGKILL)
        return victim

    def output(self) -> str:
        """The output so far."""
        return self._log.read_text()
