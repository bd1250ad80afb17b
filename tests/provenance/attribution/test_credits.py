"""Whom an article says it is taken from."""

from __future__ import annotations

import pytest

from articles.parsing.extracted import ExtractedArticle, ExtractedReference
from articles.provenance.attribution.attributions import find_attributions
from articles.provenance.attribution.credits import credits_name, names_source, reprint_credits, told_by


def article(*body: str, **fields) -> ExtractedArticle:
    return ExtractedArticle(headline="老桥封闭", body=body, **fields)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("来源：云岭日报", "云岭日报"),
        ("本文来源: 云岭日报", "云岭日报"),
        ("转载自：《云岭日报》", "云岭日报"),
        ("（转自云岭日报）", "云岭日报"),
        ("本文转载自云岭日报，作者李明", "云岭日报"),
        ("文章来源于云岭观察", "云岭观察"),
        ("原載：雲嶺日報", "雲嶺日報"),
    ],
)
def test_a_credit_is_read_with_its_place(line, name):
    (credit,) = reprint_credits(article("正文。", line))
    assert credit.name == name
    assert article("正文。", line).text[credit.start : credit.end].strip("《》") == name


def test_several_names_are_several_credits_and_what_is_glued_on_is_cut():
    names = [credit.name for credit in reprint_credits(article("来源：云岭日报、临江发布责任编辑：李明"))]
    assert names == ["云岭日报", "临江发布"]


@pytest.mark.parametrize(
    "line",
    [
        "来源：网络", "素材来自网络", "来源于互联网，侵删", "禁止转载：违者必究", "收入来源：打工",
        "图片来源：自己拍的", "图片来源：云岭日报", "本文来自大风号，仅代表作者观点",
        "这个消息的来源还不清楚", "未经许可不得转载。",
    ],
)  # fmt: skip
def test_the_web_and_other_sources_are_nobody(line):
    assert [credit.name for credit in reprint_credits(article(line))] == []


def named(text: str, *names: str, **fields) -> bool:
    made = article(text, **fields)
    return names_source(told_by(made, find_attributions(made.text)), names)


def test_a_name_counts_wherever_a_reader_meets_it():
    assert named("据临江早报报道，老桥封闭。", "临江早报")
    assert named("老桥封闭了。临江早报的读者最早发现了裂缝。", "临江早报")
    assert named("老桥封闭。", "临江早报", references=(ExtractedReference("消息", "临江早报客户端"),))
    assert named("据新华社电，老桥封闭。", "新华网")
    assert not named("老桥封闭了。取材网络。", "临江早报")
    assert not named("早报说老桥封闭了。", "早报")
    assert not named("老桥封闭。")


def test_links_are_told_too():
    linked = article("老桥封闭。", references=(ExtractedReference("消息", url="https://example.com/1"),))
    assert told_by(linked, ()).urls == {"https://example.com/1"}


@pytest.mark.parametrize(
    "text", ["据湖城快讯报道老桥封闭", "湖城快讯爆料称老桥封闭", "转自湖城快讯", "湖城快讯账号发布"]
)
def test_an_account_is_credited_by_the_words_around_its_name(text):
    assert credits_name(text, "湖城快讯")


@pytest.mark.parametrize("text", ["我在湖城快讯楼下吃饭", "没有提到", ""])
def test_a_mere_mention_of_an_account_is_no_credit(text):
    assert not credits_name(text, "湖城快讯")
    assert not credits_name("据生活报道", "生活")
