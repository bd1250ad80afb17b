"""What an article is about, and whether a source label is required there."""

from __future__ import annotations

import gzip
import json

import pytest

from articles.provenance.term_index import TermIndex
from articles.provenance.topics import topic_of
from tests.shared_data import require_shared


@pytest.mark.parametrize(
    ("headline", "code", "is_news"),
    [
        ("国务院公布新规，延迟退休政策明年试行", "news_politics", True),
        ("央行宣布降息，股市大涨", "economy", True),
        ("这只股票连续涨停，散户追高买入", "economy", False),
        ("男子醉驾肇事逃逸，警方连夜抓获", "society_incident", True),
        ("新型驱逐舰入列海军，配备垂发导弹", "military", True),
        ("美国与伊朗重启谈判，外长赴维也纳", "international", True),
        ("这部电影票房破亿，导演感谢粉丝", "entertainment", False),
        ("男篮季后赛绝杀，主帅赛后称赞球员", "sport", False),
        ("新款手机芯片曝光，续航大涨", "technology", False),
        ("红烧排骨的家常做法，简单又好吃", "life", False),
        ("哈哈哈哈", "other", False),
        ("", "other", False),
    ],
)
def test_topic_by_headline(headline: str, code: str, is_news: bool) -> None:
    topic = topic_of(headline, "")
    assert (topic.code, topic.is_news) == (code, is_news)
    assert all(term in headline.lower() for term in topic.terms)


def test_traditional_and_full_width_read_the_same() -> None:
    assert topic_of("國務院公佈新規，Ａ股大漲", "") == topic_of("国务院公布新规，A股大涨", "")


def test_the_body_decides_when_the_headline_is_silent() -> None:
    assert topic_of("没想到会这样", "警方通报，肇事司机已被刑拘，三人受伤。").code == "society_incident"


def test_a_refrain_weighs_no_more_than_two_mentions() -> None:
    body = "谈判。制裁。大选。" + "排骨" * 500
    assert topic_of("没想到会这样", body).code == "international"


def test_latin_words_stand_alone() -> None:
    index = TermIndex(["ai", "a股", "导弹", "洲际导弹"])
    assert list(index.find("taipei ai,a股洲际导弹")) == [(7, "ai"), (10, "a股"), (12, "洲际导弹")]


def test_categories_of_real_headlines() -> None:
    """On headlines alone: at least 70 % of news recognised as such, at most 13 % of sport, games and stars mistaken."""
    news, other = ({"5", "6"}, {"7", "8", "9"})
    counts = {True: [0, 0], False: [0, 0]}
    with gzip.open(require_shared("headlines/thucnews.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["category"] in news | other:
                of = counts[row["category"] in news]
                of[0] += topic_of(row["title"], "").is_news
                of[1] += 1
    assert counts[True][0] / counts[True][1] >= 0.70
    assert counts[False][0] / counts[False][1] <= 0.13
