from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.scoring.clickbait.form import FORM, form_of
from articles.text.search_folding import fold_for_search


def values(headline: str) -> dict[str, float]:
    return dict(zip(FORM, form_of(headline, fold_for_search(headline).text), strict=True))


def test_marks_count_in_either_width_up_to_three_and_commas_once() -> None:
    assert values("甲，乙,丙：丁｜茶馆")["comma"] == values("甲，乙")["comma"] == 1
    assert values("甲，乙,丙：丁｜茶馆")["bar"] == values("甲|乙")["bar"] == 1
    assert values("“" * 9)["quote"] == 3


def test_invisible_characters_do_not_lengthen_a_headline() -> None:
    assert values("桥\u200b\u200b封闭")["length"] == values("桥封闭")["length"]
    assert values("<b>桥封闭</b>")["length"] == values("桥封闭")["length"]


def test_shares_are_of_the_whole() -> None:
    found = values("Two Men in 2026")
    assert (found["digits"], found["capitals"]) == (5 * 4 / 15, 0.5)
    assert found["words"] == pytest.approx(math.log(5 / 2))


@pytest.mark.parametrize("headline", ["U.S. 5.2%", "9:30开馆", "共1,000人", "甲3.5乙"])
def test_marks_within_numbers_and_names_are_no_punctuation(headline: str) -> None:
    found = values(headline)
    assert (found["comma"], found["colon"], found["dots"]) == (0, 0, 0)
    assert found["stop"] == (1 if headline.startswith("U.S.") else 0), "the last point of U.S. stands before a space"


def test_a_row_of_points_is_one_ellipsis_and_no_full_stop() -> None:
    found = values("开馆时间...")
    assert (found["dots"], found["stop"]) == (1, 0)


def test_short_headlines_are_of_one_length() -> None:
    assert (
        values("停水")["length"] == values("全区停水通知")["length"] < values("全区停水通知，请居民提前储水")["length"]
    )


@given(st.text())
def test_every_text_has_a_form(text: str) -> None:
    assert all(map(math.isfinite, form_of(text, fold_for_search(text).text)))
