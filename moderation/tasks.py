"""Tasks of this app: each takes an id and calls one function. Nothing imports this module but Celery."""

from __future__ import annotations

from celery import shared_task

from articles.doorbell import ring
from moderation.decisions import bulk
from moderation.outside_scorers import calling
from moderation.reports import sweeps
from moderation.reports.mailing import mail
from moderation.reports.rollups import counting
from moderation.routing.trials import backtests
from moderation.webhooks import delivery


@shared_task(name="moderation.work_bulk")
def work_bulk(run_id: int) -> None:
    """Carries out some rows of a bulk run, and rings again for the rest."""
    if bulk.work(run_id):
        ring("moderation.work_bulk", run_id)


@shared_task(name="moderation.work_backtest")
def work_backtest(backtest_id: int) -> None:
    """Works on a chunk of a backtest, and rings again for the rest."""
    if backtests.work(backtest_id):
        ring("moderation.work_backtest", backtest_id)


@shared_task(name="moderation.deliver_webhooks", soft_time_limit=120, time_limit=150)
def deliver_webhooks() -> None:
    """Delivers messages that are due, and rings again for the rest. The time limits are longer than a round."""
    if delivery.deliver_due():
        ring("moderation.deliver_webhooks")


@shared_task(name="moderation.deliver_webhook")
def deliver_webhook(delivery_id: int) -> None:
    """Sends one message at once, to test an endpoint."""
    delivery.deliver_one(delivery_id)


@shared_task(name="moderation.call_scorers")
def call_scorers() -> None:
    """Calls scorers outside about new articles, and rings again for the rest."""
    if calling.call_due():
        ring("moderation.call_scorers")


@shared_task(name="moderation.publish_reports", soft_time_limit=900, time_limit=960)
def publish_reports() -> None:
    """Publishes the report of the week that has just ended, and those of missed weeks."""
    sweeps.publish_missed()


@shared_task(name="moderation.count_days", soft_time_limit=900, time_limit=960)
def count_days() -> None:
    """Counts the days that are due."""
    counting.count_due(force=False)


@shared_task(name="moderation.send_report_mail")
def send_report_mail(mail_id: int) -> None:
    """Sends one report to one subscriber."""
    mail.send(mail_id)
