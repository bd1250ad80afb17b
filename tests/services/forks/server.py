"""A process that has imported all that needs no settings, and forks into processes of the product.

A process of the product spends two seconds of a processor on imports; a fork spends half a second. It reads
environment and settings as any other process does: nothing that is imported here has read them.
"""

from __future__ import annotations

import gc
import importlib
import os
import select
import socket
import sys
import time
from pathlib import Path
from typing import Any

from tests.services.forks import services
from tests.services.forks.order import answered, become, close, end_with_parent, reap, received, run

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
            reap()
            for each in ready:
                order = self._answer_tests() if each is self._orders else answered(self._stand_ins.accept()[0])
                if order is not None:
                    self._orders.close()
                    self._stand_ins.close()
                    return order

    def _answer_tests(self) -> dict[str, Any] | None:
        order = received(self._orders)
        if order is None:
            sys.exit()
        pid = _fork_for(order["parent"])
        if not pid:
            return order
        close(order)
        self._orders.send(str(pid).encode())
        return None


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


def main() -> None:
    end_with_parent()
    server = Server(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2]))
    for name in IMPORTED:
        importlib.import_module(name)
    gc.freeze()
    order = server.serve()
    become(order)
    if order.get("services_forked"):
        order = services.take_over() or order
    run(order["arguments"])


if __name__ == "__main__":
    main()
