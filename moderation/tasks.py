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
    transaction.on_commit(lambda: ring(work_bulk, run_id))


@shared_task(name="moderation.work_backtest")
def work_backtest(backtest_id: int) -> None:
    """Works on a chunk of a backtest, and rings again for the rest."""
    from moderation.routing.backtests import work

    if work(backtest_id):
        ring_backtest(backtest_id)


def ring_backtest(backtest_id: int) -> None:
    """Has a backtest worked on after the commit. With the broker away the sweep rings."""
    transaction.on_commit(lambda: ring(work_backtest, backtest_id))


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
    transaction.on_commit(lambda: ring(deliver_webhooks))


def ring_webhook(delivery_id: int) -> None:
    """Has one message sent after the commit. With the broker away the sweep rings."""
    transaction.on_commit(lambda: ring(deliver_webhook, delivery_id))


@shared_task(name="moderation.publish_reports", soft_time_limit=900, time_limit=960)
def publish_reports() -> None:
    """Publishes the report of the week that has just ended, and of every week that was missed."""
    from moderation.reports.sweeps import publish_missed

    publish_missed()


@shared_task(name="moderation.count_days", soft_time_limit=900, time_limit=960)
def count_days() -> None:
    """Counts the days that are due."""
    from moderation.reports.rollups.settling import settle

    settle(force=False)


@shared_task(name="moderation.send_report_mail")
def send_report_mail(mail_id: int) -> None:
    """Sends one report to one subscriber."""
    from moderation.reports.mail import send

    send(mail_id)


def ring(task: Any, *arguments: int) -> None:
    """A doorbell, now. With the broker away the sweep rings again."""
    try:
        task.delay(*arguments)
    except OperationalError:
        log.warning("doorbell_failed", task=task.name, hint="broker unreachable; the sweep rings again")
