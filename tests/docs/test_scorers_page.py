"""The sample scorer of the page, as written: it verifies our request, and its answer is a score."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.services.instance import free_port
from tests.services.processes import wait_for
from workbench.env import BASE_DIR

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample() -> Iterator[Any]:
    """Starts the sample with a secret; gives its address."""
    started: list[subprocess.Popen[bytes]] = []
    port = free_port()

    def start(secret: str) -> None:
        script = str(BASE_DIR / "docs" / "sample_scorer.py")
        started.append(
            subprocess.Popen(
                [sys.executable, script, str(port)],
                env={**os.environ, "SCORER_SECRET": secret},
                stderr=subprocess.DEVNULL,
            )
        )
        wait_for(lambda: _listens(port), "the sample scorer")

    yield f"http://127.0.0.1:{port}/", start
    for process in started:
        process.kill()
        process.wait()


def _listens(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_sample_scorer_verifies_our_request_and_its_answer_counts(sample, settings):
    from moderation.models import ScorerCall
    from moderation.outside_scorers import registering
    from moderation.outside_scorers.calling import call_due
    from tests.makers import assessed, person

    address, start = sample
    settings.WEBHOOK_PRIVATE_RECEIVERS = ["127.0.0.1"]
    names = {"code": "shouting", "name_zh": "喊叫", "name_en": "shouting", "version": "1.0", "timeout_seconds": 10.0}
    _, secret = registering.register(person("lead"), url=address, **names)
    start(secret)
    assessed(headline="环湖路下月开工", body=["快看！", "山城市交通部门周三表示，工程分三段。", "快转！"])
    call_due()
    call = ScorerCall.objects.get()
    assert (call.state, call.value, call.fault) == ("answered", 50.0, "")
    assert call.reasons[0]["text"] == "快看！"


def test_the_sample_scorer_refuses_what_is_not_signed_with_its_secret(sample, settings):
    from moderation.models import ScorerCall
    from moderation.outside_scorers import registering
    from moderation.outside_scorers.calling import call_due
    from moderation.webhooks.protocol.signing import new_secret
    from tests.makers import assessed, person

    address, start = sample
    settings.WEBHOOK_PRIVATE_RECEIVERS = ["127.0.0.1"]
    names = {"code": "shouting", "name_zh": "喊叫", "name_en": "shouting", "version": "1.0", "timeout_seconds": 10.0}
    registering.register(person("lead"), url=address, **names)
    start(new_secret())
    assessed()
    call_due()
    assert (ScorerCall.objects.get().fault, ScorerCall.objects.get().status) == ("status", 401)
