"""Conditions for a start: one instance per home, and a free port."""

from __future__ import annotations

import errno
import fcntl
import socket
from pathlib import Path
from typing import TextIO


class CannotStart(Exception):
    """The start is impossible; the message tells people why, and what to change."""


def lock(home: Path) -> TextIO:
    """Locks the home folder until the returned file is closed. Raises CannotStart when another instance has it."""
    file = (home / "run.lock").open("a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise CannotStart(
            f"another instance is running in {home}; stop it, or set WORKBENCH_HOME to another folder"
        ) from None
    return file


def check_port(host: str, port: int) -> None:
    """Raises CannotStart when the web server could not listen there."""
    if not 0 < port < 65536:
        raise CannotStart(f"PORT is {port}; it must be between 1 and 65535")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the web server does, so that closing connections of an earlier run are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CannotStart(
                    f"port {port} on {host} is taken; set PORT to a free one, for example: PORT={_next(port)} make run"
                ) from None
            raise CannotStart(f"cannot listen on {host} port {port} (BIND, PORT): {error.strerror or error}") from None


def _next(port: int) -> int:
    return port + 1 if port < 65535 else 8001
