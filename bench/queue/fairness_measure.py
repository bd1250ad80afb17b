"""`python -m bench.queue.fairness_measure KIND`: four hostile articles, then one of another platform; prints JSON."""

from __future__ import annotations

import http.client
import json
import random
import sys
import time
from typing import Any

from bench.harness.sample_articles import article
from bench.harness.stack import serving
from bench.pages.hostile_texts import distinct_lines

_LINES = 4_500  # paragraphs of each hostile article, some 140,000 characters


def main() -> None:
    import django

    django.setup()
    from articles.models import ApiKey, Assessment
    from articles.models.access.keys import SCOPES

    kind = sys.argv[1]
    _, key = ApiKey.objects.create_key(name="bench", scopes=list(SCOPES), rate=100_000_000)
    rng = random.Random(2026)  # noqa: S311 - the same articles in every run
    waiting = Assessment.objects.filter(due_at__isnull=False)

    def wait(pk: int | None = None) -> None:
        deadline = time.monotonic() + 240
        while (waiting if pk is None else waiting.filter(version__article=pk)).exists():
            assert time.monotonic() < deadline, "the worker is not done"
            time.sleep(0.05)

    with serving(worker=True) as port:
        _submit(port, key, article(rng, "warm-up"))
        wait()
        for number in range(4):
            body = ["称" * 30 + "0"] * _LINES if kind == "one word of saying" else distinct_lines(number, _LINES)
            hostile = {
                "platform": "toutiao",
                "external_id": f"hostile-{number}",
                "headline": f"第{number}篇，没有人会这样写",
            }
            _submit(port, key, {**hostile, "body": body, "source": {"name": "某号"}})
        began = time.perf_counter()
        wait(_submit(port, key, {**article(rng, "ordinary"), "platform": "netease"}))
        ordinary = time.perf_counter() - began
        wait()
        print(json.dumps({"ordinary": ordinary, "all": time.perf_counter() - began}))


def _submit(port: int, key: str, fields: dict[str, Any]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {"Authorization": f"Api-Key {key}", "Content-Type": "application/json"}
    connection.request("POST", "/api/v1/articles/", json.dumps(fields).encode(), headers)
    answer = connection.getresponse()
    content = json.loads(answer.read())
    connection.close()
    assert answer.status == 201, content
    return int(content["id"])


if __name__ == "__main__":
    main()
