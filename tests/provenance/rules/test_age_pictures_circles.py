"""Rules on old news, own pictures, and circles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.parsing.extracted import ExtractedImage, ExtractedReference
from articles.provenance.context import CircleFact, Context
from tests.provenance.rules.makers import NEWS, PUBLISHED, RECIPE, copied, flag, found


def old(days: float = 40, share: float = 0.8):
    fact = copied(share, published_at=PUBLISHED - timedelta(days=days))
    return Context(reuse=(fact,), earliest=fact)


def test_an_old_text_without_a_date_is_told():
    finding = found("old_news_without_date", around=old())
    assert (finding.severity, finding.articles) == ("medium", (7,))
    assert "40 天" in finding.zh


@pytest.mark.parametrize(
    ("around", "changes"),
    [
        (old(days=29), {}),
        (old(share=0.4), {}),
        (old(), {"body": ("2026年10月1日，临江市警方通报，城东路口发生车祸，三人受伤送医。",)}),
        (old(), {"provenance_flags": (flag("old_news", "旧闻"),)}),
        (old(), {"published_at": None}),
        (Context(), {}),
    ],
)
def test_young_partial_dated_labelled_or_undated_articles_are_not(around, changes):
    assert found("old_news_without_date", around=around, **changes) is None


def test_a_recipe_does_not_age():
    assert found("old_news_without_date", RECIPE, old()) is None


@pytest.mark.parametrize("word", ["近日", "昨天", "今天", "日前"])
def test_fresh_words_on_old_dates_are_told(word):
    body = (f"{word}，临江市警方通报车祸，2025年3月2日的调查显示三人受伤。",)
    finding = found("old_news_without_date", body=body)
    assert word in finding.zh
    assert finding.spans[0].text == word


def test_a_recent_date_in_text_or_references_explains_them():
    body = ("近日，临江市警方通报车祸，2025年3月2日曾有类似事故，三人受伤。",)
    recent = (ExtractedReference("车祸消息", "山城日报", PUBLISHED - timedelta(days=2)),)
    assert found("old_news_without_date", body=body, references=recent) is None
    assert found("old_news_without_date", body=("近日，2026年11月17日，临江市警方通报车祸，三人受伤。",)) is None
    assert found("old_news_without_date", body=("近日，临江市警方通报车祸，三人受伤。",)) is None


def shots(caption: str) -> tuple[ExtractedImage, ...]:
    return (ExtractedImage("https://img.example/1.jpg", caption=caption),)


@pytest.mark.parametrize(
    ("caption", "missing"),
    [("笔者现场拍摄", "时间和地点"), ("作者供图，11月18日上午", "地点"), ("本人拍摄于临江市人民医院", "时间")],
)
def test_own_pictures_must_say_when_and_where(caption, missing):
    finding = found("own_shot_without_place", images=shots(caption))
    assert finding.severity == "medium"
    assert f"拍摄{missing}" in finding.zh


@pytest.mark.parametrize(
    "caption", ["笔者11月18日上午拍摄于临江市滨河大道", "新华社记者摄", "资料图片", "作者摄影作品集"]
)
def test_complete_captions_and_others_pictures_are_fine(caption):
    assert found("own_shot_without_place", images=shots(caption)) is None


def test_a_claim_in_the_text_counts_and_is_shown():
    finding = found("own_shot_without_place", body=("警方通报车祸，三人受伤。", "下面是我拍的视频。"))
    assert finding.spans[0].text == "我拍的"


def test_a_recipes_pictures_need_no_place():
    assert found("own_shot_without_place", RECIPE, images=shots("本人拍摄")) is None


@pytest.mark.parametrize(
    ("article", "outside", "severity"),
    [(NEWS, False, "high"), (NEWS, True, "medium"), (RECIPE, False, "medium")],
)
def test_accounts_that_vouch_for_each_other_are_told_in_order(article, outside, severity):
    circle = CircleFact(("湖城快讯", "江边晚报"), (3, 4), outside)
    finding = found("circular_citation", article, Context(circles=(circle,)))
    assert finding.severity == severity
    assert "湖城快讯 → 江边晚报 → 湖城快讯" in finding.zh
    assert finding.articles == (3, 4)


def test_no_circle_no_finding():
    assert found("circular_citation") is None
