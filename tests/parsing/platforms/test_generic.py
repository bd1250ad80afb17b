"""Pages of layouts that no adapter knows, and pages that are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from articles.parsing import Unreadable, extract
from articles.parsing.registry import Platforms, installed
from tests.parsing.gold import gold_page, similarity
from tests.shared_data import require_shared

PLATFORMS = {
    "baijiahao_1.html": "baijiahao", "baijiahao_2.html": "baijiahao", "guancha_guancha.html": "guancha",
    "ifeng_1.html": "ifeng", "ifeng_ifeng.html": "ifeng", "qq_qq.html": "qq", "sina_1.html": "sina",
    "sina_2.html": "sina", "sina_sina.html": "sina", "thepaper_1.html": "thepaper", "thepaper_2.html": "thepaper",
    "toutiao_3.html": "toutiao", "toutiao_toutiao.html": "toutiao", "wechat_1.html": "wechat",
    "xinhuanet_1.html": "xinhua",
}  # fmt: skip

WITHOUT_TEMPLATES = Platforms(replace(one, templates=(), before=()) for one in installed())


@pytest.mark.parametrize("name", PLATFORMS)
def test_gold_pages_by_the_generic_adapter_alone(name: str) -> None:
    """What a page of an unknown layout gets: its platform is known, but has no template for it."""
    gold = gold_page(name)[1]
    article = extract(require_shared(f"pages/{name}").read_bytes(), known=WITHOUT_TEMPLATES)
    assert (article.template, article.platform) == ("generic_html", PLATFORMS[name])
    assert "".join(article.headline.split()) == "".join(gold["headline"].split())
    assert similarity("\n".join(article.body), gold["body"]) > 0.95
    if gold["published"]:
        moment = article.published_at
        assert moment is not None
        assert [moment.month, moment.day, moment.hour, moment.minute] == gold["published"][1:]


PROSE = "<p>这一天的早晨，河面上起了很大的雾，渡船比平时晚开了半个小时。</p>" * 3


def test_json_ld_names_headline_time_and_author() -> None:
    page = f"""<html><head><title>站点</title><script type="application/ld+json">
    {{"@graph": [{{"@type": "WebSite", "name": "x"}}, {{"@type": "NewsArticle", "headline": "大雾里的渡船",
    "datePublished": "2026-03-01T00:30:00Z", "author": {{"name": "江边记者"}}}}]}}</script></head>
    <body><div>{PROSE}</div></body></html>"""
    article = extract(page)
    assert article.headline == "大雾里的渡船"
    assert str(article.published_at) == "2026-03-01 08:30:00+08:00"
    assert article.source is not None
    assert article.source.name == "江边记者"


@pytest.mark.parametrize("broken", ["{", "[]", "null", '{"@graph": 5}', "[" * 50_000, '{"headline": 7, "author": 3}'])
def test_broken_json_ld_is_passed_over(broken: str) -> None:
    page = f'<script type="application/ld+json">{broken}</script><h1>大雾里的渡船晚开</h1><div>{PROSE}</div>'
    assert extract(page).headline == "大雾里的渡船晚开"


def test_the_url_names_the_platform() -> None:
    page = f"<html><body><h1>大雾里的渡船晚开</h1><div>{PROSE}</div></body></html>"
    assert extract(page, url="https://www.sohu.com/a/1_2").platform == "sohu"
    assert extract(page, url="https://notsohu.com/a/1_2").platform is None
    assert extract(page, url="https://[bad").platform is None
    assert extract(page, platform="toutiao").platform == "toutiao"


def test_line_breaks_alone_make_paragraphs() -> None:
    prose = "这一天的早晨，河面上起了很大的雾，渡船比平时晚开了半个小时。"
    article = extract(
        f"<html><body><h1>大雾里的渡船晚开</h1><div>{prose}<br><br>{prose}甲<br>{prose}乙</div></body></html>"
    )
    assert article.body == (prose, prose + "甲", prose + "乙")


LINKS = "".join(f'<li><a href="/{n}">第{n}条新闻的标题写在这里很长很长</a></li>' for n in range(60))


@pytest.mark.parametrize(
    "page",
    [
        f"<html><head><title>新闻中心首页</title></head><body><h1>新闻中心首页</h1><ul>{LINKS}</ul></body></html>",
        "<html><body><h1>用户登录页面</h1><form>用户名<input>密码<input><a>忘记密码</a></form></body></html>",
        "<html><head><title>404</title></head><body><p>页面不存在</p></body></html>",
        "<html></html>",
        "这是仅有的一行文字，再长也只是一行，没有正文。",
        "登录\n用户名\n密码\n忘记密码\n注册",
        "<a " * 8_000,
    ],
    ids=["navigation", "login", "not found", "nothing", "one line", "text form", "open tags"],
)
def test_pages_without_an_article(page: str) -> None:
    with pytest.raises(Unreadable) as caught:
        extract(page)
    assert caught.value.code == "no_article"


def test_generic_text_with_a_byline() -> None:
    text = "渡船晚开半小时\n2026-03-01 08:30　来源：江边日报\n这一天的早晨，河面上起了很大的雾，渡船晚开了半个小时。\n"
    article = extract(text)
    assert (article.template, article.platform) == ("generic_text", None)
    assert str(article.published_at) == "2026-03-01 08:30:00+08:00"
    assert article.source is not None
    assert article.source.name == "江边日报"
    assert len(article.body) == 1


def test_generic_text_that_begins_with_a_date_in_prose_keeps_it() -> None:
    text = "渡船晚开半小时\n3月1日，河面上起了很大的雾，渡船比平时晚开了半个小时。\n乘客在码头等候，没有人抱怨。"
    assert len(extract(text).body) == 2
