"""Uses of keys: counted per credential, address and hour, and written once a minute."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from articles.access import key_uses
from articles.models import KeyUse

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """A clock at half past, that tests move."""

    class Clock:
        now = timezone.now().replace(minute=30, second=0, microsecond=0)

        def __call__(self):
            return self.now

    made = Clock()
    monkeypatch.setattr(timezone, "now", made)
    return made


@pytest.fixture
def uses() -> key_uses.Uses:
    return key_uses.Uses()


def rows() -> list[tuple[str, str, int]]:
    return list(KeyUse.objects.order_by("pk").values_list("via", "address", "requests"))


def test_the_first_use_is_written_at_once_and_later_ones_together(uses, clock, django_assert_num_queries):
    uses.note("key:a", "203.0.113.5")
    assert rows() == [("key:a", "203.0.113.5", 1)]
    with django_assert_num_queries(0):
        for _ in range(50):
            uses.note("key:a", "203.0.113.5")
    clock.now += timedelta(seconds=61)
    uses.note("key:a", "203.0.113.5")
    assert rows() == [("key:a", "203.0.113.5", 52)]
    assert KeyUse.objects.get().last_at == clock.now


def test_a_new_address_is_seen_at_once(uses, clock):
    uses.note("key:a", "203.0.113.5")
    uses.note("key:a", "198.51.100.7")
    uses.note("token:b", "203.0.113.5")
    assert len(rows()) == 3


def test_each_hour_has_a_row_of_its_own(uses, clock):
    uses.note("key:a", "203.0.113.5")
    clock.now += timedelta(hours=1)
    uses.note("key:a", "203.0.113.5")
    assert [requests for _, _, requests in rows()] == [1, 1]


def test_what_went_quiet_is_written_by_the_next_request_of_anybody(uses, clock):
    for _ in range(3):
        uses.note("key:a", "203.0.113.5")
    clock.now += timedelta(seconds=61)
    uses.note("key:b", "203.0.113.6")
    assert ("key:a", "203.0.113.5", 3) in rows()


def test_a_process_that_ends_writes_the_rest(uses, clock):
    for _ in range(3):
        uses.note("key:a", "203.0.113.5")
    uses.flush()
    assert rows() == [("key:a", "203.0.113.5", 3)]


def test_two_processes_count_into_one_row(clock):
    for process in (key_uses.Uses(), key_uses.Uses()):
        process.note("key:a", "203.0.113.5")
    assert rows() == [("key:a", "203.0.113.5", 2)]


def test_a_database_that_refuses_costs_no_request(uses, clock, monkeypatch):
    def refuse(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(key_uses, "_add", refuse)
    uses.note("key:a", "203.0.113.5")
    assert rows() == []


def test_old_uses_are_forgotten(settings):
    now = timezone.now()
    for days in (1, settings.LOGIN_KEEP_DAYS + 1):
        at = now - timedelta(days=days)
        KeyUse.objects.create(via="key:a", address="", hour=at, last_at=at, requests=1)
    assert key_uses.forget_old(dry_run=True) == key_uses.forget_old() == 1
    assert KeyUse.objects.count() == 1
