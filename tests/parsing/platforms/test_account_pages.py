"""Pages of account platforms, changed in one place each; `test_fixture_pages.py` reads them as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.parsing import ExtractedArticle, Unreadable, extract
from tests.parsing.test_hostile import try_extract

FOLDER = Path(__file__).resolve().parents[2] / "pages"
A = "渡口的老人说，雾大的日子船总要晚开半个小时，这件事从来没有变过。"
B = "镇交通办上月公布了新的班次表，早班提前到六点，晚班推后到八点。"
NAME = "江边手记"


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.html").read_text("utf-8")


def page(name: str) -> ExtractedArticle:
    return extract(text_of(name))


@pytest.mark.parametrize("name", ["toutiao/toutiao_2021", "baijiahao/baijiahao_today", "sohu/sohu_account"])
def test_the_submitters_word_goes_before_the_marks(name: str) -> None:
    assert extract(text_of(name), url="https://www.163.com/dy/article/X.html").template == "generic_html"
    assert extract(text_of(name), platform="ifeng").platform == "ifeng"


def test_a_hidden_mark_declares_nothing() -> None:
    shown = '<span id="copyright_logo" '
    hidden = text_of("wechat/wechat_article").replace(shown, shown + 'style="display: none" ')
    assert "original" not in [flag.code for flag in extract(hidden).provenance_flags]


def test_baijiahao_takes_the_year_from_the_page() -> None:
    text = text_of("baijiahao/baijiahao_2019")
    updated = '<meta itemprop="dateUpdate" content="2019-01-02 08:00:57">'
    by_clock = extract(text.replace(updated, "").replace("2019-12-29 22:31:02", "2020-01-03 22:31:02"))
    assert str(by_clock.published_at) == "2019-12-30 12:00:00+08:00"
    unknown = extract(text.replace(updated, "").replace("2019-12-29 22:31:02", ""))
    assert unknown.published_at is None
    assert unknown.warnings == ("year_unknown",)


@pytest.mark.parametrize(
    ("script", "published"),
    [
        ('var ct = "" || "1713326400";', "2024-04-17 12:00:00+08:00"),
        ("var oriCreateTime = '1713326400';", "2024-04-17 12:00:00+08:00"),
        ("create_time: JsDecode('1713326400'),", "2024-04-17 12:00:00+08:00"),
        ("var createTime = '2024-04-17 12:00';", "2024-04-17 12:00:00+08:00"),
        ('var ct = "99999999999999999999";', "None"),
        ('var ct = "";', "None"),
        ("", "None"),
    ],
)
def test_wechat_time(script: str, published: str) -> None:
    text = text_of("wechat/wechat_article").replace('var ct = "1713326400";', script)
    assert str(extract(text).published_at) == published


def test_wechat_time_as_shown() -> None:
    text = text_of("wechat/wechat_article").replace('rich_media_meta_text"></em>', '">2024年04月18日 07:30</em>')
    assert str(extract(text).published_at) == "2024-04-18 07:30:00+08:00"


def test_wechat_names_where_an_article_comes_from() -> None:
    card = '<div class="original_primary_card_tips">以下文章来源于云泽日报，作者许言</div>'
    article = extract(
        text_of("wechat/wechat_article").replace(
            '<div class="rich_media_content', card + '<div class="rich_media_content'
        )
    )
    assert "以下文章来源于云泽日报，作者许言" in article.declarations
    assert article.source is not None
    assert article.source.name == NAME


@pytest.mark.parametrize(
    "broken",
    [
        "content: '", "content: '&quot;\\u00", "content: '\\ud800'", "articleInfo",
        "content: '" + "\\u003Cdiv\\u003E" * 2_000 + "'",
    ],
    ids=["open", "cut escape", "lone surrogate", "no content", "deep"],
)  # fmt: skip
def test_broken_script_data_is_no_crash(broken: str) -> None:
    marks = '<link href="//s3.pstatp.com/toutiao.com/toutiao.com/"><title>渡船晚开半小时</title>'
    try_extract(f"<html>{marks}<script>var BASE_DATA = {{articleInfo: {{title: 'x', {broken}")
    try_extract(f'<html>{marks}<script id="RENDER_DATA">%7B%22content%22%3A%22%3C{broken}</script>')


def test_script_values_are_clean_text() -> None:
    """NUL and escaped surrogates come back by escapes; they must not reach the article."""
    text = text_of("toutiao/toutiao_base_data").replace("source: '江边手记'", r"source: '江边\u0000手\ud800记'")
    article = extract(text)
    assert article.source is not None
    assert article.source.name == "江边手\ufffd记"


def test_a_page_that_only_links_to_the_platforms_is_none_of_theirs() -> None:
    links = "".join(
        f'<a href="https://{host}/1">更多</a>' for host in ("www.toutiao.com", "baijiahao.baidu.com", "mp.sohu.com")
    )
    html = (
        f'<html><body>{links}<h1>渡船晚开半小时</h1><p class="article-meta"><b class="author-name">许言</b></p>'
        f'<div class="article-content"><p>{A}</p><p>{B}</p></div></body></html>'
    )
    article = extract(html)
    assert (article.template, article.platform) == ("generic_html", None)


def test_a_login_page_of_the_platform_is_no_article() -> None:
    with pytest.raises(Unreadable):
        extract(
            "<html><title>登录</title><body><div id='js_article'></div></body></html>",
            url="https://mp.weixin.qq.com/s/x",
        )
