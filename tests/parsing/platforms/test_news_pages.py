"""Pages of news sites, of our own writing, one a template: each field is read as the page shows it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from articles.parsing import ExtractedArticle, Unreadable, extract

FOLDER = Path(__file__).resolve().parents[2] / "pages"
SITES = ("sina", "qq", "ifeng", "thepaper", "guancha", "xinhua", "people", "huanqiu", "hexun")
FIRST = "云泽湖北岸的老水文站上周重新挂牌，站里的水位尺从今年起对外开放参观。"
SECOND = "站长郭一帆说，最早的一本记录写于一九五三年，每天两次，从未间断。"
THIRD = "镇文旅办统计，开放首周来了四百多人，其中一半是附近学校的学生。"
CAPTION = "志愿者在整理旧记录本。沈嘉禾 摄"
ORIGINAL = "原标题：云泽老水文站重新挂牌"

# file: template, headline, source, time, body, notices
EXPECTED: dict[str, tuple[str, str, str, str, list[str], list[str]]] = {
    "sina/sina_news_2017": (
        "sina_news_2017", "老水文站重新挂牌 记录本写了七十年", "云泽日报", "2023-04-08T09:12:33+08:00",
        [ORIGINAL, FIRST, CAPTION, SECOND, THIRD], ["责任编辑：许言 SN001"],
    ),
    "sina/sina_kandian_2017": (
        "sina_kandian_2017", "老水文站重新挂牌 记录本写了七十年", "湖畔旧事", "2023-04-08T09:12:33+08:00",
        [ORIGINAL, FIRST, CAPTION, SECOND, THIRD],
        ["特别声明：以上文章内容仅代表作者本人观点，不代表新浪网观点或立场。"],
    ),
    "sina/sina_mobile": (
        "sina_mobile", "渡口停航三日 两岸改走新桥", "云泽发布", "2022-09-03T07:05:00+08:00", [FIRST, SECOND], [],
    ),
    "sina/sina_news_2014": (
        "sina_news_2014", "新图书馆开馆首日借出三千册", "青屿晚报", "2015-06-12T08:20:00+08:00",
        [FIRST, THIRD], ["（编辑：许言）"],
    ),
    "qq/qq_news_2018": (
        "qq_news_2018", "老茶馆里的听书人", "河岸手记", "2020-05-18T08:02:11+08:00",
        ["每天下午两点，老茶馆准时开书。", FIRST, "茶馆门口的旧招牌", SECOND, THIRD],
        ["免责声明：本文来自腾讯新闻客户端自媒体，不代表腾讯网的观点和立场。"],
    ),
    "qq/qq_state_only": (
        "qq_news_2018", "江心洲上的守塔人", "云泽观察", "2024-03-01T19:30:00+08:00",
        [FIRST, "守塔人在点灯", SECOND, THIRD], [],
    ),
    "qq/qq_news_2016": (
        "qq_news_2016", "旧桥拆除 新桥明日通车", "云泽日报", "2016-11-21T08:05:00+08:00", [FIRST, SECOND],
        ["责任编辑：沈嘉禾"],
    ),
    "ifeng/ifeng_state_2018": (
        "ifeng_state_2018", "湿地里来了新邻居", "云泽日报", "2021-03-14T10:26:30+08:00",
        [FIRST, CAPTION, SECOND, THIRD], ["责任编辑：许言 PN001"],
    ),
    "ifeng/ifeng_account": (
        "ifeng_state_2018", "一座没有围墙的植物园", "湖畔旧事", "2022-07-02T21:15:08+08:00",
        [FIRST, SECOND, "图片来自网络，侵删。"],
        ["特别声明：以上作品内容(包括在内的视频、图片或音频)为凤凰网旗下自媒体平台“大风号”用户上传并发布，"
         "本平台仅提供信息存储空间服务。"],
    ),
    "ifeng/ifeng_slides": (
        "ifeng_state_2018", "图说春耕", "云泽日报", "2021-05-01T08:00:00+08:00", [FIRST, SECOND], [],
    ),
    "ifeng/ifeng_wemedia_2017": (
        "ifeng_wemedia_2017", "老街的最后一家裁缝铺", "阿麦的小店", "2017-08-19T16:44:05+08:00", [FIRST, SECOND],
        ["特别声明：以上内容仅代表作者本人的观点或立场，不代表凤凰网的观点或立场。"],
    ),
    "ifeng/ifeng_news_2014": (
        "ifeng_news_2014", "新桥通车首日车流平稳", "青屿晚报", "2015-10-08T07:31:00+08:00", [FIRST, THIRD],
        ["[责任编辑：许言]"],
    ),
    "thepaper/thepaper_2014": (
        "thepaper_2014", "旧水文站开放，谁来讲解七十年记录", "澎湃新闻", "2020-11-02T07:45:00+08:00",
        [CAPTION, FIRST, SECOND, "（原题为《水文站开放》）"], ["责任编辑：许言", "澎湃新闻，未经授权不得转载"],
    ),
    "thepaper/thepaper_account_2014": (
        "thepaper_2014", "旧水文站开放，谁来讲解七十年记录", "云泽发布", "2020-11-02T07:45:00+08:00",
        [CAPTION, FIRST, SECOND, "（原题为《水文站开放》）"],
        ["特别声明：本文为政务等机构在澎湃新闻上传并发布，仅代表该机构观点，不代表澎湃新闻的观点或立场，"
         "澎湃新闻仅提供信息发布平台。"],
    ),
    "thepaper/thepaper_2022": (
        "thepaper_2022", "江滩上的夜市收摊之后", "澎湃新闻", "2023-06-20T22:08:00+08:00",
        [FIRST, "江滩夜市 资料图", SECOND, THIRD], ["责任编辑：许言", "图片编辑：林晚"],
    ),
    "thepaper/thepaper_account_2022": (
        "thepaper_2022", "我在县城修钟表", "晚风手记", "2023-06-20T22:08:00+08:00", [FIRST, SECOND],
        ["本文为澎湃号作者或机构在澎湃新闻上传并发布，仅代表该作者或机构观点，不代表澎湃新闻的观点或立场，"
         "澎湃新闻仅提供信息发布平台。"],
    ),
    "thepaper/thepaper_dom_2022": (
        "thepaper_2022", "桥洞下的象棋摊", "澎湃新闻", "2022-12-05T18:21:00+08:00", [FIRST, SECOND], [],
    ),
    "guancha/guancha_news_2014": (
        "guancha_news_2014", "许言：记录本里的七十年", "观察者网", "2021-10-07T09:25:09+08:00",
        ["【文/观察者网专栏作者 许言】", FIRST, "水文站旧址", SECOND],
        ["本文仅代表作者个人观点。",
         "请支持独立网站，转发请注明本文链接：https://www.guancha.cn/XuYan/2021_10_07_1.shtml", "责任编辑: 沈嘉禾"],
    ),
    "guancha/guancha_fengwen": (
        "guancha_fengwen", "为什么我们还要手写水位", "晚风手记", "2022-02-11T20:15:00+08:00", [FIRST, SECOND], [],
    ),
    "xinhua/xinhua_2017": (
        "xinhua_2017", "百年水文站向公众开放", "新华网", "2019-05-06T17:20:41+08:00", [FIRST, SECOND, THIRD],
        ["责任编辑： 许言"],
    ),
    "xinhua/xinhua_2021": (
        "xinhua_2021", "江心洲守塔人：灯亮着，船就有家", "新华每日电讯", "2023-11-09T08:15:26+08:00", [FIRST, SECOND],
        ["责任编辑:许言"],
    ),
    "xinhua/xinhua_2014": (
        "xinhua_2014", "新桥今日合龙", "新华网", "2015-03-17T09:02:11+08:00", [FIRST, THIRD], [],
    ),
    "people/people_2020": (
        "people_2020", "七十年水位记录搬进展柜", "人民网－人民日报", "2022-04-22T05:41:00+08:00",
        [FIRST, CAPTION, SECOND], ["(责编：许言、林晚)"],
    ),
    "people/people_2014": (
        "people_2014", "旧桥拆除前的最后一班渡轮", "人民网-社会频道", "2017-09-18T08:21:00+08:00",
        [FIRST, SECOND, "（原标题：旧桥拆除）"], ["(责编：许言)"],
    ),
    "people/people_channel": (
        "people_channel", "新桥通车", "青屿晚报", "2014-05-09T10:10:00+08:00", [FIRST, THIRD], ["(责任编辑：许言)"],
    ),
    "huanqiu/huanqiu_2019": (
        "huanqiu_2019", "旧水文站成了网红，记录员却想安静", "环球时报", "2020-06-22T09:45:30+08:00",
        ["【环球时报记者 沈嘉禾】" + FIRST, SECOND], ["责编：许言"],
    ),
    "huanqiu/huanqiu_drawn_2019": (
        "huanqiu_2019", "旧水文站成了网红，记录员却想安静", "环球网", "2020-06-22T09:45:00+08:00", [FIRST, SECOND], [],
    ),
    "huanqiu/huanqiu_2014": (
        "huanqiu_2014", "最后一班渡轮", "环球网", "2018-03-02T08:58:00+08:00", [FIRST, SECOND], ["责编：沈嘉禾"],
    ),
    "hexun/hexun_2014": (
        "hexun_2014", "云泽港吞吐量创新高", "证券时报", "2019-11-04T08:12:40+08:00", [FIRST, CAPTION, THIRD],
        ["（责任编辑：许言 HN001）"],
    ),
    "hexun/hexun_old": (
        "hexun_old", "港口扩建方案获批", "青屿晚报", "2012-08-09T07:33:00+08:00", [FIRST, SECOND], [],
    ),
}  # fmt: skip


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.html").read_text("utf-8")


def fixture(name: str, **hints: Any) -> ExtractedArticle:
    return extract(text_of(name).encode(), **hints)


@pytest.mark.parametrize("name", EXPECTED)
def test_page(name: str) -> None:
    article = fixture(name)
    template, headline, source, time, body, notices = EXPECTED[name]
    assert (article.template, article.platform) == (template, name.split("/")[0])
    assert article.headline == headline
    assert article.source is not None
    assert article.source.name == source
    assert article.published_at is not None
    assert article.published_at.isoformat() == time
    assert list(article.body) == body
    assert [notice.text for notice in article.disclaimers] == notices
    assert article.warnings == ()


def test_every_fixture_of_these_sites_is_listed() -> None:
    files = {f"{path.parent.name}/{path.stem}" for site in SITES for path in (FOLDER / site).glob("*.html")}
    assert files == set(EXPECTED)


def test_account_cards() -> None:
    cards = {}
    for name in ("sina/sina_kandian_2017", "qq/qq_state_only", "ifeng/ifeng_account", "thepaper/thepaper_account_2022"):
        source = fixture(name).source
        assert source is not None
        cards[name.split("/")[0]] = (source.external_id, source.profile_url, source.tagline)
    assert cards == {
        "sina": ("1234567890", "https://k.sina.com.cn/media_m_1234567890.html", None),
        "qq": ("6001", "https://new.qq.com/omn/author/6001", "看见身边的变化"),
        "ifeng": ("weMedia_700123", "https://fhh.example/700123", "写湖边的人和事"),
        "thepaper": ("5550001", "https://www.thepaper.cn/user_5550001", "记录小城"),
    }


def test_pictures_have_captions_credits_and_absolute_addresses() -> None:
    images = {name: fixture(name).images for name in EXPECTED}
    assert [(i.url, i.caption, i.credit) for i in images["sina/sina_news_2017"]] == [
        ("https://n.sinaimg.cn/news/w550h366/20230408/a.jpg", CAPTION, "沈嘉禾")
    ]
    assert [(i.url, i.caption) for i in images["qq/qq_news_2018"]] == [
        ("https://inews.gtimg.com/newsapp_bt/0/1/1000", "茶馆门口的旧招牌")
    ]
    assert [(i.url, i.caption) for i in images["qq/qq_state_only"]] == [
        ("https://inews.gtimg.com/om_bt/x/1000", "守塔人在点灯")
    ]
    assert [i.caption for i in images["ifeng/ifeng_slides"]] == [FIRST, SECOND]
    assert [i.caption for i in images["guancha/guancha_news_2014"]] == ["水文站旧址"]
    assert [i.caption for i in images["people/people_2020"]] == [CAPTION]
    assert [i.caption for i in images["hexun/hexun_2014"]] == [CAPTION]
    # People and Xinhua give picture addresses without a host; only the page's own address completes them.
    page = fixture("people/people_2020", url="http://society.people.com.cn/n1/2022/0422/c2.html")
    assert page.images[0].url == "http://society.people.com.cn/NMediaFile/a.jpg"


def test_original_headlines_and_comment_counts() -> None:
    found = {name: fixture(name) for name in EXPECTED}
    assert found["sina/sina_news_2017"].original_headline == "云泽老水文站重新挂牌"
    assert found["thepaper/thepaper_2014"].original_headline == "水文站开放"
    assert found["people/people_2014"].original_headline == "旧桥拆除"
    counts = {name: article.comment_count for name, article in found.items() if article.comment_count is not None}
    assert counts == {
        "sina/sina_news_2017": 37, "sina/sina_kandian_2017": 37, "qq/qq_news_2018": 41, "ifeng/ifeng_state_2018": 12,
        "thepaper/thepaper_2014": 8, "thepaper/thepaper_account_2014": 8, "thepaper/thepaper_2022": 16,
        "guancha/guancha_news_2014": 59,
    }  # fmt: skip


def test_recommendations() -> None:
    found = {}
    for name in EXPECTED:
        for item in fixture(name).recommendations:
            moment = item.published_at.isoformat() if item.published_at else None
            found[name] = (item.headline, item.source, moment, item.url)
    hot = ("码头边的糕饼铺", None, "2023-04-07T18:30:00+08:00", None)
    assert found == {
        "sina/sina_news_2017": hot,
        "sina/sina_kandian_2017": hot,
        "ifeng/ifeng_state_2018": ("候鸟又回来了", "河岸手记", None, "https://news.ifeng.com/c/1"),
        "thepaper/thepaper_2014": ("渡口停航之后", None, None, "https://www.thepaper.cn/newsDetail_forward_1"),
        "thepaper/thepaper_2022": (
            "夜市搬走以后", "直击现场", "2023-06-18T10:00:00+08:00",
            "https://www.thepaper.cn/newsDetail_forward_21999999",
        ),
        "guancha/guancha_news_2014": (
            "渡口停航三日", None, "2021-10-07T08:57:00+08:00",
            "https://www.guancha.cn/politics/2021_10_07_2.shtml?s=zwyxgtjbt",
        ),
        "people/people_2020": ("渡口的新航班", None, None, "http://society.people.com.cn/n1/2022/0421/c1.html"),
    }  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_the_submitters_word_about_the_platform_decides(name: str) -> None:
    assert fixture(name, platform=name.split("/")[0]).template == EXPECTED[name][0]
    assert template_or_reason(name, platform="elsewhere") in {"generic_html", "no_article"}


def template_or_reason(name: str, **hints: Any) -> str | None:
    try:
        return fixture(name, **hints).template
    except Unreadable as refused:
        return refused.code


@pytest.mark.parametrize(
    ("host", "template"),
    [("new.qq.com", "qq_news_2018"), ("www.example.com", "qq_news_2018"), ("news.ifeng.com", "generic_html")],
)
def test_the_host_decides_before_the_marks(host: str, template: str) -> None:
    assert fixture("qq/qq_news_2018", url=f"https://{host}/omn/1.html").template == template


@pytest.mark.parametrize(
    ("name", "marker"),
    [
        ("qq/qq_news_2018", '"title"'),
        ("ifeng/ifeng_state_2018", '"docData"'),
        ("thepaper/thepaper_2022", '"contentDetail"'),
    ],
)
def test_broken_data_of_the_page_is_passed_over_for_what_it_shows(name: str, marker: str) -> None:
    page = text_of(name)
    article = extract(page.replace(marker, "{" * 5 + marker, 1))
    assert article.headline == EXPECTED[name][1]
    assert article.body[0] in EXPECTED[name][4]


def test_data_nested_without_end_is_no_error() -> None:
    page = text_of("qq/qq_news_2018").replace("window.DATA = {", "window.DATA = {" + '"a":{' * 100_000, 1)
    assert extract(page).headline == "老茶馆里的听书人"


def test_escapes_bring_back_no_control_characters_or_lone_surrogates() -> None:
    data = {"title": "标\x00题\ud800写在这里", "media": "账\x07号", "pubtime": "2024-03-01 19:30:00"}
    page = text_of("qq/qq_news_2018")
    start, end = page.index("window.DATA"), page.index("</script></head>")
    article = extract(page[:start] + "window.DATA = " + json.dumps(data) + ";" + page[end:])
    assert article.headline == "标题写在这里"
    assert article.source is not None
    assert article.source.name == "账号"


def test_a_page_that_goes_on_elsewhere_says_so() -> None:
    pages = '<div class="fix" id="select_page"><a class="next">下一页</a></div><ul class="article-other">'
    article = extract(text_of("guancha/guancha_news_2014").replace('<ul class="article-other">', pages))
    assert article.warnings == ("article_continues_on_other_pages",)


def test_the_shown_minute_wins_over_another_stated_time() -> None:
    page = text_of("sina/sina_news_2017").replace("2023-04-08 09:12:33", "2023-04-08 11:00:00")
    assert str(extract(page).published_at) == "2023-04-08 09:12:00+08:00"


def test_links_that_are_no_addresses_are_dropped() -> None:
    page = text_of("sina/sina_news_2017").replace("https://yunze.example/a.htm", "javascript:alert(1)")
    source = extract(page).source
    assert source is not None
    assert (source.name, source.profile_url) == ("云泽日报", None)
    related = text_of("people/people_2020").replace("http://society.people.com.cn/n1/2022", "javascript:alert(1)//x")
    assert [item.url for item in extract(related).recommendations] == [None]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_without_one_of_its_elements_is_read_or_refused(name: str) -> None:
    """Each class, id and tag of the page is renamed in turn, so that every selector once finds nothing."""
    page = text_of(name)
    for match in re.finditer(r'(?:class|id)="|<(?=[a-z])', page):
        article = article_or_none(page[: match.end()] + "x-" + page[match.end() :])
        assert article is None or (article.headline and any(article.body))


def article_or_none(page: str) -> ExtractedArticle | None:
    try:
        return extract(page)
    except Unreadable:
        return None


NESTED = {
    "sina/sina_news_2017": ('<div class="date-source">', '<div class="item-text">'),
    "qq/qq_news_2018": ('<div class="statement">', '<div class="content-article">'),
    "ifeng/ifeng_state_2018": ('<div class="info_box-1"><p class="text-1">', '<div class="time-1">'),
    "thepaper/thepaper_2014": ('<div class="news_about">', '<div class="disclaimer">'),
    "guancha/guancha_news_2014": ('<div align="center">', '<div class="module-interact">'),
    "xinhua/xinhua_2017": ('<div class="p-tags">', '<div class="h-info">'),
    "people/people_2020": ('<div class="edit">', '<div class="desc">'),
    "huanqiu/huanqiu_2014": ('<div class="la_tool">', '<div class="la_edit">'),
    "hexun/hexun_2014": ('<div class="tip">', '<div class="art_con">'),
}


@pytest.mark.parametrize("name", NESTED)
def test_nested_furniture_is_read_once(name: str) -> None:
    """Reading every level's whole text would be 900 times 300,000 characters."""
    for opening in NESTED[name]:
        article = extract(
            text_of(name).replace("</body>", opening * 450 + "文字，" * 100_000 + "特别声明：<br>" * 5_000)
        )
        assert article.headline == EXPECTED[name][1]
