from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.scoring.clickbait.form import FORM, SENTENCES, form_of, measures
from articles.text.search_folding import fold_for_search


def values(headline: str) -> dict[str, float]:
    return dict(zip(FORM, form_of(headline, fold_for_search(headline).text), strict=True))


def test_marks_count_in_either_width_up_to_three() -> None:
    assert values("甲，乙,丙：丁｜茶馆")["comma"] == 2
    assert values("甲，乙,丙：丁｜茶馆")["bar"] == values("甲|乙")["bar"] == 1
    assert values("，" * 9)["comma"] == 3


def test_invisible_characters_do_not_lengthen_a_headline() -> None:
    assert values("桥\u200b\u200b封闭")["length"] == values("桥封闭")["length"]
    assert values("<b>桥封闭</b>")["length"] == values("桥封闭")["length"]


def test_shares_are_of_the_whole() -> None:
    found = values("Two Men in 2026")
    assert (found["digits"], found["capitals"]) == (5 * 4 / 15, 0.5)
    assert found["words"] == pytest.approx(math.log(5 / 2))


def test_a_measure_names_its_first_mark() -> None:
    found = {measure.name: measure for measure in measures("甲，乙：丙", "甲,乙:丙")}
    assert (found["comma"].at, found["colon"].at, found["length"].at) == (1, 3, None)
    assert "bar" not in found
    assert set(SENTENCES) == set(FORM)


@given(st.text())
def test_every_text_has_a_form(text: str) -> None:
    assert all(map(math.isfinite, form_of(text, fold_for_search(text).text)))
