"""`python -m bench.queue.changelists_measure ARTICLES ROUNDS`: requests every list as a superuser; prints JSON."""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections.abc import Iterator
from html import unescape
from typing import Any

from bench.harness.fill_queue import fill

_MODELS = (
    "articles_article", "articles_source", "articles_score", "articles_page", "articles_assessment",
    "articles_finding", "articles_reuseedge", "moderation_queueitem", "moderation_decision", "moderation_event",
    "moderation_auditentry",
)  # fmt: skip
_LINK = re.compile(r'href="(\?[^"]+)"')
_SEARCHES = ("crowd-77", "account 7", "环湖路改造")


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    call_command("collectstatic", interactive=False, verbosity=0)
    fill(int(sys.argv[1]), paragraphs=1, decided=True)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_superuser("root"))
    rounds = int(sys.argv[2])
    measured = {url: _milliseconds(client, url, rounds) for url in _urls(client)}
    print(json.dumps({"ms": measured, "stock": [_stock() for _ in range(rounds)]}, ensure_ascii=False))


def _urls(client: Any) -> Iterator[str]:
    """Yield the URL of every list, with each of its links (filters, orders, pages), and searches."""
    for model in _MODELS:
        base = f"/admin/{model.replace('_', '/')}/"
        page = client.get(base).content.decode()
        yield base
        yield from dict.fromkeys(base + unescape(link) for link in _LINK.findall(page) if "_facets" not in link)
        if 'name="q"' in page:
            yield from (f"{base}?q={text}" for text in _SEARCHES)
    console = "/admin/triage/"
    yield console
    page = client.get(console).content.decode()
    yield from dict.fromkeys(console + unescape(link) for link in _LINK.findall(page))
    yield from (f"{console}?q={text}" for text in _SEARCHES)


def _milliseconds(client: Any, url: str, rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        answer = client.get(url)
        times.append(1000 * (time.perf_counter() - began))
        assert answer.status_code in (200, 302), f"{url}: {answer.status_code}"
    return statistics.median(times)


def _stock() -> float:
    """Measure the same list of articles in Django's own ModelAdmin, with its full counts, in milliseconds."""
    from django.contrib import admin
    from django.contrib.auth.models import User
    from django.test import RequestFactory

    from articles.models import Article

    class Stock(admin.ModelAdmin):
        list_display = ("external_id", "platform", "source", "created_at")
        list_filter = ("platform",)
        list_select_related = ("platform", "source")

    request = RequestFactory().get("/")
    request.user = User.objects.get(username="root")
    began = time.perf_counter()
    Stock(Article, admin.site).changelist_view(request).render()
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
