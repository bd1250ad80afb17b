"""A real Valkey server of our own, started as the product starts it."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import redis

from workbench.running.broker import command
from workbench.running.parent import end_with_parent


class Broker:
    """A server on a socket; `stop` and `start` may be called in turn, and what was stored comes back."""

    def __init__(self, socket: Path, folder: Path) -> None:
        self._socket = socket
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.client = redis.Redis(unix_socket_path=str(socket))

    def start(self) -> None:
        """Starts it unless it runs; returns when it answers."""
        if self._process is not None:
            return
        self._folder.mkdir(exist_ok=True)
        self._process = subprocess.Popen(command(self._socket, self._folder), preexec_fn=end_with_parent)
        deadline = time.monotonic() + 180
        while not self._answers():
            assert self._process.poll() is None, (self._folder / "valkey.log").read_text()
            assert time.monotonic() < deadline, "the broker does not answer"
            time.sleep(0.02)

    def stop(self) -> None:
        """Ends it, as an operator would."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(60)
            self._process = None
            self.client.connection_pool.disconnect()

    def kill(self) -> None:
        """SIGKILL, as when the machine dies; what was written in the last second may be lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(60)
            self._process = None
            self.client.connection_pool.disconnect()

    def flush(self) -> None:
        """Loses everything it holds."""
        self.client.flushall()

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.ConnectionError:
            return False
