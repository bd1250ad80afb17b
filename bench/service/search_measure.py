"""`python -m bench.service.search_measure ARTICLES ROUNDS`: fills a database, times the box's request; prints JSON."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from bench.service.search_fill import BURST, fill, link, vocabulary


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from articles.models import ArticleVersion

    articles, rounds = int(sys.argv[1]), int(sys.argv[2])
    call_command("collectstatic", interactive=False, verbosity=0)
    indexing = fill(articles)
    client = Client(headers={"host": "localhost", "X-Console-Box": "1"})
    client.force_login(User.objects.create_superuser("root"))
    old = ArticleVersion.objects.values_list("headline", flat=True).get(article=articles // 10)
    words = vocabulary()
    queries = {
        "commonest word": words[0],
        "two common words": f"{words[1]} {words[2]}",
        "word of one in 1,000": words[300],
        "rare word": words[-1],
        "word of long ago": BURST,
        "common characters in another order": words[0][1] + words[1][:2],
        "headline": old,
        "one character": words[5][0],
        "link": link(articles // 3).replace("www", "m") + "?from=x",
        "number": f"#{articles // 2}",
        "unknown": "龘龘龘龘",
    }
    measured = {kind: _milliseconds(client, text, rounds) for kind, text in queries.items()}
    peer = [_like(words[-1]) for _ in range(rounds)]
    print(json.dumps({"ms": measured, "peer": peer, "bytes": _bytes(), "indexing": indexing}, ensure_ascii=False))


def _milliseconds(client: Any, text: str, rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        answer = client.get("/admin/triage/search/", {"q": text})
        times.append(1000 * (time.perf_counter() - began))
        assert answer.status_code == 200, text
    return times


def _like(text: str) -> float:
    from articles.models import Article

    began = time.perf_counter()
    newest = Article.objects.order_by("-created_at", "-pk")[5_000:5_001].values_list("pk", flat=True).first() or 0
    list(Article.objects.filter(pk__gte=newest, current__headline__icontains=text)[:7])
    return 1000 * (time.perf_counter() - began)


def _bytes() -> int:
    from django.db import connection

    sql = "SELECT pg_total_relation_size('articles_searcharticle')"
    if connection.vendor == "sqlite":
        sql = "SELECT sum(length(block)) + (SELECT sum(length(c0)) FROM articles_searcharticle_content)"
        sql += " FROM articles_searcharticle_data"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
