"""A running week: waiting items and their age are counted at the snapshot, never at the week's end."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from moderation.reports.forms.formats import FORMATS
from tests.moderation.reports import world
from tests.moderation.reports.test_figures import reported

pytestmark = pytest.mark.django_db
MONDAY = world.WEEK.starts_at
WEDNESDAY_NOON = MONDAY + timedelta(days=2, hours=12)


def waits(opened: datetime, due: datetime, decided: datetime | None = None) -> None:
    world.item(world.article(opened), opened, due, decided)


@pytest.fixture
def running(db):
    """On a Wednesday at noon: one item overdue, one due within the hour, one due on each later day of the week."""
    waits(MONDAY + timedelta(hours=8), MONDAY + timedelta(hours=20))
    waits(MONDAY + timedelta(hours=9), MONDAY + timedelta(hours=10), decided=WEDNESDAY_NOON - timedelta(hours=1))
    waits(WEDNESDAY_NOON - timedelta(hours=1), WEDNESDAY_NOON + timedelta(minutes=30))
    for days in range(1, 5):
        waits(WEDNESDAY_NOON - timedelta(hours=1), WEDNESDAY_NOON + timedelta(days=days))
    world.article(WEDNESDAY_NOON)
    return world.built(world.WEEK, WEDNESDAY_NOON + timedelta(minutes=1))


def test_report_counts_only_what_is_overdue_at_the_snapshot(running):
    figures = reported(running)
    assert figures["queue.waiting"]["this_week"] == 6
    assert figures["queue.overdue"]["this_week"] == 1


def test_report_counts_ages_up_to_the_day_of_the_snapshot(running):
    figures = reported(running)
    assert [figures[f"queue.age.{days}d"]["this_week"] for days in (1, 3, 7)] == [1, 0, 0]
    assert "opened_at__lt=2026-01-13T00%3A00%3A00%2B08%3A00" in figures["queue.age.1d"]["link"]


def test_item_decided_after_the_snapshot_was_overdue_in_it(db):
    waits(MONDAY + timedelta(hours=8), MONDAY + timedelta(hours=9), decided=world.WEEK.ends_at + timedelta(hours=1))
    world.article(MONDAY + timedelta(hours=12))
    assert reported(world.built(world.WEEK, MONDAY + timedelta(hours=12)))["queue.overdue"]["this_week"] == 1


@pytest.mark.parametrize("hours", [1, 30, 80, 130, 167])
def test_no_count_is_negative_however_far_the_week_has_come(hours):
    now = MONDAY + timedelta(hours=hours)
    for back in (0, 3, 40, 200):
        for ahead in (1, 5, 30, 100, 300):
            waits(now - timedelta(hours=back, minutes=1), now + timedelta(hours=ahead))
            waits(now - timedelta(hours=back + ahead), now - timedelta(hours=back))
    world.article(now)
    figures = reported(world.built(world.WEEK, now))
    assert figures["queue.overdue"]["this_week"] == 20
    assert [code for code, figure in figures.items() if (figure["this_week"] or 0) < 0] == []


def test_the_summary_names_the_same_items(running):
    told = " ".join(sentence["zh"] for sentence in running["summary"])
    assert "仍有 6 篇待审，其中 1 篇超时" in told


@pytest.mark.parametrize("name", ["html", "csv"])
def test_text_forms_show_no_negative_stock(running, name):
    assert not re.search(r"[-−]\d+ 篇超时", FORMATS[name].make(running, "zh").decode())
