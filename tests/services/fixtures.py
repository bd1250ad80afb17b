"""The services behind the product, for any test: broker, worker and schedule."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import surroundings
from tests.database import template
from tests.services.broker import Broker
from tests.services.openid_provider import CLIENT, SECRET, Provider
from tests.services.worker import Service, database_url


@pytest.fixture(scope="session")
def migrated_file(django_test_environment: None, django_db_blocker: Any) -> Path:
    """An SQLite database with tables and their first rows, for installations that are not about their migrations."""
    with django_db_blocker.unblock():
        return template.template_file()


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


@pytest.fixture(scope="session")
def _provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    provider = Provider(tmp_path_factory.mktemp("provider"))
    provider.start()
    yield provider
    provider.stop()


@pytest.fixture
def provider(_provider: Provider, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """A real OpenID Connect provider, which the settings name; its moderators are `mod-team`, its leads `leads`."""
    _provider.tell(flaw="", groups_in="token", redirect_uris="http://testserver/admin/sign-on/callback/")
    # Another test may have made it away; and a busy machine is not a provider that is away.
    monkeypatch.setattr("workbench.openid.client._away_until", 0.0)
    monkeypatch.setattr("workbench.openid.client._TIME_LIMITS", (60, 60))
    settings.OIDC_ISSUER = _provider.issuer
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
    settings.OIDC_ROLES = ["mod-team:moderator", "leads:lead"]
    return _provider
