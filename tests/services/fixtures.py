"""The services behind the product, for any test: broker, worker and schedule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import surroundings
from tests.services.broker import Broker
from tests.services.worker import Service, database_url


@pytest.fixture(scope="session")
def _broker(pytestconfig: pytest.Config) -> Iterator[Broker]:
    home = pytestconfig.stash[surroundings.HOME]
    broker = Broker(home / "broker.sock", home / "broker")
    yield broker
    broker.stop()


@pytest.fixture
def broker(_broker: Broker) -> Iterator[Broker]:
    """The real broker behind REDIS_URL: running, empty. Tests without this fixture have none."""
    _broker.start()
    _broker.flush()
    yield _broker
    _broker.stop()


@pytest.fixture
def worker(transactional_db: None, broker: Broker, tmp_path: Path) -> Iterator[Service]:
    """A real Celery worker on the test database, not started yet, with leases and time limits of a few seconds."""
    arguments = ["worker", "--without-gossip", "--without-mingle"]
    service = Service("worker", arguments, database_url(), tmp_path / "worker.log")
    yield service
    service.kill()


@pytest.fixture
def schedule(transactional_db: None, broker: Broker, tmp_path: Path) -> Iterator[Service]:
    """A real Celery beat, not started yet, that has the worker sweep each second."""
    arguments = ["beat", "--pidfile=", f"--schedule={tmp_path / 'schedule'}"]
    service = Service("schedule", arguments, database_url(), tmp_path / "schedule.log")
    yield service
    service.kill()
