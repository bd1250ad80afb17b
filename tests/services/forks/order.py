"""An order for a process, as it is sent, and what a forked process does to become the one that was ordered."""

from __future__ import annotations

import ctypes
import json
import os
import runpy
import signal
import socket
import sys
import warnings
from typing import Any

# The most bytes of one order: an environment and a command.
LONGEST = 1 << 17
_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def received(connection: socket.socket) -> dict[str, Any] | None:
    """The next order; None when nobody is left who could give one."""
    data, descriptors, _, _ = socket.recv_fds(connection, LONGEST, 3)
    return {**json.loads(data), "descriptors": descriptors} if data else None


def close(order: dict[str, Any]) -> None:
    """Closes the files of an order that another process carries out."""
    for descriptor in order["descriptors"]:
        os.close(descriptor)


def answered(connection: socket.socket) -> dict[str, Any] | None:
    """Forks for the order of this connection, and tells there the process's id and, later, its exit code.

    Returns the order in the forked process, and None here.
    """
    with connection:
        if (order := received(connection)) is None:
            return None
        if os.fork():
            close(order)
            return None
        if order["ends_with_parent"]:
            end_with_parent(signal.SIGKILL)
        child = os.fork()
        if not child:
            return {**order, "parent": os.getppid()}
        close(order)
        connection.send(str(child).encode())
        _, status = os.waitpid(child, 0)
        connection.send(str(os.waitstatus_to_exitcode(status)).encode())
        os._exit(0)


def reap() -> None:
    """Lets those go that have told an exit code."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def become(order: dict[str, Any]) -> None:
    """Takes over what a new process is given: its session, files, folder, environment and umask."""
    if order["session"]:
        os.setsid()
    for number, descriptor in enumerate(order["descriptors"]):
        os.dup2(descriptor, number)
    close(order)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    os.umask(order["umask"])
    encoding, buffering = sys.stdout.encoding, 1 if os.environ.get("PYTHONUNBUFFERED") else -1
    sys.stdin = open(0, encoding=encoding, closefd=False)  # noqa: SIM115 - as long as the process runs
    sys.stdout = open(1, "w", buffering, encoding=encoding, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding, "backslashreplace", closefd=False)  # noqa: SIM115
    for option in filter(None, os.environ.get("PYTHONWARNINGS", "").split(",")):
        warnings._setoption(option)  # type: ignore[attr-defined]
    if order["ends_with_parent"]:
        end_with_parent()
        if os.getppid() != order["parent"]:  # it ended meanwhile
            sys.exit(1)


def end_with_parent(number: int = signal.SIGTERM) -> None:
    """As the product's own function, whose import would import the product."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, number)


def run(arguments: list[str]) -> None:
    """Runs what `python ARGUMENTS` runs: a file, or a module after -m."""
    if arguments[0] == "-m":
        sys.argv = arguments[1:]
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = arguments
        runpy.run_path(arguments[0], run_name="__main__")
