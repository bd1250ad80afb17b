"""The web server as the product starts it, on the running test's database."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
from pathlib import Path
from typing import Any

from tests.services.forks import process
from tests.services.instance import free_port
from tests.services.processes import wait_for
from tests.services.worker import database_url


class Web:
    """gunicorn with the product's settings; `key` is sent with every request."""

    def __init__(self, key: str, log: Path, **environment: str) -> None:
        self.key = key
        self.port = free_port()
        self.application = "workbench.wsgi"
        own = {"DATABASE_URL": database_url(), "PORT": str(self.port), "DJANGO_SETTINGS_MODULE": "workbench.settings"}
        self._environment = {**os.environ, **own, **environment}
        self._log = log
        self._process: process.Process | None = None

    @property
    def is_started(self) -> bool:
        return self._process is not None

    def start(self) -> None:
        """Starts it; returns when it answers."""
        command = ["-m", "gunicorn", "--config", "python:workbench.gunicorn_conf", self.application]
        with self._log.open("ab") as log:
            self._process = process.start(command, self._environment, log)
        wait_for(self._answers, "the web server")

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Ends it and its processes."""
        if self._process is not None:
            os.killpg(self._process.pid, number)
            self._process.wait(60)
            self._process = None

    def request(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Sends a request; returns status, headers (lower-case names) and body. Other bodies than bytes go as JSON."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        given = {"Authorization": f"Api-Key {self.key}"}
        if data is not None:
            given["Content-Type"] = "application/json"
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, f"/api/v1/{path}", data, given)
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def raw(self, sent: bytes) -> bytes:
        """Sends these bytes; returns the answer until the server closes or is silent for 15 seconds."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=15) as connection:
            received = b""
            try:
                connection.sendall(sent)
                while piece := connection.recv(65536):
                    received += piece
            except (TimeoutError, ConnectionError):
                pass
            return received

    def status_of(self, path: str) -> int:
        """The status of a GET without a key, of any path: `/readyz`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, self._log.read_text()
        try:
            return self.status_of("/livez") == 200
        except OSError:
            return False
