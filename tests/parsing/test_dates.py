"""Times as pages print them, exact to the minute, in Asia/Shanghai."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.dates import find_moment, from_timestamp, parse_moment
from articles.text.china_time import CHINA

EXPECTED = datetime(2025, 6, 10, 12, 31, tzinfo=CHINA)


@pytest.mark.parametrize(
    "text",
    [
        "2025-06-10 12:31",
        "2025-06-10 12:31:00",
        "2025/6/10 12:31",
        "2025.06.10 12:31",
        "2025年06月10日 12:31",
        "2025年6月10日12时31分",
        "2025 年 6 月 10 日 12:31",
        "2025-06-10T12:31:00+08:00",
        "2025-06-10T04:31:00Z",
        "2025-06-10T04:31:00.000Z",
        "2025-06-09T23:31:00-0500",
        "２０２５-０６-１０　１２：３１",
        "发布时间：2025-06-10 12:31·央广网",
        "2025年6月10日 星期二 12:31",
        "2025年6月10日 中午12:31",
    ],
)
def test_forms(text: str) -> None:
    assert parse_moment(text) == EXPECTED


def test_afternoon() -> None:
    assert parse_moment("2025年6月10日 下午3:05") == datetime(2025, 6, 10, 15, 5, tzinfo=CHINA)


def test_seconds_are_kept() -> None:
    assert parse_moment("2026-01-13 12:09:35") == datetime(2026, 1, 13, 12, 9, 35, tzinfo=CHINA)


@pytest.mark.parametrize(
    "text",
    [
        "2025-06-10",
        "昨天 12:31",
        "2025-13-10 12:31",
        "2025-02-30 12:31",
        "2025-06-10 25:31",
        "",
        "12025-06-10 12:31:00:00",
    ],
)
def test_no_time_is_guessed(text: str) -> None:
    assert parse_moment(text) is None


def test_a_date_without_year_needs_one() -> None:
    assert parse_moment("06-10 12:31") is None
    assert parse_moment("06-10 12:31", year=2025) == EXPECTED
    assert parse_moment("6月10日 12:31", year=2025) == EXPECTED


def test_the_place_of_the_match() -> None:
    text = "金错刀 2021-10-06 16:22:06 转"
    found = find_moment(text)
    assert found is not None
    assert text[found[1] : found[2]].strip() == "2021-10-06 16:22:06"


def test_an_impossible_time_does_not_hide_a_later_one() -> None:
    assert parse_moment("2025-13-10 12:31 2025-06-10 12:31") == EXPECTED


@given(st.datetimes(min_value=datetime(1992, 1, 2), max_value=datetime(2090, 1, 1)), st.integers(-12, 14))
def test_iso_round_trip_in_any_zone(moment: datetime, hours: int) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert parse_moment(aware.isoformat()) == aware


@given(st.text(alphabet="0123456789-/.年月日时分: TZ+下午", max_size=60))
def test_never_raises(text: str) -> None:
    moment = parse_moment(text)
    assert moment is None or moment.utcoffset() == timedelta(hours=8)


def test_timestamps() -> None:
    assert from_timestamp(EXPECTED.timestamp()) == EXPECTED
    assert from_timestamp(EXPECTED.timestamp() * 1000) == EXPECTED
    assert from_timestamp(5) is None
