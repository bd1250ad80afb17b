from __future__ import annotations

import pytest

from moderation.reports.phrases import against_last_week, number, plain, share_last_week, signed, streak, streak_words


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [(48213, "count", "48,213"), (0.2137, "share", "21.4%"), (58.24, "points", "58.2"), (0.926, "probability", "0.93")],
)
def test_numbers(value, unit, shown):
    assert number(value, unit) == shown


def test_missing_value_is_a_dash():
    assert number(None, "share") == signed(None, "count", "zh") == "—"


@pytest.mark.parametrize(
    ("value", "unit", "language", "shown"),
    [
        (-1234, "count", "zh", "−1,234"),
        (0.012, "share", "zh", "+1.2 点"),
        (0.012, "share", "en", "+1.2 pts"),
        (-0.00001, "share", "zh", "0"),
        (0, "count", "en", "0"),
    ],
)
def test_changes_carry_their_sign(value, unit, language, shown):
    assert signed(value, unit, language) == shown


@pytest.mark.parametrize(
    ("this", "last", "had_data", "zh", "en"),
    [
        (110, 100, True, "较上周增加 10.0%", "10.0% more than last week"),
        (90, 100, True, "较上周减少 10.0%", "10.0% fewer than last week"),
        (5, 5, True, "与上周持平", "the same as last week"),
        (0, 0, True, "与上周持平", "the same as last week"),
        (5, 0, True, "上周为 0", "none last week"),
        (5, 0, False, "上周无数据", "no data last week"),
    ],
)
def test_counts_against_last_week(this, last, had_data, zh, en):
    assert against_last_week(this, last, "zh", had_data=had_data) == zh
    assert against_last_week(this, last, "en", had_data=had_data) == en


def test_a_share_of_nothing_last_week():
    assert share_last_week(None, "zh") == "上周无数据"
    assert share_last_week(0.2, "en") == "20.0% last week"


@pytest.mark.parametrize(
    ("weeks", "run"),
    [
        ([1, 2, 3, 4], 3),
        ([4, 3, 2], -2),
        ([1, 1, 2], 1),
        ([3, 1, 2], 1),
        ([1, 2, 2], 0),
        ([None, 1, 2], 1),
        ([1, 2, None], 0),
        ([1], 0),
    ],
)
def test_streaks(weeks, run):
    assert streak(weeks) == run


def test_streak_has_words_from_the_third_week_on():
    assert streak_words([1, 2, 3], "zh") == ""
    assert streak_words([1, 2, 3, 4], "zh") == "，连续第 3 周上升"
    assert streak_words([4, 3, 2, 1], "en") == ", down for 3 weeks running"


def test_a_name_cannot_turn_the_sentence_around_it():
    assert plain("甲\u202e乙\u0000\n") == "甲乙"
    assert len(plain("长" * 100)) == 40
