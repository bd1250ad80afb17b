"""Starts processes of the product by forking `server`, with what tests use of `subprocess`."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO

from tests.services.forks.order import LONGEST
from workbench.env import BASE_DIR
from workbench.running.parent import end_with_parent

# Variables that Python and its libraries read before the first line of the product. A process for which they differ
# from ours is started as a new one.
_READ_EARLY = ("LANG", "LC_", "LD_", "MALLOC", "OMP_", "OPENBLAS", "PYTHON")
_PR_SET_CHILD_SUBREAPER = 36  # <linux/prctl.h>


class Forked:
    """A forked process, a child of this one; used like `subprocess.Popen`."""

    def __init__(self, pid: int, arguments: Sequence[str]) -> None:
        self.pid = pid
        self._arguments = [sys.executable, *arguments]
        self._code: int | None = None

    def poll(self) -> int | None:
        """The exit code, or minus the signal that ended it; None while it runs."""
        if self._code is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code

    def wait(self, timeout: float = 600) -> int:
        """Waits for its end. Raises TimeoutExpired."""
        deadline = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(self._arguments, timeout)
            time.sleep(0.01)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


Process = Forked | subprocess.Popen[bytes]


def start(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    output: IO[bytes],
    *,
    errors: IO[bytes] | None = None,
    given: IO[bytes] | None = None,
    has_session: bool = True,
    ends_with_us: bool = True,
    services_forked: bool = False,
) -> Process:
    """Starts `python ARGUMENTS` in the project's folder; `errors` go with the output unless told otherwise.

    `ends_with_us` is for servers, which must not outlive a killed test process; `services_forked` for `manage.py up`,
    whose services are forked as well then.
    """
    with Path(os.devnull).open("rb") as nothing:
        files = (given or nothing, output, errors or output)
        if _early(environment) == _early(os.environ) and (server := _server()) is not None:
            order = {
                "arguments": list(arguments),
                "environment": dict(environment),
                "folder": str(BASE_DIR),
                "umask": _umask(),
                "session": has_session,
                "ends_with_parent": ends_with_us,
                "services_forked": services_forked,
                "parent": os.getpid(),
            }
            socket.send_fds(server.orders, [json.dumps(order).encode()], [file.fileno() for file in files])
            return Forked(int(server.orders.recv(20)), arguments)
        return subprocess.Popen(
            [sys.executable, *arguments], cwd=BASE_DIR, env=environment, stdin=files[0], stdout=files[1],
            stderr=files[2], start_new_session=has_session, preexec_fn=end_with_parent if ends_with_us else None,
        )  # fmt: skip


def run(
    arguments: Sequence[str], environment: Mapping[str, str], given: str | bytes = "", timeout: float = 300
) -> subprocess.CompletedProcess[str]:
    """Runs `python ARGUMENTS` to its end, and returns what it printed."""
    with tempfile.TemporaryFile() as read, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        read.write(given.encode() if isinstance(given, str) else given)
        read.seek(0)
        process = start(arguments, environment, out, errors=err, given=read, has_session=False, ends_with_us=False)
        code = process.wait(timeout)
        printed = []
        for file in (out, err):
            file.seek(0)
            printed.append(file.read().decode())
    return subprocess.CompletedProcess([sys.executable, *arguments], code, *printed)


def _early(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(_READ_EARLY)}


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


class _Server:
    """The process that forks, our connection to it, and its folder."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="forks-", dir=os.environ.get("WORKBENCH_HOME")))
        self.orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.orders.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * LONGEST)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.services.forks.server", str(theirs.fileno()), str(self.address)],
                cwd=BASE_DIR, pass_fds=[theirs.fileno()],
            )  # fmt: skip

    @property
    def address(self) -> Path:
        """Where stand-ins for `python` reach it."""
        return self.folder / "server"

    def stop(self) -> None:
        self.orders.close()
        self._process.wait(60)
        shutil.rmtree(self.folder)


@cache
def _server() -> _Server | None:
    """The server, started by the first who asks; None where a process cannot adopt orphans."""
    adopts = sys.platform == "linux" and ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1) == 0
    return _Server() if adopts else None


def stop_server() -> None:
    """Ends the server if it was started; for the end of the tests."""
    if _server.cache_info().currsize and (server := _server()) is not None:
        server.stop()


@cache
def folder_of_python() -> Path | None:
    """A folder for a PATH, whose `python` forks for `manage.py`, and is Python for all else; None where none forks."""
    if (server := _server()) is None:
        return None
    stand_in, own = server.folder / "python", Path(__file__).with_name("stand_in.py")
    stand_in.write_text(f'#!/bin/sh\nexec {sys.executable} -ISE {own} {sys.executable} {server.address} "$@"\n')
    stand_in.chmod(0o755)
    return server.folder
