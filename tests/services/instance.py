"""`manage.py up`, run for a test as a person would run it."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.services import static_files
from tests.services.forks import process
from tests.services.processes import descendants_of, running, wait_for

# Variables of the suite or its caller, which an instance under test must not inherit.
_UNWANTED = {
    "DATABASE_URL", "REDIS_URL", "WORKBENCH_HOME", "PORT", "BIND", "SECRET_KEY", "DJANGO_SETTINGS_MODULE",
    "DJANGO_ALLOW_ASYNC_UNSAFE",  # set while browser tests run in the same process; `check --deploy` refuses it
}  # fmt: skip


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Instance:
    """One home folder and port; started and stopped any number of times."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self.port = free_port()
        own = {"WORKBENCH_HOME": str(home), "PORT": str(self.port), **environment}
        self.environment = {**{k: v for k, v in os.environ.items() if k not in _UNWANTED}, **own}
        self.process: process.Process | None = None
        self._log = home.parent / f"{home.name}.log"

    @property
    def credentials(self) -> dict[str, str]:
        loaded: dict[str, str] = json.loads((self.home / "credentials.json").read_text())
        return loaded

    def take(self, database: Path) -> None:
        """Puts a copy of this SQLite file into its home, and static files: its first start finds both done."""
        static_files.give_to(self.home)
        shutil.copy(database, self.home / "db.sqlite3")
        (self.home / "db.sqlite3").chmod(0o600)

    def start(self, *, services_forked: bool = False) -> None:
        """Starts it, and returns when it has said that it is ready.

        The product has a shell run the command of each service. `services_forked` spares four starts of Python.
        """
        with self._log.open("wb") as log:
            self.process = process.start(
                ["manage.py", "up"], self.environment, log, ends_with_us=False, services_forked=services_forked
            )
        wait_for(lambda: "is ready:" in self.output() or self.process_ended(), "the banner")
        assert "is ready:" in self.output(), self.output()

    def attempt(self) -> subprocess.CompletedProcess[str]:
        """Starts an instance that must refuse, and returns its output."""
        return process.run(["manage.py", "up"], self.environment)

    def processes(self) -> set[int]:
        """It and everything below it, by process id."""
        assert self.process is not None
        return {self.process.pid, *descendants_of(self.process.pid)}

    def stop(self, number: int = signal.SIGINT) -> int:
        """Sends the signal, waits for the end and returns the exit code. Fails when a process is left."""
        assert self.process is not None
        everything = self.processes()
        self.process.send_signal(number)
        code = self.process.wait(120)
        wait_for(lambda: not running(everything), f"{sorted(running(everything))} to end")
        return code

    def clear_away(self) -> None:
        """Ends processes that a failed test left."""
        if self.process is not None and self.process.poll() is None:
            left = self.processes()
            for pid in left:
                os.kill(pid, signal.SIGKILL)
            self.process.wait(60)

    def path_of_commands(self) -> str:
        """The PATH of a shell whose `python` is the one of the tests."""
        folders = [process.folder_of_python(), Path(sys.executable).parent, self.environment["PATH"]]
        return os.pathsep.join(str(folder) for folder in folders if folder is not None)

    def get(self, path: str) -> Any:
        """JSON by REST, with the generated key. Fails on any status but 200."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path, headers={"Authorization": f"Api-Key {self.credentials['api_key']}"})
            answer = connection.getresponse()
            body = answer.read().decode()
        finally:
            connection.close()
        assert answer.status == 200, body
        return json.loads(body)

    def output(self) -> str:
        """The output so far."""
        return self._log.read_text()

    def process_ended(self) -> bool:
        assert self.process is not None
        return self.process.poll() is not None
