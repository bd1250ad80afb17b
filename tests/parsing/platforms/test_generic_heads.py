"""The lines around a headline on pages of unknown layout: which time and name are the article's, and which are not."""

from __future__ import annotations

import pytest

from articles.parsing import ExtractedArticle, extract
from tests.parsing.platforms.generic_layouts import PARAGRAPHS

HEADLINE = "老城区供水管网改造今天全面启动施工安排公布"
TIME = "2023-11-17 15:13"
DAY = ("2023-11-17 00:00", "2023-11-18 00:00")
PROSE = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
BYLINE = f"<div>来源：<a>河湾日报网</a> {TIME}</div>"


def read(byline: str, *, lead: str = "", head: str = "", above: str = "", below: str = "") -> ExtractedArticle:
    title = f"<title>{HEADLINE}_河湾网</title>{head}"
    body = f'{above}<h1>{HEADLINE}</h1>{byline}<div id="Content">{lead}{PROSE}</div>{below}'
    return extract(f"<html><head>{title}</head><body>{body}</body></html>")


def time_of(article: ExtractedArticle) -> str | None:
    return article.published_at.strftime("%Y-%m-%d %H:%M") if article.published_at else None


def bounds_of(article: ExtractedArticle) -> tuple[str | None, str | None]:
    after, before = article.published_after, article.published_before
    return tuple(each.strftime("%Y-%m-%d %H:%M") if each else None for each in (after, before))  # type: ignore[return-value]


@pytest.mark.parametrize(
    "parts",
    [
        {"lead": "<p><strong>河湾讯</strong>这个月底开始，老城区的供水管网将分段更换。</p>"},
        {
            "lead": "<p>这个月底，<a>全市还有</a>十二公里的管道要更换。</p>",
            "head": '<meta name="author" content="周明">',
        },
        {"above": f'<div class="summary">{PARAGRAPHS[0]}</div>'},
        {"byline": f'{BYLINE}<div class="summary">{PARAGRAPHS[0]}</div>'},
        {"byline": f'<h2 style="display:none">{PARAGRAPHS[0]}</h2>{BYLINE}'},
        {"byline": f"{BYLINE}<script>{'var a = 1; // 2020-01-01 01:01' * 90}</script>"},
        {"byline": f"{BYLINE}<div hidden>更新时间 2026-01-01 10:00</div>"},
        {"above": "<div>今天是2026年7月1日 10:00</div>", "below": "<ul><li>观鸟指南 2026-06-01 09:00</li></ul>"},
    ],
)
def test_byline_is_found_whatever_stands_around_it(parts: dict[str, str]) -> None:
    article = read(parts.pop("byline", BYLINE), **parts)
    assert article.source is not None
    assert (article.source.name, time_of(article)) == ("河湾日报网", TIME)
    assert len(article.body) == 4 + ("lead" in parts)


@pytest.mark.parametrize(
    ("byline", "source"),
    [
        ("<div>原创：<span>河湾健康网</span> {}</div>", "河湾健康网"),
        ("<div>来源<span>河湾网</span> {}</div>", "河湾网"),
        ("<div>{} 河湾站[整理]</div>", "河湾站"),
        ('<span class="time-source">{} 河湾财经</span>', "河湾财经"),
        ("<p>[来源] 河湾日报 [时间] {}</p>", "河湾日报"),
        ("<p>文章来源于：河湾日报　发表日期：{}</p>", "河湾日报"),
        ("<div><b>{}</b><i>|</i><b>河湾日报</b><i>|</i><b>A02</b></div>", "河湾日报"),
        ("<div>转载自 河湾日报 · {} · 重庆</div>", "河湾日报"),
        ("<div>发佈時間：{}　來源：河灣日報　責任編輯：周明</div>", "河灣日報"),
        ("<div>发布时间：{}</div><div>来源：<img></div><div>作者：</div>", None),
        ("<div>作者：周澄 来源：网络 {}</div>", "周澄"),
        ("<aside><h1>河湾</h1><p>{} 来源：河湾日报</p></aside>", "河湾日报"),
    ],
)
def test_names_beside_a_time(byline: str, source: str | None) -> None:
    article = read(byline.format(TIME))
    assert (article.source.name if article.source else None, time_of(article)) == (source, TIME)


