"""Doorbells of this app: each takes an id and calls one function."""

from __future__ import annotations

import structlog
from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


@shared_task(name="moderation.work_bulk")
def work_bulk(run_id: int) -> None:
    """Carries some rows of a bulk run out, and rings again for the rest."""
    from moderation.bulk import work

    if work(run_id):
        ring_bulk(run_id)


def ring_bulk(run_id: int) -> None:
    """Has a bulk run worked on after the commit. With the broker away the sweep rings."""

    def deliver() -> None:
        try:
            work_bulk.delay(run_id)
        except OperationalError:
            log.warning("doorbell_failed", bulk=run_id, hint="broker unreachable; the sweep rings again")

    transaction.on_commit(deliver)


@shared_task(name="moderation.work_backtest")
def work_backtest(backtest_id: int) -> None:
    """Works on a chunk of a backtest, and rings again for the rest."""
    from moderation.routing.backtests import work

    if work(backtest_id):
        ring_backtest(backtest_id)


def ring_backtest(backtest_id: int) -> None:
    """Has a backtest worked on after the commit. With the broker away the sweep rings."""

    def deliver() -> None:
        try:
            work_backtest.delay(backtest_id)
        except OperationalError:
            log.warning("doorbell_failed", backtest=backtest_id, hint="broker unreachable; the sweep rings again")

    transaction.on_commit(deliver)
