"""An article that kills its workers fails with the reason; others in the same batch do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.assessment.retries import retry_dead_letters
from articles.models import Assessment
from tests.makers import stored
from tests.reliability.effects import assert_assessed_once, done, submitted
from tests.services.broker import Broker
from tests.services.poison import HEADLINE
from tests.services.processes import wait_for
from tests.services.worker import Service, database_url

PAGES = 12
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def mortal(broker: Broker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A worker whose children die of the deadly article."""
    monkeypatch.setenv("MAX_ATTEMPTS", "3")
    for name, seconds in (("TASK_SOFT_SECONDS", "4"), ("TASK_HARD_SECONDS", "6"), ("LEASE_SECONDS", "8")):
        monkeypatch.setenv(name, seconds)  # each death is followed by the wait for a lease
    arguments = ["worker", "--without-gossip", "--without-mingle", "--include=tests.services.poison"]
    service = Service("worker", arguments, database_url(), tmp_path / "worker.log")
    yield service
    service.kill()


def test_deadly_article_fails_alone(mortal: Service, worker: Service, schedule: Service) -> None:
    versions = submitted(PAGES // 2)
    poison = stored(headline=HEADLINE)
    versions += submitted(PAGES - PAGES // 2)
    mortal.start()
    schedule.start()
    # A worker claims a batch of waiting articles, the deadly one among them.
    wait_for(lambda: Assessment.objects.filter(dead_at__isnull=False).exists(), "the poison to be given up")
    wait_for(lambda: done() == PAGES, "the others")
    dead = Assessment.objects.get(version=poison)
    assert (dead.stage, dead.attempts, dead.due_at, dead.token) == ("fingerprints", 3, None, "")
    assert dead.last_error == "the worker died or ran out of time each time"
    assert_assessed_once(versions)

    mortal.stop()
    worker.start()
    assert retry_dead_letters(Assessment.objects.all()) == 1
    wait_for(lambda: done() == PAGES + 1, "the poison, where it does no harm")
    assert_assessed_once([*versions, poison])