@pytest.mark.parametrize(
    ("byline", "head", "time", "bounds"),
    [
        ("更新时间：2023-11-20 09:00 发布时间：2023-11-17 15:13", "", TIME, (None, None)),
        ("Updated: 2023-11-18 10:00 Published: 2023-11-17 15:13", "", TIME, (None, None)),
        ("更新时间：2023-11-20 09:00", "", None, (None, "2023-11-20 09:00")),
        ("编辑于 2023-11-20 09:00 ・ 重庆", "", None, (None, "2023-11-20 09:00")),
        ("2023-11-17 来源：河湾网", "", None, DAY),
        ("2023-11-17", '<meta name="PubDate" content="2023-11-17 15:13">', TIME, (None, None)),
        ("2023-11-17", '<meta name="PubDate" content="2024-01-01 00:00">', None, DAY),
        ("", '<meta name="publishdate" content="2023-11-17">', None, DAY),
        ("", '<meta name="PubDate" content="20231117151300">', TIME, (None, None)),
        ("3小时前", "", None, (None, None)),
        ("11-17 15:13", "", None, (None, None)),
    ],
)
def test_time_or_its_bounds(byline: str, head: str, time: str | None, bounds: tuple[str | None, str | None]) -> None:
    article = read(f"<div>{byline}</div>", head=head)
    assert (time_of(article), bounds_of(article)) == (time, bounds)


@pytest.mark.parametrize(
    "lead",
    [
        "2025年3月4日6时18分，河湾市龙口区发生3.8级地震，震源深度12千米。",
        "时间：3月4日上午，地点：河湾会堂，主题：供水改造",
        "3月4日，河湾市召开会议，研究供水改造。",
        "来源于河湾日报的消息说，改造分两期施工。",
        "作者在河边住了三十年，见过每一次涨水。",
    ],
)
@pytest.mark.parametrize("byline", ["<div>2023-11-17 15:13 来源：河湾晚报</div>", ""])
def test_lead_that_begins_like_a_byline_stays(lead: str, byline: str) -> None:
    article = read(byline, lead=f"<p>{lead}</p>")
    assert article.body[0] == lead
    assert time_of(article) == (TIME if byline else None)


def test_agenda_in_lines_is_no_byline() -> None:
    article = read("", lead="<p>时间：2025年3月4日 9:00</p><p>地点：河湾会堂</p>")
    assert (len(article.body), time_of(article)) == (6, None)


def test_line_left_out_is_told() -> None:
    article = read("", lead=f"<p>{TIME}　来源：河湾日报</p>")
    assert article.body == PARAGRAPHS
    assert article.warnings == (f"byline_left_out:{TIME} 来源：河湾日报",)


@pytest.mark.parametrize(
    "below",
    [
        '<div class="comments"><span class="time">2025-07-01 10:00</span>说得好</div>',
        '<div class="related"><li><a>观鸟指南</a><span class="date">2025-07-01 10:00</span></li></div>',
        "<div><b>网友</b><p>发布于 2025-07-01 10:00</p></div>",
        "<em>发表于 2025-07-01 10:00</em>",
        "<p>下一篇：观鸟指南 2025-07-01 10:00</p>",
    ],
)
def test_time_below_the_body_is_somebody_elses(below: str) -> None:
    article = read("", below=below)
    assert (time_of(article), bounds_of(article)) == (None, (None, None))


@pytest.mark.parametrize(
    ("line", "time", "source"),
    [
        ("<div>2026-07-01 10:00:00</div>", None, None),
        ("<div class='user-name'>欢迎您</div>", None, None),
        (f"<div>发布时间：{TIME}</div>", TIME, None),
        (f"<div>{TIME} 来源：河湾日报</div>", TIME, "河湾日报"),
    ],
)
def test_without_a_headline_on_the_page_only_labelled_lines_count(
    line: str, time: str | None, source: str | None
) -> None:
    article = extract(f"<html><head><title>{HEADLINE}</title></head><body>{line}<div>{PROSE}</div></body></html>")
    assert (time_of(article), article.source.name if article.source else None) == (time, source)


@pytest.mark.parametrize(
    "top",
    [
        f"<title>{HEADLINE}_河湾网</title></head><body><h1>河湾网新闻中心</h1><h2>{HEADLINE}</h2>",
        f"<title>{HEADLINE}_教育频道_河湾网</title></head><body>",
        f"<title>{HEADLINE}-河湾日报-河湾网-新闻频道</title></head><body>",
        f"<title>{HEADLINE} | 要闻 | 河湾日报</title></head><body>",
        f"<title>{HEADLINE} —— 河湾网</title></head><body>",
        f"<title>{HEADLINE}--河湾人大网</title></head><body>",
        f"<title>河湾网_{HEADLINE}</title></head><body>",
        f'<title>{HEADLINE}_河湾网</title><meta property="og:title" content="河湾网 - 河湾人的生活门户"></head><body>',
        f'<title>河湾网</title><meta property="og:title" content="{HEADLINE}"></head><body><h1>河湾网</h1>',
        f"<title>新闻动态--河湾地理学会官网</title></head><body><h5>{HEADLINE}</h5>",
        f"<title>河湾网：让河湾更近</title></head><body><h1>让河湾更近</h1><h2>{HEADLINE}</h2>",
        f'<title>{HEADLINE}_河湾网</title></head><body><h1><img alt="河湾网"></h1><div class="t">{HEADLINE}</div>',
        f"<title>{HEADLINE}_河湾网</title></head><body><h1>{HEADLINE}</h1><div><h2>今日推荐阅读榜单</h2></div>",
        f"<title>{HEADLINE}</title></head><body><h1>{HEADLINE}<br><span>2025-03-04 09:20 来源：河湾网</span></h1>",
    ],
)
def test_headline_is_what_a_reader_sees_over_the_text(top: str) -> None:
    assert extract(f"<html><head>{top}<div>{PROSE}</div></body></html>").headline == HEADLINE


