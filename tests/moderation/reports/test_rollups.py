"""Roll-ups follow late changes of rows by any writer: the next count equals a full one."""

from __future__ import annotations

import json
import random
from datetime import timedelta
from io import StringIO
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from articles.models import (
    ArticleVersion,
    Attribution,
    Disclaimer,
    Finding,
    ListEntry,
    ProvenanceFlag,
    Reference,
    ReuseEdge,
    Score,
    SourceGroup,
)
from moderation.models import Appeal, CountedDay, DayMark, QueueItem, RollUp
from moderation.reports.rollups import counting
from moderation.reports.rollups.counting import count_due
from moderation.reports.rollups.keeping import keep
from moderation.reports.rollups.period import chunks
from moderation.reports.rollups.subjects import SUBJECTS
from moderation.reports.rollups.watches import WATCHES
from tests.moderation.reports import world

pytestmark = pytest.mark.django_db
AFTER = world.WEEK.ends_at + timedelta(days=3)


def differences() -> list:
    """The differences between the roll-ups and a full count of all days of this world."""
    periods = chunks(world.WEEK.last(10)[0].monday, AFTER.date(), 28)
    return [
        each
        for period in periods
        for subject in SUBJECTS
        for counted in counting.count(subject, period)
        for each in keep(subject.name, counted, repair=False)
    ]


def count_marked_days() -> None:
    """Counts the marked days, as a sweep does between two counts of the recent days."""
    count_due(now=AFTER, force=False)


@pytest.fixture
def settled(db):
    world.populate(random.Random(3), articles=20)  # noqa: S311 - repeatable, not secret
    world.copied(*ArticleVersion.objects.order_by("-pk")[:2]) if not ReuseEdge.objects.exists() else None
    world.group("matrix", world.WEEK.starts_at, None)
    count_due(now=AFTER)
    assert not DayMark.objects.exists()
    assert RollUp.objects.count() > 200


def late_changes() -> None:
    """Makes one change of every kind by UPDATE and DELETE of many rows, which send no signals."""
    ArticleVersion.objects.filter(topic="life").update(topic="sport", topic_is_news=True)
    Finding.objects.filter(severity="low").update(severity="high")
    Finding.objects.filter(code="vague_sourcing").delete()
    ProvenanceFlag.objects.filter(code="web_sourced").update(code="fiction")
    Disclaimer.objects.exclude(status="known").update(status="dismissed")
    Reference.objects.filter(used=True).update(used=False)
    Attribution.objects.filter(kind="anonymous").update(kind="named_person")
    ReuseEdge.objects.update(credit="credited", directed=True, containment=0.7)
    SourceGroup.objects.update(closed_at=world.WEEK.ends_at - timedelta(hours=1))
    Score.objects.filter(band="low").update(band="medium", value=0.51)
    ListEntry.objects.update(standing="removed")
    decided = QueueItem.objects.filter(state="decided").exclude(article__queue_items__state="open")
    item = decided.order_by("pk").first()
    QueueItem.objects.filter(pk=item.pk).update(state="open", decided_at=None, risk=0.9)
    Appeal.objects.filter(state="upheld").update(state="overturned")
    version = world.article(world.WEEK.starts_at + timedelta(hours=3), platform="sohu")
    world.flag(version, "ai_generated")
    world.unreadable(world.WEEK.starts_at)


def test_late_changes_of_every_kind_are_counted_by_their_marks(settled):
    late_changes()
    assert differences(), "the changes change nothing"
    count_marked_days()
    assert not DayMark.objects.exists()
    assert differences() == []


def test_marks_come_in_the_transaction_of_the_change(settled):
    with transaction.atomic():
        Finding.objects.update(severity="high")
        assert DayMark.objects.filter(subject="found").exists()
        transaction.set_rollback(True)
    assert not DayMark.objects.exists()


def test_ordinary_work_of_today_marks_nothing(submit, assess_all):
    submit()
    assess_all()
    assert not DayMark.objects.exists()
    count_due()
    assert RollUp.objects.get(measure="articles", key="total").value == 1


def test_every_watched_table_has_its_triggers_on_this_database():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'rollup_mark%%'")
        assert {watch.table for watch in WATCHES} <= {name for (name,) in cursor.fetchall()}


def test_count_repeats_when_another_worker_wrote_meanwhile(settled, monkeypatch):
    """The slower of two counts reads before a change that the faster one has counted."""
    finding = Finding.objects.order_by("pk").first()
    Finding.objects.filter(pk=finding.pk).update(severity="high" if finding.severity != "high" else "low")
    counted = counting.count
    raced = []

    def slow(subject, period):
        found = list(counted(subject, period))
        if not raced:
            raced.append(period)
            Finding.objects.filter(pk=finding.pk).delete()
            count_marked_days()
        return found

    monkeypatch.setattr(counting, "count", slow)
    count_marked_days()
    monkeypatch.undo()
    assert raced
    assert differences() == []


def test_the_command_proves_the_roll_ups_and_puts_right_what_is_wrong(settled):
    with mock.patch("django.utils.timezone.now", return_value=AFTER):
        out = StringIO()
        call_command("rebuild_rollups", "--week", "2026-W03", stdout=out, stderr=StringIO())
        assert "equal to a full count" in out.getvalue()
        days = {"day__gte": world.WEEK.monday, "day__lte": world.WEEK.sunday}
        row = RollUp.objects.filter(**days).exclude(measure="clock").order_by("pk").first()
        RollUp.objects.filter(pk=row.pk).update(value=row.value + 7)
        for arguments in (["--dry-run"], []):
            out = StringIO()
            with pytest.raises(CommandError, match="1 roll-ups differed from the rows"):
                call_command("rebuild_rollups", "--week", "2026-W03", *arguments, stdout=out, stderr=StringIO())
            line = json.loads(out.getvalue().splitlines()[0])
            assert (line["key"], line["kept"], line["counted"]) == (row.key, row.value + 7, row.value)
    row.refresh_from_db()
    assert line["counted"] == row.value


def test_recent_days_rest_between_counts(settled):
    CountedDay.objects.update(counted_at=AFTER - timedelta(days=1), seconds=6)
    newest = CountedDay.objects.order_by("-day").values("pk")[:1]
    CountedDay.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).update(counted_at=AFTER)
    assert not counting.rested(AFTER + timedelta(seconds=61))
    assert counting.rested(AFTER + timedelta(hours=2))


def test_subjects_share_no_measure(settled):
    owners: dict[str, set[str]] = {}
    for measure, subject in RollUp.objects.values_list("measure", "subject").distinct():
        owners.setdefault(measure, set()).add(subject)
    assert all(len(names) == 1 for names in owners.values())
    assert {name for names in owners.values() for name in names} <= {subject.name for subject in SUBJECTS}
