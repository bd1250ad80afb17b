"""`python -m bench.api_measure REQUESTS BATCHES CLIENTS`: asks a real server, as many clients at once; prints JSON."""

from __future__ import annotations

import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.data import ROOT
from bench.installation import wait_for
from bench.submissions import _article

_BATCH = 500
Request = tuple[str, str, bytes | None, dict[str, str]]


def main() -> None:
    import django

    django.setup()
    from django.db import connection

    from articles.models import ApiKey
    from articles.models.access import SCOPES

    requests, batches, clients = map(int, sys.argv[1:4])
    identity = "SERIAL" if connection.vendor == "postgresql" else "INTEGER"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_rows (id {identity} PRIMARY KEY, body TEXT)")
    _, key = ApiKey.objects.create_key(name="bench", scopes=list(SCOPES), rate=100_000_000)
    connection.close()
    rng = random.Random(2026)  # noqa: S311 - the same articles in every run
    names = iter(range(10**9))

    def article() -> bytes:
        return json.dumps(_article(rng, f"api-{next(names)}")).encode()

    def batch() -> bytes:
        return json.dumps([_article(rng, f"api-{next(names)}") for _ in range(_BATCH)]).encode()

    headlines = json.dumps({"headlines": [f"环湖路改造下月开工（{n}）" for n in range(10)]}).encode()
    with _server(key) as (port, tag):
        works: dict[str, Callable[[], Request]] = {
            "bare": lambda: ("POST", "/bare/", b"row", {}),
            "submit": lambda: ("POST", "/api/v1/articles/", article(), {}),
            "submit_keyed": lambda: ("POST", "/api/v1/articles/", article(), {"Idempotency-Key": str(uuid.uuid4())}),
            "score": lambda: ("POST", "/api/v1/headlines/score/", headlines, {}),
        }
        found = {}
        for name, make in works.items():
            _ask(port, key, [make() for _ in range(clients * 4)], clients)
            found[name] = _ask(port, key, [make() for _ in range(requests)], clients)
        found["list"] = _ask(port, key, [("GET", "/api/v1/articles/", None, {})] * requests, clients)
        known = {"If-None-Match": tag()}
        found["unchanged"] = _ask(port, key, [("GET", "/api/v1/articles/", None, known)] * requests, clients)
        found["batch"] = _ask(port, key, [("POST", "/api/v1/articles/batch/", batch(), {}) for _ in range(batches)], 1)
    print(json.dumps(found))


@contextmanager
def _server(key: str) -> Iterator[tuple[int, Callable[[], str]]]:
    """The web server and its broker; the port, and what asks for the list's ETag."""
    from django.conf import settings

    from tests.services.instance import free_port
    from workbench.running.broker import command

    port = free_port()
    environment = {**os.environ, "PORT": str(port), "WEB_WORKERS": "2", "WEB_THREADS": "8"}
    with tempfile.TemporaryDirectory(prefix="wb-bench-") as folder:
        broker_folder = settings.HOME / "broker"
        broker_folder.mkdir(exist_ok=True)
        log = Path(folder, "log").open("wb")  # noqa: SIM115 - closed below, after who writes to it
        broker = subprocess.Popen(command(settings.EMBEDDED_SOCKET, broker_folder), stdout=log, stderr=log)
        arguments = ["-m", "gunicorn", "--config", "python:workbench.gunicorn_conf", "bench.api_web"]
        web = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(settings.EMBEDDED_SOCKET.exists, "the broker", broker)
            wait_for(lambda: _answers(port), "the web server", web)
            yield port, lambda: _one(port, key, ("GET", "/api/v1/articles/", None, {}))[1]
        finally:
            for process in (web, broker):
                process.terminate()
                process.wait(20)
            log.close()


def _ask(port: int, key: str, requests: list[Request], clients: int) -> dict[str, Any]:
    """Rate (requests a second, of all clients together) and the milliseconds of each."""
    taken: list[float] = []
    waiting = iter(requests)
    lock = threading.Lock()

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                request = next(waiting, None)
            if request is None:
                break
            began = time.perf_counter()
            _send(connection, key, request)
            taken.append(1000 * (time.perf_counter() - began))
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(requests), "a client failed; see above"
    return {"rate": len(requests) / (time.perf_counter() - began), "ms": taken}


def _send(connection: http.client.HTTPConnection, key: str, request: Request) -> tuple[int, str]:
    method, path, body, headers = request
    kind = {"Content-Type": "application/json"} if body else {}
    connection.request(method, path, body, {"Authorization": f"Api-Key {key}", **kind, **headers})
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status in (200, 201, 207, 304), content[:300]
    assert ("If-None-Match" in headers) == (answer.status == 304)
    assert answer.status != 207 or content.count(b'"created"') == _BATCH, content[:300]
    return answer.status, answer.headers.get("ETag", "")


def _one(port: int, key: str, request: Request) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        return _send(connection, key, request)
    finally:
        connection.close()


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    main()
