"""The feed has every event once, in an order that never changes, whatever commits when."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from jsonschema import Draft202012Validator, FormatChecker

from articles.intake.imports import importing
from articles.intake.imports.lines import chunks
from articles.models import Platform
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide
from moderation.models import Event, FeedEntry
from moderation.webhooks import endpoints, feed
from moderation.webhooks.claims import claim as claim_due
from moderation.webhooks.protocol.schemas import covers, schema, types
from moderation.webhooks.samples import sample
from tests.makers import queued

pytestmark = pytest.mark.django_db


def write(week: str) -> None:
    Event(type="report.published", data={"week": week}).save()


def read(cursor: int = 0) -> tuple[list[str], int]:
    last = feed.last_number()
    return [entry.event.data.get("week", "") for entry in feed.after(cursor, last)], last


def test_a_reader_goes_on_where_it_stood():
    _, start = read()
    write("2026-W01")
    write("2026-W02")
    weeks, cursor = read(start)
    write("2026-W03")
    assert weeks == ["2026-W01", "2026-W02"]
    assert read(cursor)[0] == ["2026-W03"]


@pytest.mark.django_db(transaction=True)
def test_an_event_that_commits_late_is_not_missed():
    """On SQLite the second writer waits for the first; on PostgreSQL it overtakes it."""
    _, start = read()
    began, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                write("2026-W01")
                began.set()
                if connection.vendor == "postgresql":
                    may_commit.wait(30)
        finally:
            connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert began.wait(30)
    write("2026-W02")
    first, cursor = read(start)
    may_commit.set()
    writer.join()
    second, _ = read(cursor)
    assert sorted(first + second) == ["2026-W01", "2026-W02"]


@pytest.mark.django_db(transaction=True)
def test_readers_beside_many_writers_see_each_event_once_and_in_one_order():
    _, start = read()
    weeks = [f"2026-W{number:02d}" for number in range(1, 41)]
    done = threading.Event()

    def follow() -> list[str]:
        seen, cursor = [], start
        try:
            while True:
                ended = done.is_set()
                found, cursor = read(cursor)
                seen += found
                if ended:
                    return seen
        finally:
            connection.close()

    def publish(some: list[str]) -> None:
        try:
            for week in some:
                with transaction.atomic():
                    write(week)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        readers = [threads.submit(follow) for _ in range(2)]
        writers = [threads.submit(publish, weeks[part::4]) for part in range(4)]
        for writer in writers:
            writer.result()
        done.set()
        seen = [reader.result() for reader in readers]
    assert seen[0] == seen[1]
    assert sorted(seen[0]) == weeks
    numbers = list(FeedEntry.objects.filter(sequence__gt=start).order_by("sequence").values_list("sequence", flat=True))
    assert numbers == list(range(start + 1, start + 41))


@pytest.mark.parametrize(
    ("asked", "covered"),
    [
        (["*"], True),
        (["article.*"], True),
        (["article.withdrawn"], True),
        (["decision.*"], False),
        (["article.assessed"], False),
        ([], False),
    ],
)
def test_an_endpoint_asks_for_one_type_a_subject_or_all(asked, covered):
    assert covers(asked, "article.withdrawn") is covered


def test_nobody_subscribes_to_tests():
    assert not covers(["*", "webhook.*"], "webhook.test")


def test_an_endpoint_of_a_subject_gets_its_events(moderator):
    endpoint, _ = endpoints.make(
        "key:test", platform=None, url="https://hooks.example/x", event_types=["queue_item.*"], owner_email="x@y.org"
    )
    item = queued()
    decide(moderator, DecisionRequest(item.pk, 1, "allow"))
    assert list(endpoint.deliveries.values_list("event__type", flat=True)) == ["queue_item.opened"]


@pytest.mark.parametrize("event_type", types())
def test_a_sample_is_after_its_schema(event_type):
    message = sample(event_type)
    Draft202012Validator(schema(event_type), format_checker=FormatChecker()).validate(message)
    assert message["type"] == event_type


def test_an_older_secret_outlives_any_number_of_rotations():
    endpoint, _ = endpoints.make(
        "key:test", platform=None, url="https://hooks.example/x", event_types=["*"], owner_email="x@y.org"
    )
    sealed = [endpoint.sealed_secret]
    for _ in range(3):
        endpoint, _ = endpoints.rotate("key:test", endpoint.pk)
        sealed.append(endpoint.sealed_secret)
    write("2026-W01")
    (claimed,) = claim_due("token", 4)
    assert sorted(claimed.sealed) == sorted(sealed)
    assert claimed.sealed[0] == sealed[-1]


def test_a_filed_appeal_is_an_event(moderator):
    item = queued()
    decision = decide(moderator, DecisionRequest(item.pk, 1, "limit", "1.1"))
    appeal = appeals.file(decision.pk, text="属实", appellant="山城观察", key="k")
    data = Event.objects.get(type="appeal.filed").data
    assert (data["appeal"], data["decision"], data["article"]) == (appeal.pk, decision.pk, item.article_id)
    assert "山城观察" not in str(data)


@pytest.mark.parametrize(("platform", "state"), [("netease", "done"), (None, "done"), ("netease", "cancelled")])
def test_an_import_that_ends_is_an_event_of_its_platform(platform, state):
    whose = Platform.objects.get(code=platform) if platform else None
    run = importing.start(chunks([b"{}\n"]), platform=whose, api_key="x" * 8)
    importing.cancel(run.pk) if state == "cancelled" else importing.work(run.pk)
    event = Event.objects.get(type="import.finished")
    assert (event.data["state"], event.data["platform"]) == (state, platform)
    assert FeedEntry.objects.get(event=event).platform == whose
