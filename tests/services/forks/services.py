"""Lets `manage.py up` fork its services, instead of having a shell start a new Python for each.

They are forked from a process that `up` makes before it reads a setting, and that ends with it.
"""

from __future__ import annotations

import json
import os
import select
import shlex
import signal
import socket
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from honcho import process

from tests.services.forks.order import answered, become, end_with_parent, reap


def take_over() -> dict[str, Any] | None:
    """Makes the process that services are forked from. Returns None here, and in a service its order."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listening.bind("")  # Linux chooses an address
    listening.listen()
    if os.fork():
        process.Popen = partial(Forked, listening.getsockname())
        listening.close()
        return None
    end_with_parent(signal.SIGKILL)
    order = _serve(listening)
    listening.close()
    become(order)
    return order


def _serve(listening: socket.socket) -> dict[str, Any]:
    """Forks per order; returns in a fork only."""
    while True:
        ready, _, _ = select.select([listening], [], [], 5)
        reap()
        if ready and (order := answered(listening.accept()[0])) is not None:
            return order


class Forked:
    """What honcho uses of the `Popen` of a service, whose command is `exec python …`."""

    def __init__(
        self, address: bytes, command: str, env: Mapping[str, str], cwd: str, preexec_fn: Callable[[], None]
    ) -> None:
        shell_s, python, *arguments = shlex.split(command)
        assert (shell_s, python, preexec_fn.__name__) == ("exec", "python", "end_with_parent"), command
        umask = os.umask(0)
        os.umask(umask)
        order = {
            "arguments": arguments, "environment": dict(env), "folder": cwd, "umask": umask, "session": True,
            "ends_with_parent": True,
        }  # fmt: skip
        reading, writing = os.pipe()
        self.stdout = os.fdopen(reading, "rb")
        self.returncode: int | None = None
        self._connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._connection.connect(address)
        with Path(os.devnull).open("rb") as nothing:
            socket.send_fds(self._connection, [json.dumps(order).encode()], [nothing.fileno(), writing, writing])
        os.close(writing)
        self.pid = int(self._connection.recv(20))

    def wait(self) -> int:
        """Waits for its end."""
        self.returncode = int(self._connection.recv(20))
        return self.returncode
