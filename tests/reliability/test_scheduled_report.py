"""The schedule's task for the weekly report in a real worker publishes a missed week, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from celery.schedules import crontab
from django.conf import settings
from django.utils import timezone

from moderation import tasks
from moderation.models import Event, WeeklyReport
from moderation.reports import sweeps
from moderation.reports.rollups import counting
from moderation.reports.week import Week
from moderation.vocabulary import events
from tests.moderation.reports import world
from tests.services.broker import Broker
from tests.services.processes import wait_for
from tests.services.worker import Service
from workbench.celery import app


def test_the_report_is_due_on_mondays_at_eight_in_beijing_and_every_task_is_known() -> None:
    entries = settings.CELERY_BEAT_SCHEDULE
    app.loader.import_default_modules()
    assert {entry["task"] for entry in entries.values()} <= set(app.tasks)
    report = entries["report"]["schedule"]
    assert isinstance(report, crontab)
    assert settings.CELERY_TIMEZONE == "Asia/Shanghai"
    sunday = datetime(2026, 3, 1, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    report.nowfun = lambda: sunday
    report.app = app
    due_in = report.remaining_estimate(sunday)
    assert sunday + due_in == datetime(2026, 3, 2, 8, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.django_db(transaction=True)
def test_a_worker_publishes_the_week_that_ended_once_however_often_it_is_rung(worker: Service, broker: Broker) -> None:
    week = Week.of(timezone.now() - sweeps.OUT_AFTER).last(2)[0]
    world.article(week.starts_at + timedelta(hours=1))
    counting.count_due()
    assert sweeps.missed_weeks() == [week]
    for _ in range(3):
        tasks.publish_reports.delay()
    assert broker.client.llen("celery") == 3

    worker.start()
    wait_for(lambda: broker.client.llen("celery") == 0 and WeeklyReport.objects.exists(), "the report")
    wait_for(lambda: not sweeps.missed_weeks(), "every missed week")

    assert list(WeeklyReport.objects.values_list("week", flat=True)) == [str(week)]
    assert Event.objects.filter(type=events.REPORT_PUBLISHED).count() == 1
