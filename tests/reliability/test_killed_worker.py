"""A worker that dies in the middle loses time, not work."""

from __future__ import annotations

import pytest

from tests.reliability.effects import assert_assessed_once, done, submitted, two_minutes_pass
from tests.services.processes import children_of, wait_for
from tests.services.worker import Service

PAGES = 100
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("waiting", ["the minute is skipped", pytest.param("for real", marks=pytest.mark.slow)])
def test_after_sigkill_in_the_middle_all_pages_are_assessed_once(
    worker: Service, schedule: Service, waiting: str
) -> None:
    versions = submitted(PAGES)
    worker.start()
    wait_for(lambda: done() >= PAGES // 10, "the first pages")
    worker.kill()
    at_kill = done()
    assert at_kill < PAGES, "the worker was killed too late to have been in the middle"

    if waiting != "for real":
        two_minutes_pass()
    worker.start()
    schedule.start()
    wait_for(lambda: done() == PAGES, f"the pages left after {at_kill}")

    assert_assessed_once(versions)


def test_after_the_death_of_a_child_all_pages_are_assessed_once(worker: Service, schedule: Service) -> None:
    versions = submitted(PAGES)
    worker.start()
    schedule.start()
    wait_for(lambda: done() >= PAGES // 10, "the first pages")
    victim = worker.kill_child()
    assert done() < PAGES, "the child was killed too late to have been in the middle"
    wait_for(lambda: victim not in children_of(worker.pid), "the pool to notice")

    wait_for(lambda: done() == PAGES, "the pages left")

    assert_assessed_once(versions)
