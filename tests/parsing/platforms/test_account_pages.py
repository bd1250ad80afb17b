"""Pages of account platforms, of our own writing, one a template: each field is read as the page shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.parsing import ExtractedArticle, Unreadable, extract
from articles.parsing.extracted import ExtractedSource
from tests.parsing.test_hostile import try_extract

FOLDER = Path(__file__).resolve().parents[2] / "pages"
A = "渡口的老人说，雾大的日子船总要晚开半个小时，这件事从来没有变过。"
B = "镇交通办上月公布了新的班次表，早班提前到六点，晚班推后到八点。"
C = "据摆渡人统计，新班次实行第一周，乘船的人比上月同期多了两成。"
CAPTION = "清晨的渡口。沈嘉禾 摄"
NAME = "江边手记"
TOUTIAO = "https://www.toutiao.com/c/user/"
BAIDU = "https://author.baidu.com/home?from=bjh_article&app_id="
NOTICE = "声明：该文观点仅代表作者本人，搜狐号系信息发布平台，搜狐仅提供信息存储空间服务。"

# file: template, source, time, body
EXPECTED: dict[str, tuple[str, ExtractedSource, str, tuple[str, ...]]] = {
    "toutiao/toutiao_2019": (
        "toutiao_2019", ExtractedSource(NAME, "104965000001", TOUTIAO + "104965000001/"),
        "2019-09-04T22:18:34+08:00", (A, CAPTION, B, C),
    ),
    "toutiao/toutiao_2021": (
        "toutiao_2021",
        ExtractedSource(
            NAME, "MS4wLjABAAAAtestTOKEN_1", TOUTIAO + "token/MS4wLjABAAAAtestTOKEN_1/?source=tuwen_detail"
        ),
        "2024-11-24T15:47:00+08:00", (A, CAPTION, B, "新班次", C),
    ),
    "toutiao/toutiao_base_data": (
        "toutiao_script", ExtractedSource(NAME, "104965000001", TOUTIAO + "104965000001/"),
        "2019-09-04T22:18:34+08:00", (A, B, "他说：“等等😀”。"),
    ),
    "toutiao/toutiao_render_data": (
        "toutiao_script", ExtractedSource(NAME, "104965000001"), "2024-11-24T15:47:00+08:00", (A, B),
    ),
    "baijiahao/baijiahao_2019": (  # the page shows 12-30 and was last changed in January 2019
        "baijiahao", ExtractedSource(NAME, tagline="优质原创作者"), "2018-12-30T12:00:00+08:00", (A, B, C),
    ),
    "baijiahao/baijiahao_2021": (
        "baijiahao",
        ExtractedSource(NAME, "1551599000000001", BAIDU + "1551599000000001", "云泽日报社官方账号"),
        "2021-05-17T10:08:00+08:00", (A, B, C),
    ),
    "baijiahao/baijiahao_today": (
        "baijiahao", ExtractedSource(NAME, "1747184000000001", BAIDU + "1747184000000001"),
        "2024-06-12T02:41:00+08:00", (A, B, C),
    ),
    "wechat/wechat_article": (
        "wechat", ExtractedSource(NAME, "gh_1a2b3c4d5e6f", tagline="江边小城的大事小事"),
        "2024-04-17T12:00:00+08:00", (A, CAPTION, B, C, "文中图片来自网络，侵删。"),
    ),
    "wechat/wechat_pictures": (
        "wechat", ExtractedSource(NAME, "gh_1a2b3c4d5e6f"), "2024-04-17T12:00:00+08:00", (A, B),
    ),
    "sohu/sohu_account": (
        "sohu",
        ExtractedSource(NAME, "121415001", "https://mp.sohu.com/profile?xpt=TESTXPT", "旅行领域优质创作者", 1080),
        "2022-11-23T10:31:27+08:00", (A, B, C),
    ),
    "sohu/sohu_news": ("sohu", ExtractedSource("云泽日报"), "2019-04-05T08:15:00+08:00", (A, B)),
    "sohu/sohu_mobile": ("sohu", ExtractedSource(NAME, "114001"), "2020-07-20T09:31:00+08:00", (A, B, C)),
}  # fmt: skip


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.html").read_text("utf-8")


def page(name: str) -> ExtractedArticle:
    return extract(text_of(name))


@pytest.mark.parametrize("name", EXPECTED)
def test_page(name: str) -> None:
    article = page(name)
    template, source, published, body = EXPECTED[name]
    assert (article.platform, article.template) == (name.split("/")[0], template)
    assert article.headline == ("渡口的一天" if name.endswith("pictures") else "渡船晚开半小时")
    assert article.source == source
    assert article.published_at is not None
    assert article.published_at.isoformat() == published
    assert article.body == body
    assert article.warnings == ()


@pytest.mark.parametrize("name", ["toutiao/toutiao_2021", "baijiahao/baijiahao_today", "sohu/sohu_account"])
def test_the_submitters_word_goes_before_the_marks(name: str) -> None:
    assert extract(text_of(name), url="https://www.163.com/dy/article/X.html").template == "generic_html"
    assert extract(text_of(name), platform="ifeng").platform == "ifeng"


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("toutiao/toutiao_2019", [("original", "原创", "element")]),
        (
            "toutiao/toutiao_2021",
            [("original", "原创", "element"), ("web_sourced", "作品声明：内容取材于网络", "element")],
        ),
        ("toutiao/toutiao_base_data", [("original", "原创", "element")]),
        ("toutiao/toutiao_render_data", []),
        ("baijiahao/baijiahao_today", [("ai_generated", "作者声明：内容由AI生成", "element")]),
        (
            "wechat/wechat_article",
            [
                ("image_web_sourced", "文中图片来自网络，侵删。", "tail"),
                ("original", "原创", "element"),
                ("personal_opinion", "作者提示: 个人观点，仅供参考", "element"),
            ],
        ),
        ("sohu/sohu_account", [("original", "原创", "element")]),
    ],
)
def test_declarations_in_elements(name: str, declared: list[tuple[str, str, str]]) -> None:
    assert [(flag.code, flag.text, flag.location) for flag in page(name).provenance_flags] == declared


def test_a_hidden_mark_declares_nothing() -> None:
    shown = '<span id="copyright_logo" '
    hidden = text_of("wechat/wechat_article").replace(shown, shown + 'style="display: none" ')
    assert "original" not in [flag.code for flag in extract(hidden).provenance_flags]


def test_where_the_writer_is() -> None:
    places = {name: page(name).ip_location for name in EXPECTED}
    assert {name: place for name, place in places.items() if place} == {
        "toutiao/toutiao_2021": "浙江",
        "baijiahao/baijiahao_today": "浙江",
        "wechat/wechat_article": "浙江",
        "sohu/sohu_account": "山东省",
    }


def test_original_headline_notices_and_editor() -> None:
    account, news = page("sohu/sohu_account"), page("sohu/sohu_news")
    assert account.original_headline == "雾天的渡船为什么总要晚开"
    assert [(d.code, d.text) for d in account.disclaimers] == [("storage_only", "平台" + NOTICE)]
    assert [d.text for d in page("sohu/sohu_mobile").disclaimers] == [NOTICE]
    assert [d.text for d in news.disclaimers] == ["责任编辑：许言"]


def test_pictures_have_their_own_address_and_caption() -> None:
    toutiao = page("toutiao/toutiao_2019")
    assert [(image.caption, image.credit) for image in toutiao.images] == [(CAPTION, "沈嘉禾"), (None, None)]
    # The second picture's late address is encrypted and its early one a placeholder.
    assert [image.url for image in page("sohu/sohu_account").images] == ["https://p1.itc.cn/q_70/images03/ferry.jpeg"]
    assert [image.url for image in page("wechat/wechat_article").images] == [
        "https://mmbiz.qpic.cn/mmbiz_jpg/ferry/640?wx_fmt=jpeg"
    ]
    assert [image.url for image in page("wechat/wechat_pictures").images] == [
        "https://mmbiz.qpic.cn/one/0?wx_fmt=png&from=appmsg", "https://mmbiz.qpic.cn/two/0?wx_fmt=png",
    ]  # fmt: skip


def test_addresses() -> None:
    addresses = {name: page(name).url for name in EXPECTED}
    assert addresses["toutiao/toutiao_2019"] == "https://www.toutiao.com/article/6700000000000000001/"
    assert addresses["toutiao/toutiao_render_data"] == "https://www.toutiao.com/article/7400000000000000001/"
    assert addresses["baijiahao/baijiahao_2019"] == "http://baijiahao.baidu.com/s?id=1640000000000000001"
    assert addresses["sohu/sohu_account"] == "https://www.sohu.com/a/609140001_121415001"
    assert addresses["wechat/wechat_article"] == (
        "http://mp.weixin.qq.com/s?__biz=MzA3TESTBIZ==&mid=2650000001&idx=1#rd"
    )


def test_recommendations_and_comments() -> None:
    toutiao = page("toutiao/toutiao_2019")
    assert [(item.headline, item.source) for item in toutiao.recommendations] == [("码头边的早点铺", "小城食记")]
    assert toutiao.comment_count == 128
    assert [item.headline for item in page("baijiahao/baijiahao_2019").recommendations] == ["码头边的早点铺"]
    assert [item.headline for item in page("sohu/sohu_account").recommendations] == ["码头边的早点铺"]


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


@pytest.mark.parametrize("name", EXPECTED)
def test_cut_off_pages_never_crash(name: str) -> None:
    data = text_of(name).encode()
    for end in range(0, len(data), 97):
        try_extract(data[:end])


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
