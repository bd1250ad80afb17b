"""`python -m bench.service.growth_measure EACH SIZE…`: fills up to each size and measures there; prints JSON.

Milliseconds are processor time of our process and our database process, so that other processes on the machine
disturb as little as possible.
"""

from __future__ import annotations

import gc
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.harness.sample_articles import article as made
from bench.service.growth_fill import SEEDS, grow, seed

_LISTS = (
    "", "page_size=200", "platform=netease", "platform=sohu", "external_id=grown-77", "external_id=nobody-knows",
    "url={address}", "source={source}", "created_after={recent}", "created_before={old}",
    "band=high", "band=insufficient", "flag=web_sourced", "flag=nobody_says", "finding=vague_sourcing",
    "finding=circular_citation", "assessed=true", "assessed=false", "platform=netease&band=high&assessed=true",
    "source={source}&flag=web_sourced", "created_before={old}&finding=anonymous_expert",
)  # fmt: skip


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.models import Group, User
    from django.core.management import call_command
    from django.test import Client

    from articles.models import ApiKey
    from articles.models.access.keys import SCOPES

    each, *sizes = map(int, sys.argv[1:])
    call_command("collectstatic", interactive=False, verbosity=0)
    rng = random.Random(2026)  # noqa: S311 - the same articles in every run
    User.objects.create_superuser("root")
    seed([made(rng, str(number)) for number in range(SEEDS)])
    person = User.objects.create_user("claimer", is_staff=True)
    person.groups.add(Group.objects.get(name="moderator"))
    _, key = ApiKey.objects.create_key(name="bench", scopes=list(SCOPES), rate=100_000_000)
    api = Client(headers={"host": "localhost", "authorization": f"Api-Key {key}"})
    admin = Client(headers={"host": "localhost"})
    admin.force_login(User.objects.get(username="root"))
    found, stored = [], 0
    for size in sizes:
        began = time.monotonic()
        grow(stored, size)
        took = time.monotonic() - began
        stored = size
        gc.collect()
        gc.freeze()  # as in our web servers: exclude loaded objects from garbage collection
        ms, lists = _measured(each, size, rng, person, api, admin)
        found.append({"articles": size, "ms": ms, "lists": lists, "bytes": _bytes() / size, "fill_s": took})
        print(json.dumps(found[-1]), file=sys.stderr, flush=True)
    print(json.dumps(found))


def _measured(
    each: int, size: int, rng: random.Random, person: Any, api: Any, admin: Any
) -> tuple[dict[str, float], dict[str, list[float]]]:
    from django.utils import timezone

    from moderation.models import QueueItem
    from moderation.queue.claims import claim_next

    ms = _through_the_stages(each, [made(rng, f"at-{size}-{number}") for number in range(each)], rng)
    lists = {}
    for query in (each.format(**_values()) for each in _LISTS):
        lists[query] = _taken(lambda _: _get(api, f"/api/v1/articles/?{query}"), range(6))[1:]  # noqa: B023
    ms["GET /articles/"] = _each(lambda _: _get(api, "/api/v1/articles/"), range(20))
    ms["the admin's list of articles"] = _each(lambda _: _get(admin, "/admin/articles/article/"), range(10))

    claims = []
    for _ in range(each):
        claims.append(_each(lambda _: claim_next(person), range(1)))
        gone = {"claimed_by": None, "claimed_until": None, "state": "decided", "decided_at": timezone.now()}
        assert QueueItem.objects.filter(claimed_by=person).update(**gone) == 1
    ms["a claim"] = statistics.median(claims)
    ms["counting a week again"], ms["the weekly report"] = _week()
    return ms, lists


def _through_the_stages(each: int, articles: list[dict[str, Any]], rng: random.Random) -> dict[str, float]:
    """Measure submission and every stage of articles, in batches like a worker's; one in five is a copy."""
    from django.db import transaction

    from articles.assessment.stages import STAGES
    from articles.doorbell import TOGETHER
    from articles.intake import Submission, store
    from articles.models import Article, ArticleVersion, Assessment

    for number in range(0, each, 5):
        articles[number]["body"] = articles[rng.randrange(each)]["body"]
    outcomes: list[Any] = []
    submissions = [Submission.from_json(fields) for fields in articles]
    ms = {"a submission": _each(lambda submission: outcomes.append(store(submission)), submissions)}
    current = Article.objects.filter(pk__in=[outcome.id for outcome in outcomes]).values("current")
    versions = list(ArticleVersion.objects.filter(pk__in=current).select_related("article__source__platform"))
    assert len(versions) == each

    def run(stage: Any, some: list[ArticleVersion]) -> None:
        for _, write in STAGES[stage](some):
            with transaction.atomic():
                write()

    together = min(TOGETHER, each)
    groups = [versions[first : first + together] for first in range(0, each - together + 1, together)]
    for stage in STAGES:
        ms[f"stage: {stage}"] = _each(lambda some: run(stage, some), groups) / together  # noqa: B023
    ms["an assessment"] = sum(ms[f"stage: {stage}"] for stage in STAGES)
    Assessment.objects.filter(version__in=versions).update(stage="done", due_at=None)
    return ms


def _week() -> tuple[float, float]:
    from django.utils import timezone

    from moderation.reports.document import build, to_bytes
    from moderation.reports.rollups.counting import count_again
    from moderation.reports.rollups.period import Period
    from moderation.reports.rollups.subjects import SUBJECTS
    from moderation.reports.week import Week

    now = timezone.now()
    week = Week.of(now - timedelta(days=7))
    count = _each(lambda _: count_again(Period(week.monday, 7), SUBJECTS, now), range(1))
    return count, _each(lambda _: to_bytes(build(week, now)), range(3))


def _values() -> dict[str, Any]:
    from django.utils import timezone

    from articles.intake.identity.keys import url_key
    from articles.models import Article, Source

    now = timezone.now()
    address = "https://www.example.org/777"
    # The filled rows do not have the product's hashes.
    Article.objects.filter(external_id="grown-777").update(url_key=url_key(address))
    return {
        "address": address,
        "source": Source.objects.get(external_id="grown-50").pk,
        "recent": (now - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "old": (now - timedelta(days=20)).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _get(client: Any, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 200, f"{url}: {answer.status_code}"


def _each(work: Callable[[Any], Any], over: Any) -> float:
    """Return the median processor time of one run, in milliseconds."""
    return statistics.median(_taken(work, over))


def _taken(work: Callable[[Any], Any], over: Any) -> list[float]:
    took = []
    for one in over:
        with _processor() as spent:
            work(one)
        took.append(1000 * spent[0])
    return took


@contextmanager
def _processor() -> Iterator[list[float]]:
    """Measure the processor time of this process and its database process, in seconds."""
    from django.db import connection

    connection.ensure_connection()
    status = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    spent = [time.process_time() + int(status.read_text().split()[0]) / 1e9]
    yield spent
    spent[0] = time.process_time() + int(status.read_text().split()[0]) / 1e9 - spent[0]


def _bytes() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
