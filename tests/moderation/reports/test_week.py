from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.china_time import CHINA_ZONE
from moderation.reports.week import FutureWeek, UnknownWeek, Week


@pytest.mark.parametrize(
    "text", ["", "2026-W", "2026-W3", "26-W03", "2026-03", "2026-W03-1", "２０２６-W03", "2026-W00", "0000-W01", "W03"]
)
def test_text_that_names_no_week_is_refused(text):
    with pytest.raises(UnknownWeek):
        Week.parse(text)


@pytest.mark.parametrize(
    ("text", "known"), [("2020-W53", True), ("2026-W53", True), ("2025-W53", False), ("2026-W54", False)]
)
def test_only_long_years_have_a_week_53(text, known):
    if known:
        assert str(Week.parse(text)) == text
    else:
        with pytest.raises(UnknownWeek, match="there is no week"):
            Week.parse(text)


def test_the_last_week_of_the_calendar_is_refused_and_not_a_crash():
    with pytest.raises(UnknownWeek):
        Week.parse("9999-W52")


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_a_moment_lies_in_its_week(moment):
    week = Week.of(moment)
    assert week.starts_at <= moment < week.ends_at
    assert week.starts_at.astimezone(CHINA_ZONE).weekday() == 0
    assert week.ends_at - week.starts_at == timedelta(days=7)
    assert Week.parse(str(week)) == week


def test_eight_weeks_over_the_turn_of_a_long_year():
    weeks = [str(week) for week in Week(2021, 2).last(4)]
    assert weeks == ["2020-W52", "2020-W53", "2021-W01", "2021-W02"]


def test_running_and_future_weeks():
    week = Week.parse("2026-W03")
    assert week.is_partial(week.starts_at)
    assert week.is_partial(week.ends_at - timedelta(microseconds=1))
    assert not week.is_partial(week.ends_at)
    with pytest.raises(FutureWeek, match="begins on 2026-01-12"):
        week.is_partial(week.starts_at - timedelta(microseconds=1))
