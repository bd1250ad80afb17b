"""A process that has imported all that needs no settings, and forks into processes of the product.

A process of the product spends two seconds of a processor on imports; a fork spends half a second. It reads
environment and settings as any other process does: nothing that is imported here has read them.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any

# What the product imports at its start, as long as it can be imported without settings. Not prometheus_client: it reads
# its environment when it is imported.
IMPORTED = (
    # the product's pure packages
    "articles.parsing", "articles.provenance.record", "articles.provenance.rules", "articles.scoring.clickbait",
    "articles.scoring.reliability", "moderation.triage.rules.engine", "moderation.vocabulary.acts",
    "moderation.vocabulary.events",
    # Django
    "django.contrib.staticfiles", "django.core.management", "django.db.backends.postgresql.base",
    "django.db.backends.sqlite3.base", "django.db.migrations.executor", "django.forms", "django.template.defaulttags",
    "django.template.loader_tags", "django.views.generic",
    # workers, schedule and web server
    "celery.app.amqp", "celery.apps.beat", "celery.apps.worker", "celery.bin.celery", "celery.concurrency.prefork",
    "celery.worker.consumer", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread", "honcho.manager",
    "kombu.transport.redis",
    # other libraries
    "authlib.integrations.requests_client", "bs4", "cryptography.x509", "environ", "joserfc.jwt", "jsonschema",
    "lxml.html", "numpy", "openpyxl", "PIL.Image", "prov.model", "requests_hardened", "rich.traceback", "rule_engine",
    "segno", "selectolax.lexbor", "structlog.dev", "tinycss2", "yaml",
)  # fmt: skip
# The most bytes of one order: an environment and a command.
LONGEST = 1 << 17
_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


class Server:
    """Takes orders from the test process that started it, and from stand-ins for `python` (`python.py`)."""

    def __init__(self, orders: socket.socket, address: Path) -> None:
        self._orders = orders
        self._stand_ins = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._stand_ins.bind(str(address))
        self._stand_ins.listen()

    def serve(self) -> dict[str, Any]:
        """Forks per order. Here it ends with SystemExit when the test process is gone; in a fork it returns."""
        while True:
            ready, _, _ = select.select([self._orders, self._stand_ins], [], [], 5)
            _reap()
            for each in ready:
                order = self._answer_tests() if each is self._orders else self._answer_stand_in()
                if order is not None:
                    self._orders.close()
                    self._stand_ins.close()
                    return order

    def _answer_tests(self) -> dict[str, Any] | None:
        order = _received(self._orders)
        if order is None:
            sys.exit()
        pid = _fork_for(order["parent"])
        if not pid:
            return order
        _close(order)
        self._orders.send(str(pid).encode())
        return None

    def _answer_stand_in(self) -> dict[str, Any] | None:
        connection, _ = self._stand_ins.accept()
        with connection:
            if (order := _received(connection)) is None:
                return None
            if os.fork():
                _close(order)
                return None
            child = os.fork()
            if not child:
                return order
            _, status = os.waitpid(child, 0)
            connection.send(str(os.waitstatus_to_exitcode(status)).encode())
            os._exit(0)


def _received(connection: socket.socket) -> dict[str, Any] | None:
    data, descriptors, _, _ = socket.recv_fds(connection, LONGEST, 3)
    return {**json.loads(data), "descriptors": descriptors} if data else None


def _close(order: dict[str, Any]) -> None:
    for descriptor in order["descriptors"]:
        os.close(descriptor)


def _reap() -> None:
    """Lets those go that waited for a stand-in's process."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def _fork_for(parent: int) -> int:
    """Forks a child of `parent`, which adopts orphans below it. Returns its id, and 0 in the child."""
    reading, writing = os.pipe()
    between = os.fork()
    if between:
        os.close(writing)
        os.waitpid(between, 0)
        pid = int(os.read(reading, 20))
        os.close(reading)
        return pid
    os.close(reading)
    if child := os.fork():
        os.write(writing, str(child).encode())
        os._exit(0)  # which orphans the child
    os.close(writing)
    while os.getppid() != parent:
        time.sleep(0.001)
    return 0


def _become(order: dict[str, Any]) -> None:
    """Takes over what a new process is given: its session, files, folder, environment and umask."""
    if order["session"]:
        os.setsid()
    for number, descriptor in enumerate(order["descriptors"]):
        os.dup2(descriptor, number)
    _close(order)
    encoding = sys.stdout.encoding
    sys.stdin = open(0, encoding=encoding, closefd=False)  # noqa: SIM115 - as long as the process runs
    sys.stdout = open(1, "w", encoding=encoding, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding, "backslashreplace", closefd=False)  # noqa: SIM115
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    os.umask(order["umask"])
    if order["ends_with_parent"]:
        _end_with_parent()
        if os.getppid() != order["parent"]:  # it ended meanwhile
            sys.exit(1)


def _end_with_parent() -> None:
    """As the product's own function, whose import would import the product."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _run(arguments: list[str]) -> None:
    """Runs what `python ARGUMENTS` runs: a file, or a module after -m."""
    if arguments[0] == "-m":
        sys.argv = arguments[1:]
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = arguments
        runpy.run_path(arguments[0], run_name="__main__")


def main() -> None:
    _end_with_parent()
    server = Server(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]))
    for name in IMPORTED:
        importlib.import_module(name)
    gc.freeze()
    order = server.serve()
    _become(order)
    _run(order["arguments"])


if __name__ == "__main__":
    main()
