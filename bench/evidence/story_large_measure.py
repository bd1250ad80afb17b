"""`python -m bench.evidence.story_large_measure MEMBERS`: fills one story and measures its pages; prints JSON in ms."""

from __future__ import annotations

import hashlib
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bench.service.growth_measure import _processor

_AT_ONCE = 2_000
_SOURCES = 500
_SMALL = 2_000
"""Stories of two members besides."""


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command
    from django.test import Client

    from articles.models import ApiKey, Story
    from articles.models.access.keys import SCOPES

    members = int(sys.argv[1])
    call_command("collectstatic", interactive=False, verbosity=0)
    story, first = fill(members)
    lead = User.objects.create_user("large-lead", is_staff=True)
    lead.groups.add(Group.objects.get(name="lead"))
    _, key = ApiKey.objects.create_key(name="large", scopes=list(SCOPES), rate=100_000_000)
    api = Client(headers={"host": "localhost", "authorization": f"Api-Key {key}"})
    console = Client(headers={"host": "localhost"})
    console.force_login(lead)
    page = f"/admin/triage/stories/{story}/"
    ms = {
        "its page with the chart": _each(lambda: _get(console, page)),
        "one relation of it": _each(lambda: _get(console, f"{page}?relation=copied")),
        "the list by size": _each(lambda: _get(console, "/admin/triage/stories/?order=size")),
        "the last page of the list by size": _each(lambda: _get(console, "/admin/triage/stories/?order=size&page=40")),
        "GET /stories/{id}/": _each(lambda: _get(api, f"/api/v1/stories/{story}/")),
        "GET /stories/": _each(lambda: _get(api, "/api/v1/stories/")),
        "the record of the original": _each(lambda: _get(api, f"/api/v1/articles/{first}/provenance/"), 3),
        "the preview of one act": _each(lambda: _preview(console, page, story)),
    }
    assert Story.objects.get(pk=story).articles == members
    sys.stdout.write(json.dumps(ms))


def fill(members: int) -> tuple[int, int]:
    """Store a story of so many copies, each with an open item, and small ones; return its id and its original."""
    from django.utils import timezone

    from articles.models import Platform, Source, Story, StoryMember

    now = timezone.now()
    platform, _ = Platform.objects.get_or_create(code="netease", defaults={"name_zh": "网易", "name_en": "NetEase"})
    sources = Source.objects.bulk_create(
        [Source(platform=platform, name=f"来源{n}", external_id=f"s{n}", kind="account") for n in range(_SOURCES)]
    )
    versions = _versions(platform, sources, members + 2 * _SMALL, now)
    story = Story.objects.create(articles=members, first_at=now - timedelta(days=3), last_at=now)
    small = Story.objects.bulk_create([Story(articles=2, first_at=now, last_at=now) for _ in range(_SMALL)])
    owners = [story] * members + [each for each in small for _ in range(2)]
    StoryMember.objects.bulk_create(
        (
            StoryMember(
                article_id=version.article_id, story=owner, platform=platform, likeness=1, at=version.published_at
            )
            for version, owner in zip(versions, owners, strict=True)
        ),
        batch_size=_AT_ONCE,
    )
    _edges_and_items(versions[:members], story)
    return story.pk, versions[0].article_id


def _versions(platform: Any, sources: Any, count: int, now: Any) -> list[Any]:
    from articles.models import Article, ArticleVersion, Page

    made: list[Any] = []
    for start in range(0, count, _AT_ONCE):
        numbers = range(start, min(count, start + _AT_ONCE))
        pages = Page.objects.bulk_create(
            [Page(sha256=hashlib.sha256(f"large{n}".encode()).hexdigest(), compressed=b"", size=0) for n in numbers]
        )
        articles = Article.objects.bulk_create(
            [
                Article(
                    platform=platform, identity=f"large-{n}", external_id=f"large-{n}", source=sources[n % _SOURCES]
                )
                for n in numbers
            ]
        )
        versions = ArticleVersion.objects.bulk_create(
            [
                ArticleVersion(
                    article=article,
                    number=1,
                    page=page,
                    content_sha256=page.sha256,
                    headline=f"临江市城东老桥临时封闭检修 {n}",
                    language="zh",
                    published_at=now - timedelta(days=3) + timedelta(seconds=5 * n),
                    extraction={
                        "headline": "临江市城东老桥临时封闭检修",
                        "body": ["护栏松动，临时封闭。"],
                        "platform": "netease",
                    },
                    missing=[],
                    assessed_at=now,
                )
                for n, article, page in zip(numbers, articles, pages, strict=True)
            ]
        )
        for article, version in zip(articles, versions, strict=True):
            article.current = version
        Article.objects.bulk_update(articles, ["current"])
        made += versions
    return made


def _edges_and_items(versions: list[Any], story: Any) -> None:
    from django.utils import timezone

    from articles.models import ReuseEdge, StoryChange
    from moderation.models import Queue, QueueItem, QueueReason

    now, queue, first = timezone.now(), Queue.objects.get(is_default=True), versions[0].article_id
    for start in range(0, len(versions), _AT_ONCE):
        some = versions[start : start + _AT_ONCE]
        ReuseEdge.objects.bulk_create(
            [
                ReuseEdge(
                    earlier_id=first, later_id=version.article_id, directed=True, containment=0.98,
                    containment_earlier=0.98, credit="uncredited",
                )
                for version in some
                if version.article_id != first
            ]
        )  # fmt: skip
        StoryChange.objects.bulk_create(
            [StoryChange(what="joined", story=story, article_id=version.article_id, likeness=1) for version in some]
        )
        items = QueueItem.objects.bulk_create(
            [
                QueueItem(
                    article_id=version.article_id, article_version=version, queue=queue, risk=0.5, rank_at=now,
                    opened_at=now, due_at=now + timedelta(hours=4),
                )
                for version in some
            ]
        )  # fmt: skip
        QueueReason.objects.bulk_create(
            [
                QueueReason(
                    item=item,
                    article_version_id=item.article_version_id,
                    kind="finding",
                    code="vague_sourcing",
                    severity="low",
                    weight=0,
                )
                for item in items
            ]
        )


def _preview(client: Any, page: str, story: int) -> None:
    from articles.models import StoryMember

    chosen = StoryMember.objects.filter(story=story).order_by("at").values_list("article", flat=True)[:200]
    answer = client.post(f"{page}look/", {"item": list(chosen)})
    assert answer.status_code == 200, answer.status_code


def _get(client: Any, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 200, f"{url}: {answer.status_code}"


def _each(work: Callable[[], None], times: int = 5) -> float:
    """Return the median processor time of one run in milliseconds, our database process included; one warms up."""
    from django.db import connection

    work()
    took = []
    for _ in range(times):
        began = time.process_time()
        if connection.vendor == "sqlite":
            work()
            took.append(1000 * (time.process_time() - began))
        else:
            with _processor() as spent:
                work()
            took.append(1000 * spent[0])
    return statistics.median(took)


if __name__ == "__main__":
    main()
