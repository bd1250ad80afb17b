"""Times on a line: to scale, in order, with what is cut out said, and dates that can be read."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import pairwise

import pytest

from articles.provenance.lineage.drawing.timescale import time_scale
from articles.text.china_time import CHINA
from tests.provenance.lineage.makers import DAY


def test_a_line_without_long_gaps_is_to_scale() -> None:
    scale = time_scale([DAY, DAY + timedelta(hours=4), DAY + timedelta(hours=8)], 100, 900)
    assert [scale.x(DAY + timedelta(hours=hours)) for hours in (0, 2, 4, 8)] == [100, 300, 500, 900]
    assert scale.breaks == ()


def test_years_before_a_day_of_copies_are_cut_out_and_said() -> None:
    copies = [DAY + timedelta(hours=hours) for hours in (0, 6, 12)]
    scale = time_scale([DAY - timedelta(days=900), *copies], 0, 800)
    assert [each.length for each in scale.breaks] == [timedelta(days=900)]
    assert scale.x(copies[2]) - scale.x(copies[0]) > 600
    assert scale.x(copies[1]) == pytest.approx((scale.x(copies[0]) + scale.x(copies[2])) / 2)


@pytest.mark.parametrize("seed", range(20))
def test_order_and_bounds_hold_and_dates_have_room(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    times = sorted(DAY + timedelta(minutes=10 ** draw.uniform(0, 6)) for _ in range(draw.randint(1, 60)))
    scale = time_scale(times, 50, 700)
    places = [scale.x(each) for each in times]
    assert places == sorted(places)
    assert 50 <= places[0] <= places[-1] <= 700.001
    ticks = scale.ticks(CHINA)
    assert ticks
    assert all(other.x - one.x >= 84 for one, other in pairwise(ticks))
    assert all(50 <= tick.x <= 700 for tick in ticks)
    assert len(scale.breaks) <= 4


@pytest.mark.parametrize(
    ("span", "labels"),
    [
        (timedelta(hours=4), [("00:00", "2026-03-01"), ("01:00", ""), ("02:00", ""), ("03:00", ""), ("04:00", "")]),
        (timedelta(hours=40), [("00:00", "2026-03-01"), ("12:00", ""), ("00:00", "2026-03-02"), ("12:00", "")]),
        (timedelta(days=5), [("03-01", "2026"), ("03-02", ""), ("03-03", ""), ("03-04", ""), ("03-05", "")]),
        (timedelta(days=120), [("2026-03", ""), ("2026-04", ""), ("2026-05", ""), ("2026-06", "")]),
        (timedelta(days=400), [("2026-04", ""), ("2026-07", ""), ("2026-10", ""), ("2027-01", "")]),
        (timedelta(days=1500), [("2027", ""), ("2028", ""), ("2029", ""), ("2030", "")]),
    ],
)
def test_dates_are_round_ones_of_the_given_zone(span: timedelta, labels: list[tuple[str, str]]) -> None:
    ticks = time_scale([DAY, DAY + span], 0, 430).ticks(CHINA)
    assert [(tick.above, tick.below) for tick in ticks][: len(labels)] == labels


def test_one_time_alone_stands_in_the_middle_with_its_date() -> None:
    scale = time_scale([DAY, DAY], 100, 500)
    assert scale.x(DAY) == 300
    assert [(tick.x, tick.above, tick.below) for tick in scale.ticks(CHINA)] == [(300, "00:00", "2026-03-01")]
