"""A scorer on a real HTTP server, a clock that tests move, and a lead who registers it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from tests.moderation.webhooks.receiver import Receiver, receiving

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from tests.moderation.webhooks.world import Clock


@pytest.fixture(autouse=True)
def loopback(settings: Any) -> None:
    settings.WEBHOOK_PRIVATE_RECEIVERS = ["127.0.0.0/8"]


@pytest.fixture
def service() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def lead(db: None) -> User:
    from tests.makers import person

    return person("lead")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    from tests.moderation.webhooks.world import Clock

    clock = Clock(timezone.now())
    monkeypatch.setattr(timezone, "now", clock)
    return clock