@pytest.mark.parametrize(
    "headline",
    ["供水改造——老城区的五个月", "深度｜老城区供水管网改造", "中国-东盟博览会今天开幕", "织密老城区供水安全网"],
)
def test_signs_within_a_headline_stay(headline: str) -> None:
    assert extract(f"<title>{headline}_河湾网</title><body><div>{PROSE}</div></body>").headline == headline


BLOGS = {
    "ghost": '<article class="gh-article"><header><h1>{h}</h1>'
    '<div class="gh-article-meta"><h4 class="gh-article-author-name">'
    '<a href="/author/zc/">周澄</a></h4><div><time datetime="2023-11-17T15:13:00+08:00">2023年11月17日</time>'
    '<span> — 2 min read</span></div></div></header><section class="gh-content">{p}</section></article>',
    "ghost aside": '<article class="gh-article"><header><h1>{h}</h1><aside><h4 class="author-name">周澄</h4>'
    '<time datetime="2023-11-17T15:13:00+08:00">Nov 17, 2023</time></aside></header>'
    '<div class="gh-content">{p}</div></article>',
    "hugo": '<article class="post-single"><header><h1>{h}</h1><div class="post-meta">'
    "<span title='2023-11-17 15:13:00 +0800 CST'>十一月 17, 2023</span>&nbsp;·&nbsp;2 分钟&nbsp;·&nbsp;周澄</div>"
    "</header>"
    '<div class="post-content">{p}</div></article>',
    "wordpress": '<main><h1>{h}</h1><div class="wp-block-post-date">'
    '<time datetime="2023-11-17T15:13:00+08:00">2023年11月17日'
    '</time></div><div class="wp-block-post-author-name"><a href="/author/zc">周澄</a></div>'
    '<div class="entry-content wp-block-post-content">{p}</div></main>',
    "hexo": '<div class="post-block"><header><h1>{h}</h1><div class="post-meta"><span>发表于</span>'
    '<time datetime="2023-11-17T15:13:00+08:00">2023-11-17</time><span>更新于</span>'
    '<time datetime="2023-12-20T08:00:00+08:00">2023-12-20</time><span>作者：周澄</span></div></header>'
    '<div class="post-body">{p}</div><ul class="post-copyright"><li>本文作者：周澄</li></ul></div>',
}


@pytest.mark.parametrize("name", list(BLOGS))
def test_a_personal_site_names_who_wrote_and_when(name: str) -> None:
    page = BLOGS[name].format(h=HEADLINE, p=PROSE)
    article = extract(f"<html><head><title>{HEADLINE} - 河湾笔记</title></head><body>{page}</body></html>")
    assert (article.source and article.source.name, time_of(article)) == ("周澄", TIME)
    assert article.body == PARAGRAPHS


def test_two_times_behind_their_labels_are_not_confused() -> None:
    article = read("<div>发表于2023-11-17更新于2023-12-20</div>")
    assert (time_of(article), bounds_of(article)) == (None, DAY)


@pytest.mark.parametrize(
    "line",
    [
        "《河湾日报》（2023年11月17日 第 04 版）",
        "《 河湾日报 》（ 2023年11月17日 04 版）",
        "来源:《河湾日报》(2023-11-17 A04版)",
    ],
)
def test_an_electronic_paper_prints_its_name_and_day_below_the_text(line: str) -> None:
    page = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1><div id='ozoom'>{PROSE}</div><div class='sec'>{line}</div>"
    article = extract(f"<html><body>{page}</body></html>")
    assert (article.source and article.source.name, bounds_of(article)) == ("河湾日报", DAY)


def drawn(state: str) -> str:
    return (
        f"<html><head><title>{HEADLINE}</title></head><body><div id='root'></div><script>{state}</script></body></html>"
    )


@pytest.mark.parametrize("line", ["2023年11月17日 A05版：城事", "2023-11-17 第04版", "2023年11月17日 星期五 A05版"])
def test_the_day_of_an_issue_below_the_text_bounds_the_time(line: str) -> None:
    page = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1><div id='c'>{PROSE}</div><div class='n'>{line}</div>"
    article = extract(f"<html><body>{page}</body></html>")
    assert (time_of(article), bounds_of(article)) == (None, DAY)
