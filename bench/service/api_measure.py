"""`python -m bench.service.api_measure REQUESTS BATCHES CLIENTS`: loads a real server by CLIENTS; prints JSON."""

from __future__ import annotations

import http.client
import json
import random
import sys
import threading
import time
import uuid
from collections.abc import Callable
from typing import Any

from bench.harness.sample_articles import article as made
from bench.harness.stack import serving

_BATCH = 500
Request = tuple[str, str, bytes | None, dict[str, str]]


def main() -> None:
    import django

    django.setup()
    from django.db import connection

    from articles.models import ApiKey
    from articles.models.access.keys import SCOPES

    requests, batches, clients = map(int, sys.argv[1:4])
    identity = "SERIAL" if connection.vendor == "postgresql" else "INTEGER"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_rows (id {identity} PRIMARY KEY, body TEXT)")
    _, key = ApiKey.objects.create_key(name="bench", scopes=list(SCOPES), rate=100_000_000)
    connection.close()
    rng = random.Random(2026)  # noqa: S311 - the same articles in every run
    names = iter(range(10**9))

    def article() -> bytes:
        return json.dumps(made(rng, f"api-{next(names)}")).encode()

    def batch() -> bytes:
        return json.dumps([made(rng, f"api-{next(names)}") for _ in range(_BATCH)]).encode()

    headlines = json.dumps({"headlines": [f"环湖路改造下月开工（{n}）" for n in range(10)]}).encode()
    with serving(application="bench.service.api_web") as port:
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
        known = {"If-None-Match": _one(port, key, ("GET", "/api/v1/articles/", None, {}))[1]}
        found["unchanged"] = _ask(port, key, [("GET", "/api/v1/articles/", None, known)] * requests, clients)
        found["batch"] = _ask(port, key, [("POST", "/api/v1/articles/batch/", batch(), {}) for _ in range(batches)], 1)
    print(json.dumps(found))


def _ask(port: int, key: str, requests: list[Request], clients: int) -> dict[str, Any]:
    """Send the requests; return the rate (requests per second of all clients) and the milliseconds of each."""
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


if __name__ == "__main__":
    main()
