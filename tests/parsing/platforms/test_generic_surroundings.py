"""Short texts on pages of unknown layout: what stands around them belongs to the site, and no sentence is lost."""

from __future__ import annotations

from datetime import datetime

import pytest

from articles.parsing import ExtractedArticle, extract
from articles.text.china_time import CHINA

HEAD = "河湾市老城区供水管网改造工程正式开工"
LEAD = "河湾市住建局昨天对外介绍，老城区供水管网改造工程已经开工，首批改造的路段共有十二条，涉及居民两万余户。"
MORE = "按照施工方案，改造采取夜间施工、分段停水的方式进行，每一段停水的时间不超过六个小时。"
BYLINE = "<div class='info'><span>2025-06-10 12:31</span> <span>来源：河湾晚报</span></div>"
TEASERS = "".join(
    f"<div class='item'><a href='/{at}'>{headline}</a><p>{summary}</p><span>2025-07-0{at} 08:15</span></div>"
    for at, (headline, summary) in enumerate(
        [
            ("今年入夏以来最强降雨今夜抵达", "气象部门发布暴雨黄色预警，提醒市民减少外出，注意防范山洪。"),
            ("高铁站西广场下月启用", "西广场启用后，旅客可以从地下通道直接进站，换乘公交和地铁。"),
            ("菜价回落，一斤便宜八毛", "随着本地蔬菜集中上市，市场里的价格连续三周下降，摊主说还会降。"),
            ("老桥加固完工", "桥面加宽到九米，两侧各有一米五的人行道，桥头装上了新的路灯。"),
        ],
        1,
    )
)
BEHIND = {
    "recommendations": f"<div class='list'><h3>为你推荐</h3>{TEASERS}</div>",
    "ranking": f"<div class='b'><p>点击排行</p>{TEASERS}</div>",
    "traditional": f"<div class='b'><h4>熱門新聞</h4>{TEASERS}</div>",
    "ways": "<p>上一篇：<a>高铁站西广场下月启用</a></p><p>下一篇：没有了</p>",
    "place": "<p>您所在的位置：首页 &gt; 新闻 &gt; 正文</p>",
    "keywords": "<p>20190926|国贸|增长率</p>",
    "account": "<div><h3>公众号简介</h3></div>",
}


