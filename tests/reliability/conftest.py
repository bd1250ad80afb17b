"""Web servers on the test's database, set up as a fast, small installation."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.moderation.webhooks.receiver import Receiver, receiving
from tests.services.broker import Broker
from tests.services.web import Web

if TYPE_CHECKING:  # pytest loads this file before Django is set up
    from django.contrib.auth.models import User


@pytest.fixture
def small_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets the environment of later processes: receivers on loopback are allowed, and clients have no rate limit."""
    values = {
        "WEBHOOK_PRIVATE_RECEIVERS": "127.0.0.0/8",
        "WEBHOOK_TOTAL_SECONDS": "3",
        "WEBHOOK_LEASE_SECONDS": "33",
        "API_RATE": "0",
        # A busy machine is no reason to try again minutes later.
        "TASK_SOFT_SECONDS": "10",
        "TASK_HARD_SECONDS": "15",
        "LEASE_SECONDS": "18",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def make_web(
    small_installation: None,
    transactional_db: None,
    moderator: User,  # before the key, which acts for them
    api_key: Callable[..., str],
    broker: Broker,
    tmp_path: Path,
) -> Iterator[Callable[[], Web]]:
    """Makes web servers, not started yet; they end with the test."""
    made: list[Web] = []

    def make() -> Web:
        made.append(Web(api_key(), tmp_path / f"web-{len(made)}.log"))
        return made[-1]

    yield make
    for web in made:
        web.stop(signal.SIGKILL)


@pytest.fixture
def receiver(settings: object) -> Iterator[Receiver]:
    """Takes every message, on loopback."""
    settings.WEBHOOK_PRIVATE_RECEIVERS = ["127.0.0.0/8"]  # type: ignore[attr-defined]
    with receiving() as receiver:
        yield receiver
