"""A full disk of PostgreSQL during submissions loses no accepted page, even when the server ends."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from tests.reliability import effects
from tests.reliability.clients import pages
from tests.services.disk import fill, small_file_system
from tests.services.elsewhere import migrated_on
from tests.services.postgresql import PostgreSQL, Unavailable
from tests.services.processes import wait_for
from tests.services.web import Web
from tests.services.worker import Service

SIZE_MB = 160
BEFORE, MEANWHILE, AWAY = 10, 25, 5
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(transactional_db: None) -> Iterator[PostgreSQL]:
    """A migrated server on a small disk, which the product uses."""
    if connection.vendor != "postgresql":
        pytest.skip("for SQLite see test_full_disk")
    # Durable: every committed row is in the log.
    server = PostgreSQL(durable=True, small=True)
    try:
        with small_file_system(server.folder, megabytes=SIZE_MB):
            try:
                server.start()
                with migrated_on(server):
                    yield server
            except Unavailable as error:
                pytest.skip(f"no PostgreSQL: {error}")
            finally:
                server.stop()
    finally:
        server.folder.rmdir()


class Sender:
    """Submits pages, each under its own key; `accepted` holds the article's id by external id."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._keys: dict[str, str] = {}
        self.accepted: dict[str, int] = {}

    def __call__(self, page: dict[str, Any]) -> bool:
        """Submits a page; False when the answer was "later"."""
        name = page["external_id"]
        key = self._keys.setdefault(name, uuid4().hex)
        status, headers, content = self._web.request("POST", "articles/", page, Idempotency_Key=key)
        answer = json.loads(content)
        if status == 201:
            assert self.accepted.setdefault(name, answer["id"]) == answer["id"]
            return True
        assert (status, answer["code"], headers["content-type"]) == (503, "unavailable", "application/problem+json")
        assert int(headers["retry-after"]) > 0
        return False


def exhaust_log(server: PostgreSQL) -> None:
    """Writes until the log has no room and the server ends."""

    def write() -> bool:
        fill(server.folder)
        with suppress(psycopg.OperationalError), psycopg.connect(server.url, connect_timeout=5) as other:
            other.execute("SELECT pg_logical_emit_message(false, 'other', repeat('x', 500000))")
        return server.ended()

    wait_for(write, "the server to end")


@pytest.mark.parametrize("ends", [False, True], ids=["no room for rows", "no room for the log"])
def test_accepted_pages_are_assessed_once_when_there_is_room_again(
    server: PostgreSQL, make_web: Callable[[], Web], worker: Service, schedule: Service, ends: bool
) -> None:
    web = make_web()
    for service in (web, worker, schedule):
        service.start()
    send = Sender(web)
    texts = pages(BEFORE + MEANWHILE + AWAY, random.Random(7))  # noqa: S311 - no secret
    assert all(send(page) for page in texts[:BEFORE])
    wait_for(lambda: effects.done() == BEFORE, "the first pages to be assessed")
    connection.close()

    ballast = fill(server.folder)
    told = []
    for page in texts[BEFORE:-AWAY]:
        told.append(send(page))
        fill(server.folder)  # room that the server has freed since
    assert not all(told), "the disk was not full"
    if ends:
        exhaust_log(server)
        assert not any(send(page) for page in texts[-AWAY:])
    time.sleep(3)  # workers and schedule find no room either

    ballast.unlink()
    if server.ended():
        server.resume()  # as an operator does
    wait_for(lambda: all(send(page) for page in texts), "all pages to be accepted")
    effects.two_minutes_pass()
    wait_for(lambda: effects.done() == len(texts), "all pages to be assessed")

    assert worker.alive(), worker.output()
    assert schedule.alive(), schedule.output()
    effects.assert_accepted_once(send.accepted)
    effects.assert_chain_whole()