def read(body: str, title: str = HEAD, head: str = "") -> ExtractedArticle:
    return extract(f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>")


@pytest.mark.parametrize("behind", [name for name in BEHIND if name != "account"])
@pytest.mark.parametrize("texts", [(LEAD,), (LEAD, MORE)], ids=["one", "two"])
@pytest.mark.parametrize("is_nested", [True, False], ids=["nested", "flat"])
def test_short_body_ends_before_what_the_site_puts_behind_it(
    behind: str, texts: tuple[str, ...], is_nested: bool
) -> None:
    text = "".join(f"<p>{one}</p>" for one in texts)
    text = f"<div class='con'>{text}</div>" if is_nested else text
    article = read(f"<div class='left'><h1>{HEAD}</h1>{BYLINE}{text}{BEHIND[behind]}</div>")
    assert article.body == texts
    assert article.source is not None
    assert article.source.name == "河湾晚报"
    assert article.published_at == datetime(2025, 6, 10, 12, 31, tzinfo=CHINA)


def test_text_goes_on_behind_a_heading_that_lists_others() -> None:
    article = read(
        f"<h1>{HEAD}</h1>{BYLINE}<div><p>{LEAD}</p><p>相关阅读</p><p><a href='/1'>老桥加固完工</a></p>"
        f"<p>{MORE}</p><p>{LEAD[:-1]}，工期五个月。</p></div>"
    )
    assert MORE in article.body
    assert "相关阅读" in article.body


def test_editor_behind_a_list_is_credited() -> None:
    article = read(f"<div><h1>{HEAD}</h1>{BYLINE}<p>{LEAD}</p>{BEHIND['recommendations']}<p>责任编辑：周明</p></div>")
    assert article.body == (LEAD,)
    assert [credit.name for credit in article.credits] == ["周明"]


def test_what_is_left_out_is_named() -> None:
    article = read(f"<h1>{HEAD}</h1>{BYLINE}<p>{LEAD}</p>{BEHIND['ways']}")
    assert "surroundings_left_out:下一篇：没有了" in article.warnings


def test_sidebar_above_the_headline_is_no_body() -> None:
    article = read(f"<div class='w'>{TEASERS * 3}</div><div class='m'><h1>{HEAD}</h1>{BYLINE}<p>{LEAD}</p></div>")
    assert article.body == (LEAD,)


def test_news_of_one_sentence_is_read_below_headline_and_byline() -> None:
    text = "河湾地铁三号线延长段今天开始空载试运行，为期三个月，期间不载客。"
    assert read(f"<h1>{HEAD}</h1>{BYLINE}<div><p>{text}</p></div>").body == (text,)


def test_thread_is_read_from_its_first_post() -> None:
    def post(number: int, time: str, text: str) -> str:
        return (
            f"<table><tr><td>水手</td><td><em>发表于 {time}</em><div class='t_f' id='postmessage_{number}'>{text}"
            "</div></td></tr></table>"
        )

    article = read(
        f"<h1>{HEAD}</h1>{post(1, '2025-6-10 12:31', LEAD)}{post(2, '2025-6-11 08:02', MORE)}"
        f"{post(3, '2025-6-12 09:00', MORE)}",
        f"{HEAD} - 河湾论坛",
    )
    assert article.body == (LEAD,)
    assert article.published_at == datetime(2025, 6, 10, 12, 31, tzinfo=CHINA)


def test_several_pen_names_are_authors_and_no_outlet() -> None:
    byline = "<div><span>叨叨姐</span> <span>胡一刀</span> <span>李小飞刀</span> <span>2025-06-10 12:31</span></div>"
    article = read(
        f"<h1>{HEAD}</h1>{byline}<div><p>{LEAD}</p><p>{MORE}</p></div>",
        head="<meta property='og:site_name' content='河湾日读'>",
    )
    assert article.source is not None
    assert article.source.name == "河湾日读"


def test_heading_about_an_account_names_no_source() -> None:
    article = read(f"<h1>{HEAD}</h1><div>2025-06-10 12:31</div><div><p>{LEAD}</p></div>{BEHIND['account']}")
    assert article.source is None


@pytest.mark.parametrize("first", ["1", "01", "1."])
def test_number_of_the_first_section_stays(first: str) -> None:
    article = read(f"<h1>{HEAD}</h1>{BYLINE}<div><p>{first}</p><p>{LEAD}</p><p>2</p><p>{MORE}</p></div>")
    assert article.body == (first, LEAD, "2", MORE)


def test_paragraphs_in_elements_of_the_pages_own_are_apart() -> None:
    texts = "".join(f"<x-line>{text}</x-line>" for text in ("一、为什么要改", LEAD, MORE))
    article = read(f"<x-page><h1>{HEAD}</h1>{BYLINE}<x-text>{texts}</x-text></x-page>")
    assert article.body == ("一、为什么要改", LEAD, MORE)


def test_element_of_the_pages_own_within_a_sentence_breaks_nothing() -> None:
    text = f"{LEAD[:10]}<x-term>{LEAD[10:14]}</x-term>{LEAD[14:]}"
    assert read(f"<h1>{HEAD}</h1>{BYLINE}<div><p>{text}</p><p>{MORE}</p></div>").body == (LEAD, MORE)


def test_headline_below_the_name_of_an_office_is_read_where_the_title_is_that_name() -> None:
    article = read(
        f"<div><h1>河湾中医院</h1><p>仁心仁术</p></div><h2>{HEAD}</h2>{BYLINE}<div><p>{LEAD}</p><p>{MORE}</p></div>",
        title="河湾中医院",
    )
    assert article.headline == HEAD


def test_labels_in_a_list_of_terms_go_with_what_stands_behind_them() -> None:
    terms = "<dl><dt>发布时间</dt><dd>2025-06-10 12:31</dd><dt>来源</dt><dd>河湾公安</dd></dl>"
    article = read(f"<h1>{HEAD}</h1>{terms}<div><p>{LEAD}</p><p>{MORE}</p></div>")
    assert article.source is not None
    assert article.source.name == "河湾公安"
    assert article.published_at == datetime(2025, 6, 10, 12, 31, tzinfo=CHINA)


def test_page_of_a_printed_paper_is_passed_over() -> None:
    byline = "<div><span>2025-06-10</span> <span>第03版：民生</span></div>"
    article = read(f"<h1>{HEAD}</h1>{byline}<div><p>{LEAD}</p><p>{MORE}</p></div>")
    assert article.published_after == datetime(2025, 6, 10, tzinfo=CHINA)


def test_byline_of_spans_is_read_apart_in_the_element_of_a_short_body() -> None:
    byline = "<p><span>2025-06-10 21:07:33</span><span>河湾财讯</span><span>吴桂兰</span></p>"
    article = read(f"<div class='k'><h1>{HEAD}</h1>{byline}<div>{LEAD}</div></div>")
    assert article.body == (LEAD,)
    assert article.source is not None
    assert article.source.name == "河湾财讯"


def test_clock_above_the_headline_is_no_time_beside_a_byline_without_one() -> None:
    byline = "<p>河湾生活  最后更新：2025-06-12 09:00</p>"
    article = read(f"<div><div>2026-11-30 22:10:00 星期一</div><h1>{HEAD}</h1>{byline}<p>{LEAD}</p></div>")
    assert article.published_at is None


def test_list_without_a_heading_is_told_by_the_times_of_its_items() -> None:
    items = "".join(
        f"<div><p>{headline}</p><p>{MORE}</p><p>06-1{at} 09:20</p></div>"
        for at, headline in enumerate(("高铁站西广场下月启用", "菜价回落，一斤便宜八毛", "老桥加固完工"))
    )
    article = read(f"<div><h1>{HEAD}</h1>{BYLINE}<p>{LEAD}</p>{items}</div>")
    assert article.body == (LEAD,)


def test_reading_time_of_a_blog_is_no_prose() -> None:
    byline = "<p><time datetime='2025-06-10T09:41:00+08:00'>2025-06-10</time> <span>阅读时间：约 4 分钟</span></p>"
    article = read(f"<h1>{HEAD}</h1>{byline}<div><p>{LEAD}</p><p>{MORE}</p></div>")
    assert article.published_at == datetime(2025, 6, 10, 9, 41, tzinfo=CHINA)
