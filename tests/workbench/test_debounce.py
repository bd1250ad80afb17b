"""Only one of several queued duplicates runs; without Redis each does."""

from __future__ import annotations

from unittest.mock import patch

from django.conf import settings

from tests.services.broker import Broker
from workbench import celery
from workbench.messaging.broker import run_once


def test_run_once_is_true_once_per_period(broker: Broker) -> None:
    assert [run_once("a", 60), run_once("a", 60), run_once("b", 60)] == [True, False, True]
    assert 0 < broker.client.pttl("workbench:within:a") <= 60_000


def test_run_once_is_always_true_without_redis(broker: Broker) -> None:
    broker.stop()
    assert run_once("a", 60)
    assert run_once("a", 60)


def test_queued_duplicate_sweeps_run_once(broker: Broker) -> None:
    with patch("workbench.sweeping.sweep_all") as sweep_all:
        for _ in range(3):
            celery.sweep()
            celery.watch()
            celery.night()
    assert [call.args[0] for call in sweep_all.call_args_list] == [
        settings.SWEEPS,
        settings.HOURLY_JOBS,
        settings.NIGHTLY_JOBS,
    ]
