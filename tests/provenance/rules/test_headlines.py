"""Rules on a headline and its own body."""

from __future__ import annotations

from articles.vocabulary.legal_bases import HEADLINE
from tests.provenance.headline_body.test_comparison import BOOKS
from tests.provenance.rules.makers import NEWS, RECIPE, found


def test_headline_about_something_else_is_told_with_the_clause():
    finding = found("headline_off_topic", headline="江口化工厂爆炸致4人遇难", body=(BOOKS,))
    assert (finding.severity, finding.clause) == ("medium", HEADLINE.code)
    assert "江口化工厂爆炸致4人遇难" in finding.zh
    assert "江口化工厂爆炸致4人遇难" in finding.en


def test_matching_headline_short_text_and_single_page_of_several_are_not():
    assert found("headline_off_topic") is None
    assert found("headline_off_topic", headline="江口化工厂爆炸致4人遇难", body=("现场视频。",)) is None
    partial = {"headline": "江口化工厂爆炸致4人遇难", "body": (BOOKS,), "warnings": ("partial_page",)}
    assert found("headline_off_topic", **partial) is None


def test_contradiction_shows_both_and_quotes_no_article_seven():
    body = ("临江市警方通报，城东路口发生车祸，3人受伤送医，事故原因正在调查。",)
    finding = found("headline_contradicted", headline="临江市警方通报城东车祸，30人受伤", body=body)
    assert finding.severity == "medium"
    assert finding.clause != HEADLINE.code
    assert "标题说“30人”，正文说的是“3人”" in finding.zh
    assert [span.text for span in finding.spans] == ["3人"]


def test_body_in_another_script_is_compared_and_its_words_are_found_where_they_stand():
    body = ("臨江市長王海昨天會見了代表團，雙方談了很久。",)
    finding = found("headline_contradicted", headline="临江市长未会见代表团", body=body)
    assert finding is not None


def test_news_and_recipes_of_their_own_headline_are_not():
    for article in (NEWS, RECIPE):
        assert found("headline_contradicted", article) is None
        assert found("headline_off_topic", article) is None
