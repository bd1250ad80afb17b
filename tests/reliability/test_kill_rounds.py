"""Killing any service at any moment during submissions and decisions loses and doubles no effect."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.contrib.auth.models import User

from tests.moderation.webhooks.receiver import Receiver
from tests.moderation.webhooks.world import endpoint_for
from tests.reliability import effects
from tests.reliability.clients import Clients, Decider, pages, reached
from tests.services.broker import Broker
from tests.services.processes import children_of, wait_for
from tests.services.web import Web
from tests.services.worker import Service
from workbench.celery import app
from workbench.sweeping import sweep_all

PAGES, ROUNDS = 60, 5
ALL_PAGES, ALL_ROUNDS = 10_000, 100
pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Installation:
    """One of each service, all running."""

    web: Web
    worker: Service
    schedule: Service
    broker: Broker

    def killing(self) -> dict[str, Callable[[], None]]:
        """Functions by name, each of which kills one service and starts it again."""
        return {
            "web": self._web,
            "worker": self._worker,
            "child": self._child,
            "schedule": self._schedule,
            "broker": self._broker,
        }

    def assert_nothing_ended_by_itself(self) -> None:
        assert self.worker.alive(), self.worker.output()
        assert self.schedule.alive(), self.schedule.output()

    def _web(self) -> None:
        self.web.stop(signal.SIGKILL)
        self.web.start()

    def _worker(self) -> None:
        self.worker.kill()
        self.worker.start()

    def _child(self) -> None:
        # A worker whose first child dies during its start gives up, and its supervisor restarts it: another case.
        wait_for(_worker_answers, "the worker to be up")
        victim = self.worker.kill_child()
        wait_for(lambda: victim not in children_of(self.worker.pid), "the pool to notice")

    def _schedule(self) -> None:
        self.schedule.kill()
        self.schedule.start()

    def _broker(self) -> None:
        self.broker.kill()
        self.broker.start()


def _worker_answers() -> bool:
    # Uses a new connection, since a pooled one may lead to a killed broker.
    with app.connection_for_write() as fresh:
        return bool(app.control.ping(timeout=0.5, connection=fresh))


@pytest.fixture
def installation(make_web: Callable[[], Web], worker: Service, schedule: Service, broker: Broker) -> Installation:
    installation = Installation(make_web(), worker, schedule, broker)
    worker.start()
    schedule.start()
    installation.web.start()
    return installation


@pytest.fixture
def chance() -> random.Random:
    """A random source with the seed in TESTS_SEED, or a new seed that a failure shows."""
    seed = os.environ.get("TESTS_SEED") or str(random.SystemRandom().randrange(10**6))
    print(f"TESTS_SEED={seed}")  # noqa: T201 - shown with a failure
    return random.Random(seed)  # noqa: S311 - no secret


@pytest.mark.parametrize(
    ("number", "rounds"), [(PAGES, ROUNDS), pytest.param(ALL_PAGES, ALL_ROUNDS, marks=pytest.mark.slow)]
)
def test_each_effect_happens_once_when_any_service_is_killed(
    installation: Installation, receiver: Receiver, moderator: User, chance: random.Random, number: int, rounds: int
) -> None:
    endpoint_for(receiver)
    killing, patience = installation.killing(), 60 + number / 4
    victims = [name for _ in range(rounds // len(killing)) for name in killing]
    chance.shuffle(victims)
    portions = [pages(number // rounds, chance) for _ in victims]
    handed_in = 0
    with Clients([installation.web]) as clients, Decider(clients, moderator.username) as decider:
        for round_, (victim, portion) in enumerate(zip(victims, portions, strict=True), start=1):
            print(f"round {round_}: {victim}")  # noqa: T201 - shown with a failure
            clients.hand_in(portion)
            wait_for(reached(clients, handed_in + chance.randint(1, len(portion) // 2)), "some pages to be accepted")
            killing[victim]()
            handed_in += len(portion)
        wait_for(reached(clients, handed_in), "all pages to be accepted", seconds=patience)
        effects.two_minutes_pass()
        wait_for(lambda: effects.done() == handed_in, "all pages to be assessed", seconds=patience)
        wait_for(lambda: bool(decider.made), "a decision")
        decider.stop()
        effects.leases_run_out()
        wait_for(lambda: not effects.undelivered(), "all messages to be delivered", seconds=patience)
    sweep_all(settings.SWEEPS)

    installation.assert_nothing_ended_by_itself()
    assert (clients.refused, decider.refused) == ([], [])
    effects.assert_accepted_once(clients.accepted)
    effects.assert_decided_once(decider.made)
    effects.assert_all_told(receiver)
    effects.assert_chain_whole()


def test_a_broker_that_loses_everything_in_the_middle_loses_no_page(
    installation: Installation, chance: random.Random
) -> None:
    with Clients([installation.web]) as clients:
        clients.hand_in(pages(PAGES, chance))
        wait_for(reached(clients, PAGES // 2), "half of the pages to be accepted")
        installation.broker.flush()
        wait_for(reached(clients, PAGES), "all pages to be accepted")
    effects.two_minutes_pass()
    wait_for(lambda: effects.done() == PAGES, "all pages to be assessed")

    installation.assert_nothing_ended_by_itself()
    assert clients.refused == []
    effects.assert_accepted_once(clients.accepted)
