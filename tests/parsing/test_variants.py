"""Further layouts of pages, copies and submissions: what stands in them is read, and nothing that does not."""

from __future__ import annotations

from typing import Any

import pytest

from articles.parsing import ExtractedArticle, extract
from articles.parsing.submitted.structured import from_fields
from tests.parsing.declarations.forms import BODY, FORMS, HEADLINE, flags_of, notices_of, read

PROSE = "".join(f"<p>{text}</p>" for text in BODY)
TIME = "2023-11-17 15:13"
DAY = ("2025-06-10 00:00", "2025-06-11 00:00")
OPEN = (None, None)


def page(byline: str = "", body: str = PROSE, below: str = "", head: str = "", headline: str = HEADLINE) -> str:
    title = f"<title>{HEADLINE}_河湾网</title>{head}"
    return f'<html><head>{title}</head><body><h1>{headline}</h1>{byline}<div id="Content">{body}</div>{below}</body>'


def minute(article: ExtractedArticle) -> str | None:
    return article.published_at.strftime("%Y-%m-%d %H:%M") if article.published_at else None


def bounds(article: ExtractedArticle) -> tuple[str | None, ...]:
    both = (article.published_after, article.published_before)
    return tuple(each.strftime("%Y-%m-%d %H:%M") if each else None for each in both)


def name(article: ExtractedArticle) -> str | None:
    return article.source.name if article.source else None


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("quote", ["<p>图片来源于网络</p>", "本文由AI生成"])
def test_a_quotation_between_paragraphs_declares_nothing(at: int, quote: str) -> None:
    paragraphs = [f"<p>{text}</p>" for text in BODY]
    body = "".join([*paragraphs[:at], f"<blockquote>{quote}</blockquote>", *paragraphs[at:]])
    assert flags_of(extract(page(body=body))) == set()


@pytest.mark.parametrize(
    "below",
    [
        '<section class="comment-list"><p>内容由AI生成</p></section>',
        '<div class="tags"><span>AI生成</span><span>旧闻回顾</span></div>',
        '<div class="about"><h3>相关阅读</h3><p>本文纯属虚构</p></div>',
        "<div><h4>大家都在看</h4><p>图片来源于网络</p></div>",
        "<select><option>内容由AI生成</option></select>",
        "<button>内容由AI生成</button>",
    ],
)
def test_what_others_say_below_a_text_declares_nothing(below: str) -> None:
    assert flags_of(extract(page(below=below))) == set()


@pytest.mark.parametrize(
    ("parts", "flags", "notices"),
    [
        ({"below": '<div class="x1"><span>作者声明：内容由AI生成</span></div>'}, {"ai_generated"}, set()),
        (
            {"below": "<p><em>图片来源于网络，侵删</em></p>"},
            {"image_web_sourced", "infringement_contact"},
            set(),
        ),
        ({"byline": '<div class="tip">本文内容由AI生成</div>'}, {"ai_generated"}, set()),
        (
            {"byline": "<div><span>2025-03-04 09:20</span><span>河湾晚报</span><span>声明：取材网络</span></div>"},
            {"web_sourced"},
            set(),
        ),
        (
            {"below": "<div>免责声明：本文仅代表作者个人观点，与河湾网无关。</div>"},
            set(),
            {"views_not_platform"},
        ),
    ],
)
def test_what_author_and_platform_say_beside_a_text_counts(
    parts: dict[str, str], flags: set[str], notices: set[str]
) -> None:
    article = extract(page(**parts))
    assert (flags_of(article), notices_of(article)) == (flags, notices)


LEADS = [
    "3月4日上午9时，河湾市召开供水改造会议，三十名代表参加。",
    "昨天（4日）凌晨2点，河湾市老城区一处水管爆裂，街道积水。",
    "2025-03-04 08:00，施工队进场。",
    "作者在河湾市住了三十年，从没见过这样的大雨。",
    "来源不明的短信昨晚传遍了河湾市的业主群。",
    "时间：2025年3月4日；地点：河湾会堂；参加人：周明、林河",
    "March 4, 2025, the city of Hewan began to renew its water mains.",
    "09:20，第一批管道运抵北岸路口",
]


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("mark", ["", "# "])
def test_a_lead_with_a_date_stays_in_a_copy_and_dates_nothing(lead: str, mark: str) -> None:
    article = extract("\n\n".join((mark + HEADLINE, lead, *BODY)), content_type="text/plain")
    assert (article.body[0], len(article.body), minute(article), bounds(article)) == (lead, 5, None, OPEN)


@pytest.mark.parametrize("lead", LEADS)
def test_a_lead_with_a_date_stays_on_a_page(lead: str) -> None:
    article = extract(page("<div>2025-03-05 07:05 来源：河湾晚报</div>", f"<p>{lead}</p>{PROSE}"))
    assert (article.body[0], minute(article), name(article)) == (lead, "2025-03-05 07:05", "河湾晚报")


