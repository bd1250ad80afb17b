"""`python -m bench.queue.backlog_measure DUE REQUESTS ROUNDS`: loads a real server with and without a backlog; JSON."""

from __future__ import annotations

import http.client
import json
import random
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator

from bench.harness.fill_queue import fill
from bench.harness.sample_articles import article as made
from bench.harness.stack import serving

_CLIENTS = 4
_SWEEPS = 5
_ASSESSMENTS = """
INSERT INTO articles_assessment (version_id, platform_id, stage, attempts, token, last_error)
    SELECT v.id, a.platform_id, 'done', 1, '', ''
    FROM articles_articleversion v JOIN articles_article a ON a.id = v.article_id
    WHERE NOT EXISTS (SELECT 1 FROM articles_assessment o WHERE o.version_id = v.id)
"""
# An old backlog: every doorbell was rung more than a minute ago, so that each pass of the sweeps rings again.
_DUE = """
UPDATE articles_assessment SET stage = 'provenance', due_at = now() - interval '5 minutes',
    rung_at = now() - interval '2 minutes', attempts = 0
"""
_NONE_DUE = "UPDATE articles_assessment SET stage = 'done', due_at = NULL, rung_at = NULL"
Request = tuple[str, str, bytes | None]
Taken = dict[str, list[float]]


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from articles.models import ApiKey
    from articles.models.access.keys import SCOPES
    from moderation.models import QueueItem

    due, requests, rounds = map(int, sys.argv[1:4])
    call_command("collectstatic", interactive=False, verbosity=0)
    fill(due, paragraphs=6)
    _, key = ApiKey.objects.create_key(name="bench", scopes=list(SCOPES), rate=100_000_000)
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    headers = {"Authorization": f"Api-Key {key}", "Cookie": f"sessionid={client.cookies['sessionid'].value}"}
    items = _in_turn(list(QueueItem.objects.values_list("pk", flat=True)[:500]))
    articles = (json.dumps(made(random.Random(n), f"behind-{n}")).encode() for n in range(10**9))  # noqa: S311
    with connection.cursor() as cursor:
        cursor.execute(_ASSESSMENTS)
    found: dict[str, Taken] = {"empty": defaultdict(list), "full": defaultdict(list)}
    with serving(application="bench.service.api_web") as port:
        for _ in range(rounds):
            for state, change in (("empty", _NONE_DUE), ("full", _DUE)):
                with connection.cursor() as cursor:
                    cursor.execute(change)
                    cursor.execute("VACUUM ANALYZE articles_assessment")
                connection.close()
                works: dict[str, list[Request]] = {
                    "list": [("GET", "/api/v1/articles/", None)] * requests,
                    "item": [("GET", f"/admin/triage/{next(items)}/", None) for _ in range(requests)],
                    "queue": [("GET", "/admin/triage/", None)] * requests,
                    "status": [("GET", "/admin/triage/status/", None)] * (requests // 4),
                    "metrics": [("GET", "/metrics", None)] * (requests // 4),
                    "submit": [("POST", "/api/v1/articles/", next(articles)) for _ in range(requests)],
                }
                if state == "full":
                    batch = json.dumps([json.loads(next(articles)) for _ in range(500)]).encode()
                    works["refused"] = [("POST", "/api/v1/articles/batch/", batch)] * (requests // 4)
                for name, asked in works.items():
                    # A moderator waits for one page at a time.
                    clients = _CLIENTS if "/api/" in asked[0][1] else 1
                    _ask(port, headers, asked[:_CLIENTS], clients)
                    found[state][name] += _ask(port, headers, asked, clients)
                found[state]["sweep"] += _swept()
    print(json.dumps(found))


def _swept() -> list[float]:
    """Measure some passes of all sweeps in this process, in milliseconds."""
    from django.conf import settings

    from workbench.sweeping import sweep_all

    taken = []
    for _ in range(_SWEEPS):
        began = time.perf_counter()
        sweep_all(settings.SWEEPS)
        taken.append(1000 * (time.perf_counter() - began))
    return taken


def _in_turn(items: list[int]) -> Iterator[int]:
    while True:
        yield from items


def _ask(port: int, headers: dict[str, str], requests: Iterable[Request], clients: int) -> list[float]:
    """Send the requests by `clients` clients at once; return milliseconds. Batches must be refused, others served."""
    asked = list(requests)
    waiting, lock = iter(asked), threading.Lock()
    taken: list[float] = []
    wrong: list[tuple[str, int, bytes]] = []

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                request = next(waiting, None)
            if request is None:
                break
            method, path, body = request
            began = time.perf_counter()
            connection.request(method, path, body, headers | ({"Content-Type": "application/json"} if body else {}))
            answer = connection.getresponse()
            content = answer.read()
            taken.append(1000 * (time.perf_counter() - began))
            told = path.endswith("/batch/") and answer.status == 503 and answer.headers["Retry-After"]
            if not (told and b'"backlog"' in content) and answer.status not in (200, 201):
                wrong.append((path, answer.status, content[:300]))
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong[0]
    assert len(taken) == len(asked), "a client failed; see above"
    return taken


if __name__ == "__main__":
    main()
