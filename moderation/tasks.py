"""Doorbells of this app: each takes an id and calls one function."""

from __future__ import annotations

from typing import Any

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
    transaction.on_commit(lambda: _deliver(work_bulk, run_id))


@shared_task(name="moderation.work_backtest")
def work_backtest(backtest_id: int) -> None:
    """Works on a chunk of a backtest, and rings again for the rest."""
    from moderation.routing.backtests import work

    if work(backtest_id):
        ring_backtest(backtest_id)


def ring_backtest(backtest_id: int) -> None:
    """Has a backtest worked on after the commit. With the broker away the sweep rings."""
    transaction.on_commit(lambda: _deliver(work_backtest, backtest_id))


@shared_task(name="moderation.deliver_webhooks", soft_time_limit=120, time_limit=150)
def deliver_webhooks() -> None:
    """Delivers messages that are due, and rings again for the rest. The limits outlive a round and its last answer."""
    from moderation.webhooks.delivery import deliver_due

    if deliver_due():
        ring_webhooks()


@shared_task(name="moderation.deliver_webhook")
def deliver_webhook(delivery_id: int) -> None:
    """Sends one message at once, for who tries an endpoint."""
    from moderation.webhooks.delivery import deliver_one

    deliver_one(delivery_id)


def ring_webhooks() -> None:
    """Has messages delivered after the commit. With the broker away the sweep rings."""
    transaction.on_commit(lambda: _deliver(deliver_webhooks))


def ring_webhook(delivery_id: int) -> None:
    """Has one message sent after the commit. With the broker away the sweep rings."""
    transaction.on_commit(lambda: _deliver(deliver_webhook, delivery_id))


def _deliver(task: Any, *arguments: int) -> None:
    try:
        task.delay(*arguments)
    except OperationalError:
        log.warning("doorbell_failed", task=task.name, hint="broker unreachable; the sweep rings again")
