"""Pages of sites that no adapter knows, of our own writing: what they state for machines, and where the body is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articles.parsing import Unreadable, extract
from articles.parsing.document.page import Page
from articles.parsing.generic.metadata import Metadata, read_metadata
from tests.parsing.platforms.test_account_pages import A, B

FOLDER = Path(__file__).resolve().parents[2] / "pages" / "generic"
C = "据摆渡人统计，新班次实行第一周，乘船的人比上月同期多了两成。"
CAPTION = "清晨的渡口。沈嘉禾 摄"
PROSE = f"<p>{A}</p><p>{B}</p><p>{C}</p>"


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "headline", "source", "published", "body"),
    [
        ("graph_news", "渡船晚开半小时", "临河在线", "2026-03-01 08:30:00+08:00", (A, CAPTION, B, C)),
        ("government_cms", "渡船班次调整通知", "临河镇人民政府", "2024-05-06 10:20:00+08:00", (A, B)),
        ("drawn_by_script", "渡船晚开半小时", "江边手记", "2026-03-01 08:30:00+08:00", (A, B, C)),
        ("microdata", "渡船晚开半小时", "江边手记", "2023-02-03 04:05:00+08:00", (A, B)),
    ],
)
def test_page(name: str, headline: str, source: str, published: str, body: tuple[str, ...]) -> None:
    article = extract(text_of(name))
    assert (article.template, article.platform, article.headline) == ("generic_html", None, headline)
    assert article.source is not None
    assert article.source.name == source
    assert str(article.published_at) == published
    assert article.body == body


def test_pictures_get_complete_addresses_or_are_left_out() -> None:
    (image,) = extract(text_of("graph_news")).images
    assert (image.url, image.caption) == ("https://news.linhe.example/img/ferry.jpg", CAPTION)
    assert extract(text_of("government_cms")).images == ()
    (relative,) = extract(text_of("government_cms"), url="https://linhe.example/2024/05/t1.html").images
    assert relative.url == "https://linhe.example/2024/05/W020240506.jpg"


def json_ld(value: str, rest: str = "") -> Page:
    return Page(f'<script type="application/ld+json">{value}</script>{rest}', is_html=True)


@pytest.mark.parametrize(
    ("value", "outlet", "author"),
    [
        ('{"@type":"NewsArticle","headline":"x","author":"许言","publisher":{"name":"临河在线"}}', "临河在线", "许言"),
        ('{"@type":"Article","headline":"x","author":[{"name":"许言"},{"name":"郭一帆"}]}', None, "许言"),
        ('{"@type":"Article","headline":"x","author":{"@id":"#a"},"about":[{"@id":"#a","name":"许言"}]}', None, "许言"),
        ('{"headline":"x","author":{"@id":"#nobody"},"publisher":7}', None, None),
        ('{"headline":"x","author":"https://example.org/people/1"}', None, None),
        (
            '[{"@type":"WebSite","name":"站"},{"@type":["Thing","BlogPosting"],"headline":"x","author":"许&middot;言"}]',
            None, "许·言",
        ),
        ('{"@context":"https://ziyuan.baidu.com/contexts/cambrian.jsonld","title":"x"}', None, None),
    ],
)  # fmt: skip
def test_json_ld_names_outlet_and_author(value: str, outlet: str | None, author: str | None) -> None:
    found = read_metadata(json_ld(value))
    assert (found.headline, found.outlet, found.author) == ("x", outlet, author)


def test_the_article_goes_before_other_objects() -> None:
    page = '{"@type":"WebPage","name":"页","datePublished":"2020-01-01T01:01:01+08:00"}'
    article = '{"@type":"NewsArticle","headline":"渡船","datePublished":"2026-03-01T00:30:00Z"}'
    found = read_metadata(json_ld(f'{{"@graph":[{page},{article}]}}'))
    assert (found.headline, str(found.published_at)) == ("渡船", "2026-03-01 08:30:00+08:00")


@pytest.mark.parametrize(
    "value",
    ["", "null", "[]", '{"@graph": {"@type": ["NewsArticle", 3]}}', "[" * 90_000, '{"@id": {}, "headline": []}'],
)
def test_json_ld_that_tells_nothing(value: str) -> None:
    assert read_metadata(json_ld(value)) == Metadata()


@pytest.mark.parametrize(
    ("head", "heading", "headline"),
    [
        ('<meta property="og:title" content="渡船晚开半小时 - 临河在线">', "<h1>渡船晚开半小时</h1>", "渡船晚开半小时"),
        (
            '<meta property="og:site_name" content="临河在线">'
            '<meta property="og:title" content="渡船晚开半小时 - 临河在线">',
            "", "渡船晚开半小时",
        ),
        ('<meta property="og:title" content="渡船晚开…">', "<h1>渡船晚开半小时</h1>", "渡船晚开半小时"),
        ("<title>渡船晚开半小时_临河在线</title>", "<h1>临河</h1>", "渡船晚开半小时"),
        ("<title>渡船晚开半小时-中新网</title>", "", "渡船晚开半小时-中新网"),
        ("<title>站点</title>", "<h1>渡船晚开半小时</h1>", "渡船晚开半小时"),
    ],
)  # fmt: skip
def test_headline(head: str, heading: str, headline: str) -> None:
    article = extract(f"<html><head>{head}</head><body>{heading}<div>{PROSE}</div></body></html>")
    assert article.headline == headline


@pytest.mark.parametrize(
    ("byline", "source", "published"),
    [
        ("2026-03-01 08:30 来源：江边日报 作者：许言", "江边日报", "2026-03-01 08:30:00+08:00"),
        ("稿源: 江边日报 | 2026/3/1 8:30", "江边日报", "2026-03-01 08:30:00+08:00"),
        ("发布单位：临河镇 发布时间：2026年3月1日 8时30分", "临河镇", "2026-03-01 08:30:00+08:00"),
        ("作者：许言 2026-03-01", "许言", "None"),
    ],
)
def test_byline(byline: str, source: str, published: str) -> None:
    article = extract(f"<html><body><h1>渡船晚开半小时</h1><p>{byline}</p><div>{PROSE}</div></body></html>")
    assert article.source is not None
    assert (article.source.name, str(article.published_at)) == (source, published)
    assert article.body == (A, B, C)


def test_the_time_of_a_change_is_not_the_time_of_publishing() -> None:
    stated = '<meta property="article:published_time" content="2026-03-01T08:30:00+08:00">'
    body = f"<h1>渡船晚开半小时</h1><p>更新于 2026-03-05 10:00</p><div>{PROSE}</div>"
    article = extract(f"<html><head>{stated}</head><body>{body}</body></html>")
    assert str(article.published_at) == "2026-03-01 08:30:00+08:00"


@pytest.mark.parametrize(
    "layout",
    [
        "<main>" + "".join(f"<section class='part'><p>{{{n}}}</p></section>" for n in range(3)) + "</main>",
        "<div class='entry-content'><p>{0}</p><p>{1}</p><p>{2}</p></div>",
        "<article><p>另一篇的摘要，写在卡片里，有几十个字，足够像正文，可是它不是，只是路过。又补了一句，好让它更像一些。</p></article>"
        "<div id='x'><p>{0}</p><p>{1}</p><p>{2}</p></div>",
        "<div id='x'>{0}<br>{1}<br>{2}</div>",
        "<div id='x'><p>{0}</p><p>{1}</p><p>{2}</p></div><div class='comments'>"
        + "<div><p>评论写得很长，比正文还要长，写评论的人好像有说不完的话。</p></div>" * 30 + "</div>",
        "<div id='x'><div><p>{0}</p></div><div><p>{1}</p></div><div><p>{2}</p></div></div>",
    ],
    ids=["sections", "named", "teaser", "line breaks", "comments", "wrapped paragraphs"],
)  # fmt: skip
def test_body_is_found_in_each_layout(layout: str) -> None:
    article = extract(f"<html><body><h1>渡船晚开半小时</h1>{layout.format(A, B, C)}</body></html>")
    assert article.body == (A, B, C)


def test_a_page_of_nothing_but_comments_is_still_read() -> None:
    page = f"<html><body><h1>渡船晚开半小时</h1><div class='recommend-list'>{PROSE}</div></body></html>"
    assert extract(page).body == (A, B, C)


HEADED = "渡口的早班船提前半小时"
LINES = (
    "雾季过去以后，河湾渡口的早班船从六点半提前到六点，赶早市的人不用再摸黑走桥。",
    "渡口管理处说，新的班次先试行一个月，客流够的话就固定下来，末班船的时间不变。",
)
MARKUP = "".join(f"<p>{line}</p>" for line in LINES)
ARTICLE = {"title": HEADED, "publishTime": "2026-03-12 08:41:00", "source": "河湾晚报", "content": MARKUP}
OTHERS = [{"title": "北岸观鸟", "content": MARKUP * 3, "publishTime": "2020-01-01 00:00:00", "source": "河湾网"}]


@pytest.mark.parametrize(
    "data",
    [
        {"props": {"pageProps": {"article": ARTICLE}}},
        {
            "data": [{"detail": ARTICLE, "time": "2026-05-01 10:00:00", "user": {"name": "读者"}}],
            "recommendList": OTHERS,
        },
        {
            "page": {
                "info": {**ARTICLE, "content": None, "paragraphs": [{"type": "text", "text": line} for line in LINES]}
            }
        },
        {"news": {**ARTICLE, "content": "\n".join(LINES)}, "hotList": OTHERS},
    ],
)
@pytest.mark.parametrize("form", ["element", "assigned"])
def test_a_page_that_a_script_has_still_to_draw_is_read_from_its_data(data: dict[str, object], form: str) -> None:
    written = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    element = f'<script id="__NEXT_DATA__" type="application/json">{written}</script>'
    script = element if form == "element" else f"<script>window.__INITIAL_STATE__={written};(function(){{}})()</script>"
    article = extract(
        f"<html><head><title>{HEADED}_河湾网</title></head><body><div id=app></div>{script}</body></html>"
    )
    assert (article.headline, article.body) == (HEADED, LINES)
    assert (article.source and article.source.name, str(article.published_at)) == (
        "河湾晚报",
        "2026-03-12 08:41:00+08:00",
    )


@pytest.mark.parametrize("title", ["页面不存在", "河湾网", "登录 - 河湾网", ""])
def test_data_under_another_title_are_no_article(title: str) -> None:
    written = json.dumps({"article": ARTICLE, "list": OTHERS}, ensure_ascii=False).replace("</", "<\\/")
    head = f"<html><head><title>{title}</title></head>"
    page = f"{head}<body><p>出错了</p><script>window.DATA={written}</script></body></html>"
    with pytest.raises(Unreadable):
        extract(page)


def test_half_a_surrogate_pair_in_the_lines_of_a_pages_data_is_dropped() -> None:
    written = json.dumps({"article": {**ARTICLE, "content": [f"{line}\ud800" for line in LINES]}})
    page = f"<html><head><title>{HEADED}</title></head><body><script>window.DATA={written}</script></body></html>"
    assert extract(page).body == LINES
