"""Articles that run out of time stop a real worker for two time limits at most, and nobody else's work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from articles.models import Assessment
from tests.makers import stored
from tests.reliability.effects import LURID, assert_assessed_once, done
from tests.services.broker import Broker
from tests.services.processes import wait_for
from tests.services.slow_articles import DEAF, SLOW
from tests.services.worker import Service, database_url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow_worker(broker: Broker, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A worker whose children take longer than their time limits over some articles."""
    # Doorbells carry the limits of whoever rings, here this process. A busy machine needs time to tell of a death.
    settings.CELERY_TASK_SOFT_TIME_LIMIT, settings.CELERY_TASK_TIME_LIMIT = 2, 3
    for name, seconds in (("TASK_SOFT_SECONDS", "2"), ("TASK_HARD_SECONDS", "3"), ("LEASE_SECONDS", "12")):
        monkeypatch.setenv(name, seconds)
    arguments = ["worker", "--without-gossip", "--without-mingle", "--include=tests.services.slow_articles"]
    service = Service("worker", arguments, database_url(), tmp_path / "worker.log")
    yield service
    service.kill()


@pytest.mark.parametrize(("headline", "error"), [(SLOW, "SoftTimeLimitExceeded"), (DEAF, "TimeLimitExceeded")])
def test_slow_articles_of_one_platform_are_given_up_and_another_one_is_assessed(
    slow_worker: Service, schedule: Service, headline: str, error: str
) -> None:
    for number in range(4):
        stored(platform="toutiao", headline=headline, external_id=f"slow-{number}", body=[f"第{number}篇。" * 20])
    slow_worker.start()
    schedule.start()
    wait_for(lambda: Assessment.objects.filter(overruns__gt=0).exists(), "the first time-out")
    ordinary = stored(platform="netease", headline=LURID.format(1))
    wait_for(lambda: done() == 1, "the article of another platform")
    assert Assessment.objects.filter(dead_at__isnull=True).exclude(stage="done").exists(), "the slow ones had ended"

    dead = Assessment.objects.filter(dead_at__isnull=False)
    wait_for(lambda: dead.count() == 4, "the slow ones to be given up")
    assert set(dead.values_list("overruns", "last_error")) == {
        (2, f"{error}: out of time 2 times, the last time alone")
    }
    assert_assessed_once([ordinary])
