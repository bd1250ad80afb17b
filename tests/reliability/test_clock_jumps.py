"""Clock changes during submission, assessment, decisions and delivery lose nothing and delay nothing."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from articles.models import Assessment
from moderation.models import DeliverySlot, QueueItem, WebhookDelivery, WebhookEndpoint
from tests.moderation.webhooks.receiver import Receiver
from tests.moderation.webhooks.world import endpoint_for
from tests.reliability import effects
from tests.reliability.clients import Clients, Decider, pages, reached
from tests.services.broker import Broker
from tests.services.clock import Clock, clock
from tests.services.processes import wait_for
from tests.services.web import Web
from tests.services.worker import Service, database_url
from workbench.health.sweeps import swept

DAY, HOUR = 24 * 3600, 3600
PAGES = 16
WORKER = ["worker", "--without-gossip", "--without-mingle", "--concurrency=2"]
pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Machine:
    """Processes that share a clock."""

    clock: Clock
    web: Web
    worker: Service
    schedule: Service


@pytest.fixture
def make_machine(
    make_web: Callable[[], Web], broker: Broker, tmp_path: Path
) -> Iterator[Callable[[str, int], Machine]]:
    """Makes a machine by name, whose clock is `seconds` ahead; starts nothing yet."""
    made: list[Machine] = []

    def make(name: str, seconds: int = 0) -> Machine:
        own = clock(tmp_path / f"{name}-clock")
        own.set(seconds)
        with own.worn():
            worker = Service("worker", [*WORKER, f"--hostname={name}@tests"], database_url(), tmp_path / f"{name}.log")
            beat = ["beat", "--pidfile=", f"--schedule={tmp_path / name}"]
            schedule = Service("schedule", beat, database_url(), tmp_path / f"{name}-schedule.log")
            made.append(Machine(own, make_web(), worker, schedule))
        return made[-1]

    yield make
    for machine in made:
        machine.worker.kill()
        machine.schedule.kill()


@pytest.fixture
def machine(make_machine: Callable[[str], Machine]) -> Machine:
    """A whole installation, started, on one machine."""
    machine = make_machine("one")
    machine.worker.start()
    machine.schedule.start()
    machine.web.start()
    return machine


@pytest.fixture
def chance() -> random.Random:
    return random.Random(2026)  # noqa: S311 - no secret


def last_sweep() -> float:
    """When the last pass of the sweeps ended, by the worker's clock."""
    return swept()["articles.database.clocks.repair_clock_skew"].last.at


def assert_all_is_done(clients: Clients, decider: Decider, receiver: Receiver, number: int) -> None:
    """Waits until every page is assessed, delivered and decided, each once, by remaining doorbells or sweeps."""
    wait_for(reached(clients, number), "all pages to be accepted")
    wait_for(lambda: effects.done() == number, "all pages to be assessed")
    wait_for(lambda: bool(decider.made), "a decision")
    decider.stop()
    wait_for(lambda: not effects.undelivered(), "all messages to be delivered")
    assert (clients.refused, decider.refused) == ([], [])
    effects.assert_accepted_once(clients.accepted)
    effects.assert_decided_once(decider.made)
    effects.assert_all_told(receiver)
    effects.assert_chain_whole()


def assert_nothing_is_put_off() -> None:
    """No lease, claim or slot exceeds its length, and no row waits for tomorrow."""
    now = timezone.now()
    claims = QueueItem.objects.filter(claimed_until__gt=now + timedelta(seconds=settings.CLAIM_SECONDS + 60))
    wait_for(lambda: not claims.exists(), "claims to be as long as claims are")
    assert not Assessment.objects.exclude(due_at=None, leased_until=None).exists()
    assert not WebhookDelivery.objects.filter(~Q(leased_until=None) | ~Q(next_attempt_at=None)).exists()
    assert not DeliverySlot.objects.filter(held_until__gt=now + timedelta(seconds=120)).exists()
    assert not WebhookEndpoint.objects.filter(served_at__gt=timezone.now() + timedelta(seconds=60)).exists()


def test_rows_stamped_a_day_ahead_do_not_wait_for_tomorrow(
    machine: Machine, receiver: Receiver, moderator: User, broker: Broker, chance: random.Random
) -> None:
    endpoint_for(receiver)
    with Clients([machine.web]) as clients, Decider(clients, moderator.username) as decider:
        clients.hand_in(pages(PAGES, chance))
        wait_for(reached(clients, PAGES // 2), "some pages to be accepted")
        machine.clock.set(DAY)
        clients.hand_in(pages(PAGES, chance))
        wait_for(reached(clients, PAGES + PAGES // 2), "pages to be accepted tomorrow")
        # The worker dies midway, and the doorbells rung with tomorrow's time are lost.
        machine.worker.kill()
        broker.flush()
        wait_for(reached(clients, 2 * PAGES), "all pages to be accepted")
        broker.flush()
        assert Assessment.objects.filter(due_at__gt=timezone.now() + timedelta(hours=23)).exists()

        machine.clock.set(0)
        machine.worker.start()
        clients.hand_in(pages(PAGES, chance))
        assert_all_is_done(clients, decider, receiver, 3 * PAGES)
        assert_nothing_is_put_off()
    assert machine.schedule.alive(), machine.schedule.output()


def test_after_an_hour_back_sweeps_go_on_and_nothing_waits_for_the_hour(
    machine: Machine, receiver: Receiver, moderator: User, broker: Broker, chance: random.Random
) -> None:
    endpoint_for(receiver)
    with Clients([machine.web]) as clients, Decider(clients, moderator.username) as decider:
        clients.hand_in(pages(PAGES, chance))
        wait_for(lambda: effects.done() == PAGES, "the first pages to be assessed")
        machine.clock.set(-HOUR)
        # No doorbell is rung for these, and the worker's first sweep is over: only the schedule can get them assessed.
        broker.stop()
        clients.hand_in(pages(PAGES, chance))
        wait_for(reached(clients, 2 * PAGES), "all pages to be accepted")
        broker.start()
        assert_all_is_done(clients, decider, receiver, 2 * PAGES)
        # A sweep that ran when the broker stopped does not prove that others follow.
        sweeps: set[float] = set()
        wait_for(lambda: bool(sweeps.add(last_sweep())) or len(sweeps) > 3, "sweeps to go on")
    assert machine.schedule.alive(), machine.schedule.output()


@pytest.mark.slow
def test_machines_whose_clocks_differ_do_each_thing_once(
    make_machine: Callable[[str, int], Machine],
    receiver: Receiver,
    moderator: User,
    broker: Broker,
    chance: random.Random,
) -> None:
    endpoint_for(receiver)
    behind, ahead = make_machine("behind", -HOUR), make_machine("ahead", DAY)
    for machine in (behind, ahead):
        machine.web.start()
        machine.worker.start()
    behind.schedule.start()
    with Clients([behind.web, ahead.web]) as clients, Decider(clients, moderator.username) as decider:
        clients.hand_in(pages(2 * PAGES, chance))
        wait_for(lambda: effects.done() == 2 * PAGES, "the first pages to be assessed")
        # Now only a schedule behind and a worker ahead remain, without a doorbell for these.
        behind.worker.stop()
        broker.stop()
        clients.hand_in(pages(PAGES, chance))
        wait_for(reached(clients, 3 * PAGES), "all pages to be accepted")
        broker.start()
        assert_all_is_done(clients, decider, receiver, 3 * PAGES)
    assert ahead.worker.alive(), ahead.worker.output()
    assert behind.schedule.alive(), behind.schedule.output()
