"""Redis is a doorbell: when it loses messages or is away, the sweeper rings again."""

from __future__ import annotations

import pytest
from django.conf import settings

from articles.models import Assessment
from tests.reliability.effects import assert_assessed_once, done, submitted, two_minutes_pass
from tests.services.broker import Broker
from tests.services.processes import wait_for
from tests.services.worker import Service
from workbench.sweeping import sweep_all

PAGES = 20
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_flushed_broker_delays_and_loses_nothing(worker: Service, broker: Broker) -> None:
    versions = submitted(PAGES)
    assert broker.client.llen("celery") == PAGES
    broker.flush()
    assert broker.client.llen("celery") == 0
    two_minutes_pass()

    assert sweep_all(settings.SWEEPS)["articles.assessment.sweeps.ring_due_assessments"] == PAGES
    worker.start()
    wait_for(lambda: done() == PAGES, "all pages")

    assert_assessed_once(versions)


def test_pages_are_stored_and_assessed_later_while_the_broker_is_away(worker: Service, broker: Broker) -> None:
    broker.stop()
    versions = submitted(PAGES)
    assert Assessment.objects.filter(due_at__isnull=False).count() == PAGES

    broker.start()
    worker.start()  # which sweeps when it comes up
    wait_for(lambda: done() == PAGES, "all pages")

    assert_assessed_once(versions)


def test_a_worker_that_loses_its_broker_comes_back_to_it(worker: Service, broker: Broker) -> None:
    worker.start()
    before = submitted(PAGES)
    wait_for(lambda: done() == PAGES, "the first pages")
    broker.stop()
    wait_for(lambda: "Cannot connect to" in worker.output(), "the worker to notice")

    broker.start()
    after = submitted(PAGES)
    wait_for(lambda: done() == 2 * PAGES, "the pages after the break")

    assert_assessed_once(before + after)


def test_a_sweep_does_not_ring_for_what_was_rung_just_now(broker: Broker) -> None:
    submitted(3)

    ring = "articles.assessment.sweeps.ring_due_assessments"
    assert sweep_all([ring])[ring] == 0

    assert broker.client.llen("celery") == 3


def test_a_broker_that_restarts_keeps_what_was_rung(worker: Service, broker: Broker) -> None:
    versions = submitted(PAGES)
    broker.stop()
    broker.start()
    assert broker.client.llen("celery") == PAGES

    worker.start()
    wait_for(lambda: done() == PAGES, "all pages")

    assert_assessed_once(versions)
