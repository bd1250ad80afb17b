"""The 22 annotated pages of the shared data: template, headline, source, time to the minute, body, notices.

Where the annotation is wrong the page's own statement counts; each such place says why.
"""

from __future__ import annotations

from statistics import mean

import pytest

from articles.parsing import ExtractedArticle
from tests.parsing.gold import gold_page, similarity

# page: template, source as the page names it, least body F
PAGES: dict[str, tuple[str, str, float]] = {
    "163_1.html": ("netease_news_2019", "证券市场红周刊", 0.995),
    "163_2.html": ("netease_news_2019", "新京报", 0.995),
    "163_3.html": ("netease_news_2019", "每日经济新闻", 0.995),
    "163_4.html": ("netease_news_2019", "每日经济新闻", 0.995),
    # A block that the page hides (display:none) is counted a second time in the annotation.
    "163_5.html": ("netease_news_2019", "新京报", 0.93),
    "163_7.html": ("netease_news_2019", "新京报", 0.995),
    "rendered_163_1.html": ("netease_account_2021", "松科说娱乐", 0.995),
    "baijiahao_1.html": ("baijiahao", "加拿大必读", 0.97),
    "baijiahao_2.html": ("baijiahao", "IT之家", 0.97),
    "toutiao_3.html": ("toutiao", "南方都市报", 0.97),
    "toutiao_toutiao.html": ("toutiao", "GameForce", 0.97),
    "wechat_1.html": ("wechat", "爱否科技", 0.97),
    "sina_1.html": ("sina_news_2017", "参考消息", 0.995),
    "sina_2.html": ("sina_news_2017", "新京报", 0.995),
    "sina_sina.html": ("sina_news_2017", "北京日报", 0.995),
    # The annotation counts the platform's notice as body.
    "qq_qq.html": ("qq_news_2018", "扬眼", 0.985),
    "ifeng_1.html": ("ifeng_state_2018", "澎湃新闻网", 0.995),
    "ifeng_ifeng.html": ("ifeng_state_2018", "东森新闻云", 0.995),
    "thepaper_1.html": ("thepaper_2014", "石佳/中国青年报", 0.995),
    "thepaper_2.html": ("thepaper_2014", "中国广州发布", 0.995),
    # The annotation names none, but the byline reads 来源：观察者网.
    "guancha_guancha.html": ("guancha_news_2014", "观察者网", 0.995),
    # The annotation counts the label of an empty picture strip (图集) as body.
    "xinhuanet_1.html": ("xinhua_2017", "新华网", 0.995),
}
# The annotation has apub:time, when the site built the page; the account's time, which the page prints, is earlier.
TIMES = {"qq_qq.html": [19, 9, 7, 19, 2]}
# Editors' lines (credits) and notices that the annotation leaves out.
NOTICES = {
    "sina_2.html": ["责任编辑：霍琦"],
    "qq_qq.html": ["免责声明：本文来自腾讯新闻客户端自媒体，不代表腾讯网的观点和立场。"],
    "ifeng_ifeng.html": ["责任编辑：韩保林 PK155"],
    "xinhuanet_1.html": ["责任编辑： 尹世杰"],
}
# Lists of other articles (相关推荐, 为您推荐, 热门推荐) that the annotation counts on NetEase pages only.
RECOMMENDATIONS = {"guancha_guancha.html": 20, "ifeng_1.html": 41, "ifeng_ifeng.html": 36, "sina_2.html": 3}


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", PAGES)
def test_gold_page(name: str) -> None:
    article, gold = gold_page(name)
    template, source, least = PAGES[name]
    assert (article.template or "").startswith(template)
    assert squeezed(article.headline) == squeezed(gold["headline"])
    assert article.source is not None
    assert article.source.name == source
    assert gold["source_name"] in {source, ""}
    assert similarity("\n".join(article.body), gold["body"]) >= least
    check_time(article, TIMES.get(name, gold["published"]))
    notices = [notice.text for notice in (*article.disclaimers, *article.credits)]
    assert squeezed(gold["notices"]) in squeezed("".join(notices))
    assert set(NOTICES.get(name, [])) <= set(notices)
    assert len(article.recommendations) >= RECOMMENDATIONS.get(name, gold["recommendations"])


def check_time(article: ExtractedArticle, expected: list[int | None] | None) -> None:
    """The annotation's null for a year is a year that the page does not print, and its null time is none printed."""
    if expected is None:
        return
    moment = article.published_at
    assert moment is not None
    assert [moment.month, moment.day, moment.hour, moment.minute] == expected[1:]
    assert expected[0] in {None, moment.year - 2000}


def test_mean_body_similarity() -> None:
    pairs = [gold_page(name) for name in PAGES]
    assert mean(similarity("\n".join(article.body), gold["body"]) for article, gold in pairs) >= 0.99
