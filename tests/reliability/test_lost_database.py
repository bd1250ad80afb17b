"""A lost PostgreSQL during submissions: clients get 503, and nothing is lost."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from tests.reliability import effects
from tests.reliability.clients import Clients, pages, reached
from tests.services.elsewhere import migrated_on
from tests.services.postgresql import PostgreSQL, Unavailable
from tests.services.processes import wait_for
from tests.services.web import Web
from tests.services.worker import Service

PAGES = 60
AWAY_SECONDS, LONG_SECONDS = 5, 30
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def own_server(transactional_db: None) -> Iterator[PostgreSQL]:
    """A migrated server of this test's own, which the product uses instead of the suite's."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite has no server that could go away")
    server = PostgreSQL()
    try:
        server.start()
        with migrated_on(server):
            yield server
    except Unavailable as error:
        pytest.skip(f"no PostgreSQL: {error}")
    finally:
        server.stop()


@pytest.mark.parametrize("seconds", [AWAY_SECONDS, pytest.param(LONG_SECONDS, marks=pytest.mark.slow)])
def test_clients_retry_while_the_database_is_away_and_all_is_assessed_once(
    own_server: PostgreSQL, make_web: Callable[[], Web], worker: Service, schedule: Service, seconds: int
) -> None:
    web = make_web()
    worker.start()
    schedule.start()
    web.start()
    assert web.status_of("/readyz") == 200
    with Clients([web]) as clients:
        clients.hand_in(pages(PAGES, random.Random(seconds)))  # noqa: S311 - no secret
        wait_for(reached(clients, PAGES // 3), "a third of the pages to be accepted")
        own_server.halt()
        connection.close()
        assert len(clients.accepted) < PAGES, "the database went too late to have been in the middle"

        _assert_told_to_come_again(web)
        time.sleep(seconds)

        own_server.resume()
        wait_for(reached(clients, PAGES), "all pages to be accepted")
        effects.two_minutes_pass()
        wait_for(lambda: effects.done() == PAGES, "all pages to be assessed")

    assert web.status_of("/readyz") == 200
    assert clients.refused == []
    assert worker.alive(), worker.output()
    assert schedule.alive(), schedule.output()
    effects.assert_accepted_once(clients.accepted)
    effects.assert_chain_whole()


def test_a_database_that_hangs_does_not_hang_the_web_server(
    own_server: PostgreSQL, make_web: Callable[[], Web]
) -> None:
    web = make_web()
    own_server.freeze()
    try:
        web.start()
        _assert_told_to_come_again(web)
    finally:
        own_server.thaw()
    assert web.request("GET", "articles/")[0] == 200


def _assert_told_to_come_again(web: Web) -> None:
    assert web.status_of("/livez") == 200
    assert web.status_of("/readyz") == 503
    status, headers, body = web.request("GET", "articles/")
    assert (status, headers["content-type"]) == (503, "application/problem+json")
    assert json.loads(body)["code"] == "unavailable"
    assert int(headers["retry-after"]) > 0