@pytest.mark.parametrize(
    ("byline", "time"),
    [
        ("2025年6月10日 上午10:05", "2025-06-10 10:05"),
        ("2025-06-10 凌晨0:30", "2025-06-10 00:30"),
        ("2025-06-10 下午12:05", "2025-06-10 12:05"),
        ("2025/6/10 12:05 AM", "2025-06-10 00:05"),
        ("2025年6月10日 晚11:20", "2025-06-10 23:20"),
        ("2025年6月10日 午后2点15分", "2025-06-10 14:15"),
        ("2025-06-10 清晨5:40", "2025-06-10 05:40"),
        ("10 June 2025, 08:15", "2025-06-10 08:15"),
        ("Jun 10, 2025 at 8:15 pm", "2025-06-10 20:15"),
        ("Published: June 10, 2025 3:05 p.m.", "2025-06-10 15:05"),
        ("Updated June 12, 2025 9:00 AM Published June 10, 2025 3:05 PM", "2025-06-10 15:05"),
        ("2025-06-10T04:31:00Z", "2025-06-10 12:31"),
        ("2025-06-10T12:31+08:00", "2025-06-10 12:31"),
        ("２０２５－０６－１０ １２：３１", "2025-06-10 12:31"),
        ("首发 2025-06-10 12:31 | 修改 2025-06-12 09:00", "2025-06-10 12:31"),
        ("最后编辑：2025-06-12 09:00　发表：2025-06-10 12:31", "2025-06-10 12:31"),
        ("2025年6月10日 晚上12:10", None),
        ("2025年6月10日 夜里1:10", None),
        ("2025-06-10 25:10", None),
        ("2025-02-30 12:00", None),
        ("3小时前", None),
        ("昨天 12:30", None),
        ("更新于 2025-06-12 09:00", None),
    ],
)
def test_a_minute_is_read_as_the_byline_means_it_or_not_at_all(byline: str, time: str | None) -> None:
    assert minute(extract(page(f'<div class="info">{byline}</div>'))) == time


@pytest.mark.parametrize(
    "below",
    [
        '<div class="list"><span class="time">2025-07-01 10:00</span>另一篇</div>',
        '<aside><time datetime="2025-07-01T10:00:00+08:00">7月1日</time></aside>',
        "<footer>© 2019-2025 河湾网 更新 2025-07-01 10:00</footer>",
    ],
)
def test_a_time_of_something_else_is_not_the_articles(below: str) -> None:
    article = extract(page(below=below))
    assert (minute(article), bounds(article)) == (None, OPEN)


@pytest.mark.parametrize(
    ("byline", "source"),
    [
        ("来源：<a>河湾日报</a>　{}　编辑：周明", "河湾日报"),
        ("<span>{}</span><span>河湾晚报</span><span>阅读 1.2万</span>", "河湾晚报"),
        ("文章来源：河湾在线 | 发布：{} | 浏览：33", "河湾在线"),
        ("{}　来源:　河湾发布　作者:周澄", "河湾发布"),
        ("[ 河湾广播 ] {}", "河湾广播"),
        ("稿源：河湾网 {} 责编：林河", "河湾网"),
        ("由 河湾观察 发表于 {}", "河湾观察"),
        ("由河湾观察 发布于 {}", "河湾观察"),
    ],
)
def test_a_name_beside_the_time_is_the_source(byline: str, source: str) -> None:
    article = extract(page(f"<div>{byline.format(TIME)}</div>"))
    assert (name(article), minute(article)) == (source, TIME)


@pytest.mark.parametrize("badge", ["<i>原创</i>{}", "{}<span>已付费</span>", "<b>[置顶]</b>{}"])
def test_a_badge_is_no_part_of_the_headline(badge: str) -> None:
    assert extract(page(headline=badge.format(HEADLINE))).headline == HEADLINE


def test_a_word_that_is_no_badge_stays_in_the_headline() -> None:
    assert extract(page(headline=f"河湾{HEADLINE}")).headline == f"河湾{HEADLINE}"


LISTS: list[tuple[list[str], list[tuple[str, str]]]] = [
    (
        [
            "参考链接",
            "河湾日报：老城区水管换新 https://hewan.example/1",
            "河湾晚报：水厂的一天 https://hewan.example/2",
        ],
        [("老城区水管换新", "河湾日报"), ("水厂的一天", "河湾晚报")],
    ),
    (
        ["【参考资料】", "①河湾日报：《老城区水管换新》", "②新华社：《多地更新管网》"],
        [("老城区水管换新", "河湾日报"), ("多地更新管网", "新华社")],
    ),
    (
        ["資料來源：[1]河灣日報《老城區水管換新》；[2]新華社《多地更新管網》"],
        [("老城區水管換新", "河灣日報"), ("多地更新管網", "新華社")],
    ),
    (
        ["本文主要参考资料：", "1、《老城区水管换新》，河湾日报", "2、《多地更新管网》，新华社"],
        [("老城区水管换新", "河湾日报"), ("多地更新管网", "新华社")],
    ),
    (["信息来源：央视新闻、人民日报、新华社"], [("", "央视新闻"), ("", "人民日报"), ("", "新华社")]),
]


@pytest.mark.parametrize(("lines", "references"), LISTS)
@pytest.mark.parametrize("form", FORMS)
def test_a_reference_list_is_read_in_every_form_of_input(
    form: str, lines: list[str], references: list[tuple[str, str]]
) -> None:
    article = read("\n".join(lines), form)
    assert [(item.headline, item.outlet) for item in article.references] == references
    assert article.body == BODY


def test_given_references_leave_the_body_of_a_submission_alone() -> None:
    fields: dict[str, Any] = {"headline": HEADLINE, "body": [*BODY, *LISTS[1][0]], "references": []}
    article = from_fields(fields)
    assert (len(article.body), article.references) == (7, ())


def test_a_dated_reference_of_a_submission_bounds_its_time() -> None:
    body = [*BODY, "参考资料：", "1. 《老城区水管换新》河湾日报 2025-06-10", "2. 《水厂的一天》河湾晚报 2025-06-01"]
    assert bounds(from_fields({"headline": HEADLINE, "body": body})) == (DAY[0], None)


@pytest.mark.parametrize("byline", ["ip ：重庆 {}", "IP  {}", "由 周澄 发 布 {}", "来源：来 源 河湾日报 {}"])
def test_a_label_widened_with_spaces_breaks_nothing(byline: str) -> None:
    assert extract(page(f"<div>{byline.format(TIME)}</div>")).headline == HEADLINE
