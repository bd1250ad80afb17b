from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.reports.forms.charts import bars, histogram, sparkline

VALUES = st.one_of(st.none(), st.floats(0, 1e9))


@given(st.lists(VALUES, min_size=1, max_size=12))
def test_a_line_stays_in_its_frame_and_shows_every_value(values):
    spark = sparkline(values, width=120, height=28, margin=3)
    points = [tuple(map(float, pair.split(","))) for line in spark.lines for pair in line.split()]
    assert all(3 <= x <= 117 and 3 <= y <= 25 for x, y in [*points, *spark.dots])
    alone = len(spark.dots) - (values[-1] is not None and len(values) > 1 and values[-2] is not None)
    assert len(points) + alone == sum(value is not None for value in values)


def test_higher_is_drawn_higher():
    points = [float(pair.split(",")[1]) for pair in sparkline([1, 5, 3]).lines[0].split()]
    assert points[1] < points[2] < points[0]


def test_a_week_without_a_value_breaks_the_line():
    spark = sparkline([1, 2, None, 3])
    assert len(spark.lines) == 1
    assert len(spark.dots) == 1


def test_bars_share_one_scale_with_last_week():
    first, second = bars([0.2, None], [0.4, None], width=200)
    assert (first.width, first.tick) == (100, 200)
    assert (second.width, second.tick) == (0, None)


def test_the_marked_part_stands_at_the_foot_of_its_column():
    picture = histogram([4, 2], [1, 0], [0, 0], height=140)
    column = picture.columns[0]
    assert (column.height, column.marked_height) == (140, 35)
    assert column.marked_y + column.marked_height == column.y + column.height == 140
    assert picture.outline == ""


def test_last_weeks_outline_is_scaled_to_this_week():
    outline = histogram([4, 4], [0, 0], [40, 40], height=140).outline
    assert {pair.split(",")[1] for pair in outline.split()} == {"0.0"}


@pytest.mark.parametrize("empty", [[0] * 10])
def test_a_histogram_of_nothing(empty):
    picture = histogram(empty, empty, empty)
    assert all(column.height == 0 for column in picture.columns)
