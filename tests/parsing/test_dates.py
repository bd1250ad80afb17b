"""Times as pages print them, exact to the minute, in Asia/Shanghai."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.times.dates import day_bounds, find_moment, from_timestamp, parse_moment
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


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [
        ("2025-06-10 凌晨3:05", 3, 5), ("2025-06-10 凌晨12:30", 0, 30), ("2025-06-10 清晨6:05", 6, 5),
        ("2025-06-10 早上8:05", 8, 5), ("2025-06-10 上午9:05", 9, 5), ("2025-06-10 中午12:30", 12, 30),
        ("2025年6月10日 中午1:05", 13, 5), ("2025-06-10 下午12:10", 12, 10), ("2025-06-10 下午15:05", 15, 5),
        ("2025-06-10 午后2:05", 14, 5), ("2025-06-10 傍晚6:05", 18, 5), ("2025-06-10 晚上8:05", 20, 5),
        ("2025-06-10 晚间11:05", 23, 5), ("2025-06-10 夜间9:05", 21, 5), ("2025-06-10 深夜11:05", 23, 5),
        ("2025-06-10 深夜0:30", 0, 30), ("2025-06-10 午夜0:10", 0, 10), ("2025年6月10日 下午3點05分", 15, 5),
        ("2025-06-10 3:05 PM", 15, 5), ("2025-06-10 3:05 p.m.", 15, 5), ("2025-06-10 PM 3:05", 15, 5),
        ("2025-06-10 12:30 AM", 0, 30), ("2025-06-10 12:30 a.m.", 0, 30), ("2025-06-10 12:10 PM", 12, 10),
        ("2025-06-10 3:05 下午", 15, 5), ("2025-06-10（周二）下午3:05", 15, 5), ("20250610 12:31", 12, 31),
        ("June 10, 2025 12:31 PM", 12, 31), ("Jun. 10, 2025, 3:05 pm", 15, 5), ("10 June 2025 12:31", 12, 31),
        ("12:31 PM, June 10, 2025", 12, 31), ("Tue, 10 Jun 2025 04:31:00 GMT", 12, 31), ("10-Jun-2025 12:31", 12, 31),
        ("June 10, 2025 at 12:31 a.m. EDT", 12, 31), ("2025-06-10 12:31 (GMT+8)", 12, 31),
        ("2025-06-10 | 12:31", 12, 31),
        ("民國114年6月10日 下午3:05", 15, 5), ("114年6月10日 12:31", 12, 31), ("2025-06-10 8:10 早间新闻", 8, 10),
        ("Tue 10 Jun 2025 04.31 GMT", 12, 31), ("10 June 2025 3.05 p.m.", 15, 5),
        ("2025-06-10 12:31 PM2.5", 12, 31), ("2025-06-10 12∶31", 12, 31),
    ],
)  # fmt: skip
def test_words_beside_the_hour(text: str, hour: int, minute: int) -> None:
    assert parse_moment(text) == datetime(2025, 6, 10, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    "text",
    [
        "2025-06-10 上午12:10", "2025-06-10 晚上12:10", "2025-06-10 深夜1:30", "2025-06-10 上午13:05",
        "2025-06-10 凌晨9:05", "2025-06-10 下午3:05 AM", "2025-06-10 13:05 AM", "2025-06-10 12:31 ET",
        "2025-06-10 12:31 CST", "当地时间2025-06-10 12:31", "2025-06-10 12:31（当地时间）", "2025-06-10 10:00-11:30",
        "2025-06-112:31", "25-06-10 12:31", "25年6月10日 12:31", "06/10/2025 12:31",
    ],
)  # fmt: skip
def test_what_can_mean_two_times_means_none(text: str) -> None:
    assert parse_moment(text) is None
    assert parse_moment(text, year=2025) is None
    assert day_bounds(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2025-06-10", "2025年6月10日", "2025/6/10", "20250610", "June 10, 2025", "10 June 2025", "民國114年6月10日",
        "日期：2025.06.10 来源",
    ],
)  # fmt: skip
def test_a_bare_date_is_a_day(text: str) -> None:
    assert parse_moment(text) is None
    assert day_bounds(text) == (datetime(2025, 6, 10, tzinfo=CHINA), datetime(2025, 6, 11, tzinfo=CHINA))


@pytest.mark.parametrize("text", ["2025-02-30", "2025-06", "06-10", "2025-06-10 25:31", "2025-06-101", ""])
def test_no_day_is_guessed(text: str) -> None:
    assert day_bounds(text) is None


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


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇二六年三月四日", "2026-03-04"),
        ("二○二三年十一月三十日", "2023-11-30"),
        ("发布日期：二零一九年十二月廿九日", "2019-12-29"),
        ("一九八五年五月十日", "1985-05-10"),
        ("二〇二六年二月三十日", None),
        ("二百零二年三月四日", None),
    ],
)
def test_reads_days_in_han_numerals(text: str, day: str | None) -> None:
    bounds = day_bounds(text)
    assert (str(bounds[0])[:10] if bounds else None) == day


def test_reads_a_time_behind_a_day_in_han_numerals() -> None:
    assert str(parse_moment("二〇二六年三月四日 09:20")) == "2026-03-04 09:20:00+08:00"
