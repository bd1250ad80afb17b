"""Rules on old news, own pictures, and circles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from articles.parsing.extracted import ExtractedImage, ExtractedReference
from articles.provenance.context import CircleFact, Context, PictureFact
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


@pytest.mark.parametrize(
    "body",
    [
        "近日，临江市警方查获生产日期为2015年3月2日的过期果酱三百箱，三人受伤送医。",
        "近日，临江市警方发布悬赏通告，征集2018年5月6日一起命案的线索。",
        "近日，临江市法院审结一起车祸纠纷，车祸发生在2019年4月3日。",
        "昨天，临江市举行大桥通车纪念活动，大桥于1986年5月1日通车，警方维持秩序。",
        "近日，临江市警方成立十周年，2012年6月1日首批民警到岗，车祸大幅减少。",
        "近日，临江市警方通报，自2020年3月1日起施行的规定将修改，车祸认定更快。",
        "近日，临江市警方通报车祸。2020年7月12日，受害人曾在此报警。",
        "更新 2019-02-26 近日，临江市警方通报车祸，三人受伤送医。",
        "从2020年2月1日起，临江市警方启用新设备。今日，车祸明显减少。",
    ],
)
def test_days_of_products_cases_rules_and_history_are_not_the_events(body):
    assert found("old_news_without_date", body=(body,)) is None


@pytest.mark.parametrize(
    "body",
    [
        ("昨晚，临江市发生车祸，三人受伤。2020年7月12日下午，警方赶到现场。",),
        ("昨晚，臨江市發生車禍，三人受傷。", "２０２０年７月１２日下午，警方趕到現場。"),
        ("车祸刚刚发生！2021年7月12日，警方赶到现场，三人受伤送医。",),
    ],
)
def test_next_sentence_may_date_what_is_told_of_last_night(body):
    assert found("old_news_without_date", body=body).severity == "medium"


def test_copy_with_day_and_month_lacks_the_year():
    body = ("7月12日，临江市警方通报，城东路口发生车祸，三人受伤送医，事故原因正在调查。",)
    finding = found("old_news_without_date", around=old(), body=body)
    assert "没有写明年份" in finding.zh
    assert "year" in finding.en


@pytest.mark.parametrize(
    "body",
    [
        "临江市警方提醒：国庆将于下周到来，请广大司机注意车祸高发路段，谨慎驾驶。",
        "第三届临江马拉松定于本周日举行，警方将对沿线实行交通管制，谨防车祸。",
        "高考报名即日起开始，警方提醒考生提前规划路线，路上谨防车祸。",
    ],
)
def test_yearly_notice_of_a_coming_event_is_no_old_news(body):
    assert found("old_news_without_date", around=old(days=618), body=(body,)) is None


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


@pytest.mark.parametrize(
    "body",
    [
        "该朋友说，这段视频是自己拍的。",
        "图片由受访者本人供图。",
        "嫌疑人供述：“那段视频是我拍的，早就删了。”",
        "网友发帖称，照片是自己随手拍下的。",
        "目击者李某告诉记者，视频是本人现场拍摄。",
        "车主王先生回忆，画面是自己用手机拍摄。",
        '一名学生说："这是我拍的。"',
        "当事人本人供图，警方已经介入。",
        "市民可以用“随手拍”功能举报违章。",
    ],
)
def test_pictures_that_somebody_else_took_are_not_the_authors(body):
    assert found("own_shot_without_place", body=("警方通报车祸，三人受伤。", body)) is None


@pytest.mark.parametrize("body", ["以下视频由笔者拍摄。", "小编随手拍了一段视频。", "图源：作者", "这张照片是我拍的。"])
def test_sentence_of_the_author_about_his_picture_is_low(body):
    assert found("own_shot_without_place", body=("警方通报车祸，三人受伤。", body)).severity == "low"


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


def seen(days: float, position: int = 0, *, other_source: bool = True) -> Context:
    fact = PictureFact(position, 7, "一张旧照", "山城观察", PUBLISHED - timedelta(days=days), other_source)
    return Context(pictures=(fact,))


FRESH = ("今天上午，临江市警方通报，城东路口发生车祸，三人受伤送医。",)


def test_an_own_picture_that_stood_elsewhere_before_is_told_with_the_other_reading():
    finding = found("own_shot_seen_before", around=seen(30), images=shots("11月20日摄于城东路口，本人拍摄"))
    assert (finding.severity, finding.articles) == ("low", (7,))
    assert "作者也可能是该图的拍摄者" in finding.zh
    assert "一张旧照" in finding.zh


def test_the_text_calls_an_only_picture_own():
    finding = found("own_shot_seen_before", around=seen(30), images=shots(None), body=(*FRESH, "下面是我拍的照片。"))
    assert (finding.severity, finding.spans[0].text) == ("low", "我拍的")


@pytest.mark.parametrize(
    ("around", "caption"),
    [
        (seen(0.5), "本人拍摄"),
        (seen(30, other_source=False), "本人拍摄"),
        (seen(30, position=3), "本人拍摄"),
        (seen(30), "网友供图"),
        (Context(), "本人拍摄"),
    ],
)
def test_a_young_own_or_credited_picture_is_not_told(around, caption):
    assert found("own_shot_seen_before", around=around, images=shots(caption)) is None


def test_an_old_picture_beside_fresh_words_is_told_low():
    finding = found("old_news_without_date", around=seen(400), images=shots(None), body=FRESH)
    assert (finding.severity, finding.articles, finding.spans[0].text) == ("low", (7,), "今天")


@pytest.mark.parametrize(
    ("days", "caption", "body"),
    [
        (100, None, FRESH),
        (400, "资料图", FRESH),
        (400, "2019年5月，城东路口", FRESH),
        (400, None, ("临江市警方通报，城东路口发生车祸，三人受伤送医。",)),
        (400, None, (*FRESH, "图文无关。")),
        (400, None, (*FRESH, "据了解，这里2019年5月3日曾发生过车祸。")),
    ],
)
def test_an_archive_picture_a_young_one_or_a_dated_text_is_not_told(days, caption, body):
    assert found("old_news_without_date", around=seen(days), images=shots(caption), body=body) is None
