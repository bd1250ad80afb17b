"""Receivers, and a clock that tests move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from tests.moderation.webhooks.receiver import Receiver, receiving

if TYPE_CHECKING:
    from tests.moderation.webhooks.world import Clock


@pytest.fixture(autouse=True)
def ample_limits(settings: Any) -> None:
    """Allows loopback, and much time: a busy machine is no slow receiver. A test of one shortens its own limit."""
    settings.WEBHOOK_PRIVATE_RECEIVERS = ["127.0.0.0/8"]
    settings.WEBHOOK_CONNECT_SECONDS = settings.WEBHOOK_READ_SECONDS = 15
    settings.WEBHOOK_TOTAL_SECONDS = 25


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    from tests.moderation.webhooks.world import Clock

    clock = Clock(timezone.now())
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
def receivers() -> Iterator[Callable[[], Receiver]]:
    with ExitStack() as stack:
        yield lambda: stack.enter_context(receiving())


@pytest.fixture
def receiver(receivers: Callable[[], Receiver]) -> Receiver:
    return receivers()
