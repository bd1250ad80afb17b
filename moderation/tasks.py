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
