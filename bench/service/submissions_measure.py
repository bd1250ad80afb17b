"""`python -m bench.service.submissions_measure BATCHES SIZE RATE SECONDS`: submits to a real server; prints JSON.

First BATCHES batches of SIZE one after the other; then small batches at RATE articles per second for SECONDS.
"""

from __future__ import annotations

import http.client
import json
import random
import sys
import time
from typing import Any

from bench.harness.sample_articles import article
from bench.harness.stack import serving

_SMALL = 10


def main() -> None:
    import django

    django.setup()
    from django.db import connection

    from articles.models import ApiKey, Article
    from articles.models.access.keys import SCOPES
    from moderation.models import QueueItem

    batches, size, rate, seconds = map(int, sys.argv[1:5])
    _, key = ApiKey.objects.create_key(name="bench", scopes=list(SCOPES), rate=100_000_000)
    rng = random.Random(2026)  # noqa: S311 - the same articles in every run
    names = iter(range(10**9))

    def batch(size: int) -> bytes:
        return json.dumps([article(rng, f"flow-{next(names)}") for _ in range(size)]).encode()

    connection.close()
    with serving(worker=True) as port:
        _send(port, key, batch(_SMALL))
        _wait()
        big = [batch(size) for _ in range(batches)]
        began = time.perf_counter()
        for body in big:
            _send(port, key, body)
        _wait()
        took = time.perf_counter() - began
        delays = _paced(port, key, [batch(_SMALL) for _ in range(rate * seconds // _SMALL)], _SMALL / rate)
        found: dict[str, Any] = {
            "rate": batches * size / took,
            "bare": _bare_inserts(size),
            "delays": delays,
            "batch": _SMALL,
            "articles": Article.objects.count(),
            "queued": QueueItem.objects.count(),
        }
    print(json.dumps(found))


def _send(port: int, key: str, body: bytes) -> list[int]:
    """Submit a batch; return the ids. Every article must be accepted."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Authorization": f"Api-Key {key}", "Content-Type": "application/json"}
    connection.request("POST", "/api/v1/articles/batch/", body, headers)
    answer = connection.getresponse()
    content = json.loads(answer.read())
    connection.close()
    assert answer.status == 207, content
    assert {each["status"] for each in content} == {"created"}, content[:3]
    return [each["id"] for each in content]


def _wait() -> None:
    """Wait until everything is assessed and queued; fail after ten minutes."""
    from articles.models import Assessment

    deadline = time.monotonic() + 600
    waiting = Assessment.objects.filter(due_at__isnull=False)
    while waiting.exists():
        assert time.monotonic() < deadline, "the worker is not done"
        time.sleep(0.05)
    assert not Assessment.objects.exclude(stage="done").exists()


def _paced(port: int, key: str, bodies: list[bytes], pause: float) -> list[float]:
    """Send a batch every `pause` seconds; return for each article the seconds from its sending to its assessment.

    A late batch does not delay the next one: the time counts from the scheduled moment of sending.
    """
    from articles.models import ArticleVersion

    pending: dict[int, float] = {}
    delays: list[float] = []

    def look() -> None:
        done = ArticleVersion.objects.filter(article__in=list(pending), assessed_at__isnull=False)
        for pk in list(done.values_list("article", flat=True)):
            delays.append(time.perf_counter() - pending.pop(pk))

    began = time.perf_counter()
    for number, body in enumerate(bodies):
        due = began + number * pause
        while time.perf_counter() < due:
            look()
            time.sleep(min(0.05, max(0.0, due - time.perf_counter())))
        pending.update(dict.fromkeys(_send(port, key, body), due))
    while pending:
        look()
        time.sleep(0.05)
    return delays


def _bare_inserts(amount: int) -> float:
    """Measure rows per second with one transaction per row: the limit of the database on this disk."""
    from django.db import connection, transaction

    identity = "SERIAL" if connection.vendor == "postgresql" else "INTEGER"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_rows (id {identity} PRIMARY KEY, body TEXT)")
        began = time.perf_counter()
        for number in range(amount):
            with transaction.atomic():
                cursor.execute("INSERT INTO bench_rows (body) VALUES (%s)", [f"row {number}"])
        return amount / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
