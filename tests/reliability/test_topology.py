"""Several web servers and workers with one schedule, database and broker: any one of each may stop."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.reliability import effects
from tests.reliability.clients import Clients, pages, reached
from tests.services.broker import Broker
from tests.services.processes import wait_for
from tests.services.web import Web
from tests.services.worker import Service, database_url

# SQLite has one writer at a time, so more workers would only wait for each other.
WORKERS = {"postgresql": 4, "sqlite": 2}
PAGES_A_STEP = 15
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workers(
    small_installation: None, transactional_db: None, broker: Broker, tmp_path: Path
) -> Iterator[list[Service]]:
    """Worker processes with a name and one child each, not started yet."""
    made = []
    for number in range(WORKERS[connection.vendor]):
        name = f"worker-{number}"
        arguments = ["worker", "--without-gossip", "--without-mingle", "--concurrency=1", f"--hostname={name}@tests"]
        made.append(Service(name, arguments, database_url(), tmp_path / f"{name}.log"))
    yield made
    for service in made:
        service.kill()


def test_one_of_each_is_stopped_in_turn_and_a_web_server_always_answers(
    make_web: Callable[[], Web], workers: list[Service], schedule: Service, broker: Broker
) -> None:
    webs = [make_web(), make_web()]
    for service in [*workers, schedule, *webs]:
        service.start()
    stopping: list[Web | Service | Broker] = [webs[0], workers[0], schedule, broker, webs[1], workers[-1]]
    handed_in = 0
    with Clients(webs) as clients:
        for service in stopping:
            portion = pages(PAGES_A_STEP, random.Random(handed_in))  # noqa: S311 - no secret
            clients.hand_in(portion)
            wait_for(reached(clients, handed_in + 1), "the first of these pages to be accepted")
            service.stop()
            handed_in += len(portion)
            wait_for(reached(clients, handed_in), "these pages to be accepted without it")
            service.start()
        effects.two_minutes_pass()
        wait_for(lambda: effects.done() == handed_in, "all pages to be assessed")

    assert clients.alone == 0, "no web server answered"
    assert clients.refused == []
    for service in [*workers, schedule]:
        assert service.alive(), service.output()
    effects.assert_accepted_once(clients.accepted)
