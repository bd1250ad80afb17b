"""Names and headlines that the markup of a page does not call so: beside the time, in the title, above a post."""

from __future__ import annotations

import pytest

from articles.parsing import extract
from articles.parsing.extracted import ExtractedArticle
from tests.parsing.platforms.generic_layouts import PARAGRAPHS

HEADLINE = "老城区供水管网改造今天全面启动"
PROSE = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def read(head: str, title: str = HEADLINE) -> ExtractedArticle:
    return extract(f"<html><head><title>{title}</title></head><body><div>{head}<div>{PROSE}</div></div></body></html>")


def source(article: ExtractedArticle) -> str | None:
    return article.source.name if article.source else None


@pytest.mark.parametrize("name", ["看台上的老韩", "马师傅说家电", "河湾观察", "小禾的家"])
@pytest.mark.parametrize("order", ["<div>{}</div><div>{}</div>", "<p>{}</p><p>{}</p>"])
@pytest.mark.parametrize("is_first", [True, False])
def test_name_alone_beside_the_time_is_the_account(name: str, order: str, is_first: bool) -> None:
    parts = (name, "2025-03-04 09:20") if is_first else ("2025-03-04 09:20", name)
    article = read(f"<h1>{HEADLINE}</h1><div>{order.format(*parts)}</div>")
    assert source(article) == name


@pytest.mark.parametrize("item", ["<li>{}</li>", "<dd>{}</dd>", "<div>{}</div>"])
@pytest.mark.parametrize("sign", ["", "：", ":"])
def test_label_and_name_in_items_of_their_own_are_the_source(item: str, sign: str) -> None:
    parts = (f"来源{sign}", "河湾网", f"时间{sign}", "2025-03-04 09:20")
    article = read(f"<h1>{HEADLINE}</h1><div>{''.join(map(item.format, parts))}</div>")
    assert source(article) == "河湾网"


@pytest.mark.parametrize(
    "word", ["要闻", "社会新闻", "民生频道", "微信扫一扫", "独家策划", "推荐阅读", "关注", "热点专题"]
)
def test_channel_or_button_beside_the_time_is_nobody(word: str) -> None:
    assert source(read(f"<h1>{HEADLINE}</h1><div><div>{word}</div><div>2025-03-04 09:20</div></div>")) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("{}_体育_龙口新闻网", "龙口新闻网"),
        ("{} - 生活百科 - 河湾在线", "河湾在线"),
        ("{}|河湾观察", "河湾观察"),
        ("{}_社会新闻", None),
        ("{}-新闻资讯", None),
        ("{}_教育频道", None),
        ("{}_正文_新闻中心", None),
        ("{}", None),
    ],
)
def test_last_name_in_the_title_is_the_source_where_nobody_else_is(title: str, name: str | None) -> None:
    article = read(f"<h1>{HEADLINE}</h1><p>2025-03-04 09:20</p>", title.format(HEADLINE))
    assert (article.headline, source(article)) == (HEADLINE, name)


def test_title_names_no_source_where_the_byline_hides_one() -> None:
    article = read(f"<h1>{HEADLINE}</h1><p>2025-03-04 09:20 来源：<img src='a.png'></p>", f"{HEADLINE}_河湾网")
    assert source(article) is None


@pytest.mark.parametrize("title", ["河湾晚报数字报-{}", "::河湾教育信息网::--{}", "河湾晚报多媒体数字报"])
def test_headline_is_a_line_that_is_a_part_of_the_title_or_the_greatest_heading(title: str) -> None:
    head = f"<h1>{HEADLINE}</h1><h2>居民个人不需要出钱</h2><h4>本报记者 周明</h4>"
    assert read(head, title.format(HEADLINE)).headline == HEADLINE


def test_line_above_the_byline_is_the_headline_where_the_title_names_none() -> None:
    assert read(f"<p>{HEADLINE}</p><p>发布时间：2025-03-04 09:20　阅读：12</p>", "新闻详情").headline == HEADLINE


def test_day_beside_the_number_of_the_page_is_the_day_of_the_issue() -> None:
    head = "<div class='b'>第A05版：民生</div><div class='r'>2025年03月04日 星期二</div>"
    article = read(f"{head}<div><h1>{HEADLINE}</h1></div>")
    assert str(article.published_after) == "2025-03-04 00:00:00+08:00"
    clock = "<div class='r'>2025年03月04日 星期二</div>"
    assert read(f"{clock}<div><h1>{HEADLINE}</h1></div>").published_after is None


def test_who_wrote_the_first_post_is_the_source() -> None:
    post = (
        f"<div class='authi'><a class='xw1'>河湾老周</a></div><div id='postmessage_1'>{'<br>'.join(PARAGRAPHS)}</div>"
    )
    answer = "<div class='authi'><a class='xw1'>路人</a></div><div id='postmessage_2'>这个消息大家早就知道了。</div>"
    page = f"<title>{HEADLINE} - 河湾论坛</title><h1>{HEADLINE}</h1><div>{post}</div><div>{answer}</div>"
    assert source(extract(f"<html><body>{page}</body></html>")) == "河湾老周"


def test_one_other_article_recommended_between_paragraphs_is_left_out_and_named() -> None:
    prose = PROSE.replace("</p><p>", "</p><p>延伸阅读：<a href='/1'>北岸湿地观鸟指南</a></p><p>", 1)
    page = f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1><div>{prose}</div></body></html>"
    article = extract(page)
    assert len(article.body) == len(PARAGRAPHS)
    assert any("延伸阅读" in warning for warning in article.warnings)


@pytest.mark.parametrize("name", ["政府信息公开", "新闻详情"])
def test_line_that_the_markup_calls_a_title_is_the_headline_where_nothing_else_is(name: str) -> None:
    assert read(f"<div class='wz_tit'>{HEADLINE}</div>", name).headline == HEADLINE


def test_time_below_a_first_post_is_its_own() -> None:
    text = "<br>".join(PARAGRAPHS)
    post = (
        f"<div class='d_post_content'>{text}</div><div class='post-tail-wrap'><span class='tail-info'>2025-03-04 09:20"
    )
    page = f"<title>{HEADLINE}_河湾吧</title><h3>{HEADLINE}</h3><div class='l_post'>{post}</span></div></div>"
    assert str(extract(f"<html><body>{page}</body></html>").published_at) == "2025-03-04 09:20:00+08:00"


def test_name_in_quotation_marks_behind_its_label_is_the_source() -> None:
    byline = '<p>河湾网　|　2025-03-04　|　文章来源：微信公众号"河湾观察"</p>'
    assert source(read(f"<h1>{HEADLINE}</h1>{byline}")) == "河湾观察"


def test_lines_of_preformatted_text_are_paragraphs() -> None:
    text = "\n".join(f"　　{paragraph}" for paragraph in PARAGRAPHS)
    page = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1><pre>{text}</pre>"
    assert extract(f"<html><body>{page}</body></html>").body == PARAGRAPHS


def test_site_and_slogan_in_the_title_are_no_headline() -> None:
    assert read(f"<h2>{HEADLINE}</h2><p>河湾晚报 2025-03-04 09:20</p>", "河湾在线-河湾主流媒体").headline == HEADLINE
