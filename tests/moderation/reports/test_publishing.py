"""A week's report is published once, never changes, and is corrected by numbered revisions."""

from __future__ import annotations

import json
import smtplib
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.core import mail as outbox
from django.db import IntegrityError, transaction

from articles.models import Finding, ProvenanceFlag
from articles.models.immutable import ImmutableRowError
from moderation.models import (
    AuditEntry,
    Event,
    ReportMail,
    ReportRevision,
    ReportSubscriber,
    WeeklyReport,
)
from moderation.reports import sweeps
from moderation.reports.mailing.mail import due_mails, send
from moderation.reports.publishing import RunningWeek, publish, revise
from moderation.reports.week import FutureWeek, Week
from tests.moderation.reports import world

pytestmark = pytest.mark.django_db
AFTER = world.WEEK.ends_at + timedelta(hours=8)


@pytest.fixture
def week(db):
    for hour in (1, 30, 100):
        version = world.article(world.WEEK.starts_at + timedelta(hours=hour), topic="society_incident")
        world.flag(version)
        world.score(version, 0.9, "high", version.created_at)
    return world.WEEK


def now_is(moment: datetime):
    return mock.patch("django.utils.timezone.now", return_value=moment)


def test_published_once_with_event_and_audit_entry(week):
    first = publish(week, now=AFTER)
    assert publish(week, now=AFTER + timedelta(days=9)).pk == first.pk
    assert WeeklyReport.objects.get().week == "2026-W03"
    event = Event.objects.get(type="report.published")
    assert event.article is None
    assert event.data["sha256"] == first.sha256
    entry = AuditEntry.objects.get(action="report.published")
    assert json.loads(entry.payload)["revision"] == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        WeeklyReport(week="2026-W03", monday=week.monday).save()


def test_a_later_correction_is_a_revision_that_says_what_changed(week):
    first = publish(week, now=AFTER)
    assert revise(week, now=AFTER) is None
    ProvenanceFlag.objects.order_by("pk").first().delete()
    second = revise(week, now=AFTER + timedelta(days=40))
    document = second.content()
    assert (second.number, document["revision"]) == (2, 2)
    changed = {each["code"]: (each["before"], each["after"]) for each in document["corrections"]}
    assert changed["web_sourced_news.count"] == (3, 2)
    assert changed["flags.web_sourced"] == (1.0, 0.666667)
    assert second.changes == len(changed)
    assert "articles.total" not in changed
    first.refresh_from_db()
    assert first.content()["corrections"] == []
    assert revise(week, now=AFTER + timedelta(days=41)) is None
    assert Event.objects.filter(type="report.published").count() == 2


def test_published_report_cannot_be_changed(week):
    revision = publish(week, now=AFTER)
    revision.document = "{}"
    with pytest.raises(ImmutableRowError):
        revision.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        # Past the models: the trigger refuses.
        super(type(ReportRevision.objects.all()), ReportRevision.objects.all()).update(document="{}")


def test_a_failure_leaves_nothing(week):
    with mock.patch("moderation.reports.publishing.Event.save", side_effect=RuntimeError), pytest.raises(RuntimeError):
        publish(week, now=AFTER)
    assert not WeeklyReport.objects.exists()
    assert not AuditEntry.objects.filter(action="report.published").exists()


def test_running_and_future_weeks_are_not_published(week):
    with pytest.raises(RunningWeek, match="runs until 2026-01-18"):
        publish(week, now=week.ends_at - timedelta(seconds=1))
    with pytest.raises(FutureWeek):
        publish(week, now=week.starts_at - timedelta(days=1))


def test_the_sweep_catches_up_every_missed_week_exactly_once(week):
    later = week.ends_at + timedelta(weeks=3, hours=8)
    with now_is(week.ends_at + timedelta(hours=7, minutes=59)):
        world.count_due(now=week.ends_at + timedelta(hours=7))
        assert sweeps.publish_missed() == 0
    with now_is(later):
        assert sweeps.ring_missed(dry_run=True) == 4
        assert sweeps.publish_missed() == 4
        assert sweeps.publish_missed() == 0
    assert list(WeeklyReport.objects.order_by("monday").values_list("week", flat=True)) == [
        "2026-W03", "2026-W04", "2026-W05", "2026-W06",
    ]  # fmt: skip


def test_the_night_corrects_recent_reports(week):
    publish(week, now=AFTER)
    with now_is(AFTER + timedelta(days=1)):
        assert sweeps.revise_recent() == 0
        Finding.objects.create(version=world.article(week.starts_at), code="vague_sourcing", severity="high")
        assert sweeps.revise_recent() == 1
    assert ReportRevision.objects.count() == 2


def test_a_year_of_53_weeks():
    long = Week.parse("2020-W53")
    world.article(long.ends_at - timedelta(microseconds=1))
    world.article(long.ends_at)
    document = publish(long, now=long.ends_at + timedelta(days=1)).content()
    total = next(
        f for s in document["sections"] for t in s["tables"] for f in t["figures"] if f["code"] == "articles.total"
    )
    assert total["this_week"] == 1
    assert document["ends_at"] == "2021-01-04T00:00:00+08:00"
    assert document["weeks"][-1] == "2020-W53"


def test_subscribers_get_the_summary_inline(week, settings):
    settings.SITE_URL = "https://workbench.example.org/"
    ReportSubscriber.objects.create(email="head@example.org", language="zh")
    ReportSubscriber.objects.create(email="en@example.org", language="en")
    ReportSubscriber.objects.create(email="gone@example.org", active=False)
    revision = publish(week, now=AFTER)
    assert [send(pk) for pk in due_mails()] == [True, True]
    assert due_mails() == []
    en, zh = sorted(outbox.outbox, key=lambda each: each.to)
    summary = revision.content()["summary"]
    assert all(sentence["zh"] in zh.body for sentence in summary)
    assert all(sentence["en"] in en.body for sentence in summary)
    assert "https://workbench.example.org/admin/triage/reports/2026-W03/" in zh.body
    assert revision.sha256 in zh.body
    assert en.subject == "Provenance weekly 2026-W03"
    (html,) = [part.content for part in zh.alternatives]
    assert summary[0]["zh"] in html
    assert "<img" not in html


def test_a_mail_server_that_refuses_is_asked_again_and_the_report_stays(week, settings):
    ReportSubscriber.objects.create(email="head@example.org")
    publish(week, now=AFTER)
    refusal = smtplib.SMTPRecipientsRefused({"head@example.org": (550, b"no")})
    target = "django.core.mail.message.EmailMessage.send"
    with mock.patch(target, side_effect=refusal):
        assert send(due_mails()[0]) is False
    row = ReportMail.objects.get()
    assert (row.attempts, row.sent_at, row.last_error) == (1, None, "SMTPRecipientsRefused")
    assert row.due_at is not None
    assert due_mails() == [], "it rests before the next try"
    ReportMail.objects.update(due_at=row.due_at - timedelta(hours=1))
    assert send(due_mails()[0]) is True
    assert ReportRevision.objects.count() == 1
    with mock.patch(target, side_effect=OSError):
        ReportMail.objects.update(due_at=row.due_at - timedelta(hours=1), attempts=settings.MAX_ATTEMPTS - 1)
        send(row.pk)
    row.refresh_from_db()
    assert row.dead_at is not None, "a human looks at what was given up"
