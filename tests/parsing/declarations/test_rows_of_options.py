"""Rows of options: found whole, and without asking about most lines of a text that has none."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.assemble import rows_of


@given(st.lists(st.booleans(), max_size=40), st.integers(1, 5))
def test_rows_are_those_of_enough_lines(holds: list[bool], fewest: int) -> None:
    expected: list[bool] = []
    for value, run in groupby(holds):
        row = list(run)
        expected += [value and len(row) >= fewest] * len(row)
    assert rows_of(holds.__getitem__, len(holds), fewest) == expected


def test_a_text_without_options_is_asked_about_every_third_line() -> None:
    asked: list[int] = []

    def holds(at: int) -> bool:
        asked.append(at)
        return False

    assert rows_of(holds, 10, 3) == [False] * 10
    assert asked == [2, 5, 8]
