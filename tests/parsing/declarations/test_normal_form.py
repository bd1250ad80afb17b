"""The normal form of declarations: one spelling, with spans that point into the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.parsing.normal_form import normalize

SPELLINGS = [
    ("内容由 AI 生成", "内容由AI生成"),
    ("内容由A I生成", "内容由AI生成"),
    ("内 容 由 A I 生 成", "内容由AI生成"),
    ("内容由ＡＩ生成", "内容由AI生成"),
    ("內容由AI生成", "内容由AI生成"),
    ("内\u200b容由\ufeffAI生\u00ad成", "内容由AI生成"),
    ("⚠️内容由AI生成⚠️", "内容由AI生成"),
    ("🤖AI生成", "AI生成"),
    ("#AI生成", "AI生成"),
    ("内容由ⒶⒾ生成", "内容由AI生成"),
    ("内容由\U0001d400\U0001d408生成", "内容由AI生成"),
    ("声明丨取材网络 ， 谨慎辨别", "声明|取材网络,谨慎辨别"),
    ("图｜网络", "图|网络"),
    ("【声明】\u3000取材网络", "[声明]取材网络"),
    ("两段 话,本文 转载", "两段 话,本文 转载"),
    ("Generated with AI", "Generated with AI"),
    ("第一行\r第二行", "第一行\n第二行"),
]


@pytest.mark.parametrize(("text", "form"), SPELLINGS)
def test_spellings_have_one_form(text: str, form: str) -> None:
    assert normalize(text).text.strip() == form


def test_a_span_of_the_form_points_into_the_original() -> None:
    text = "👉 本文 由\u200b A I 生成。"
    form = normalize(text)
    start = form.text.index("由AI")
    assert text[slice(*form.span(start, start + 3))] == "由\u200b A I"


def test_a_text_in_normal_form_keeps_its_places() -> None:
    assert normalize("本文由AI生成，请注意甄别。").origin is None


@given(st.text() | st.text(alphabet="内 容由AI生成A I,，。\u200b🤖#|"))
def test_every_character_of_the_form_stands_in_the_original_in_order(text: str) -> None:
    form = normalize(text)
    if form.origin is None:
        assert len(form.text) == len(text)
        return
    assert len(form.origin) == len(form.text)
    assert list(form.origin) == sorted(set(form.origin))
    assert all(0 <= place < len(text) for place in form.origin)
