"""Mails, notes of Joplin, pages saved as text and lines of one width are read as the article that they carry."""

from __future__ import annotations

import pytest

from articles.parsing import extract
from articles.parsing.copies.carrier import without_carrier

HEADLINE = "老城区供水管网改造下月开工"
BODY = (
    "河湾市老城区的供水管网改造下月开工，第一期涉及三条街道和两个小区，工期预计五个月，费用由市财政承担。",
    "施工期间部分路段夜间停水，街道办提前两天在楼道张贴通知，并安排送水车到小区门口，为老人送水上门。",
    "居民说最关心的是路面什么时候能够恢复，因为学校九月开学以后，早晚的人流会明显增多，接送孩子不便。",
    "负责施工的工程队表示，遇到雨天会顺延，但主要路口的管道会赶在开学之前完成更换，路面随后恢复。",
)
ARTICLE = f"{HEADLINE}\n河湾晚报 2025-03-04 09:20\n" + "\n\n".join(BODY)


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


@pytest.mark.parametrize(
    "header",
    [
        "发件人: 编辑部 <news@hewan.example>\n日期: 2025年3月5日 10:00\n主题: 转发：{}\n收件人: <a@hewan.example>\n\n",
        "---------- Forwarded message ---------\nFrom: 周明 <a@hewan.example>\nDate: Wed, Mar 5, 2025 at 10:00 AM\n"
        "Subject: Fwd: {}\nTo: b@hewan.example\n\n\n",
        "请看\n\nBegin forwarded message:\n\nFrom: 周明\nSubject: {}\nDate: March 5, 2025 at 10:00 AM\nTo: 李明\n\n",
    ],
)
@pytest.mark.parametrize("sign", ["", "> "])
def test_header_of_a_mail_is_no_text(header: str, sign: str) -> None:
    quoted = "\n".join(sign + line for line in ARTICLE.splitlines())
    article = extract(header.format(HEADLINE) + quoted)
    assert (article.headline, article.body) == (HEADLINE, BODY)
    assert article.source
    assert article.source.name == "河湾晚报"
    assert str(article.published_at) == "2025-03-04 09:20:00+08:00"


def test_time_of_a_mail_bounds_the_time_of_publication() -> None:
    article = extract(f"发件人: 周明\n发送时间: 2025-03-05 10:00\n主题: {HEADLINE}\n收件人: 李明\n\n" + "\n".join(BODY))
    assert article.headline == HEADLINE
    assert article.published_at is None
    assert str(article.published_before) == "2025-03-05 10:00:00+08:00"


def test_fields_of_a_letter_in_an_article_stay() -> None:
    text = f"{HEADLINE}\n{BODY[0]}\n来信如下：\n发件人：一位居民\n日期：3月1日\n主题：水压\n{BODY[1]}"
    assert "发件人：一位居民" in extract(text).body


@pytest.mark.parametrize("width", [25, 31, 38])
@pytest.mark.parametrize(("indent", "gap"), [("", "\n\n"), ("　　", "\n")])
def test_lines_of_one_width_are_joined(width: int, indent: str, gap: str) -> None:
    text = gap.join(wrapped(indent + paragraph, width) for paragraph in BODY)
    assert extract(f"{HEADLINE}\n河湾晚报 2025-03-04 09:20\n\n{text}").body == BODY


def test_paragraphs_stay_apart_where_they_differ_in_length() -> None:
    lines = [paragraph[: 30 + 4 * number] + "。" for number, paragraph in enumerate(BODY)]
    assert without_carrier("\n".join(lines)) == "\n".join(lines)


def test_verses_and_lists_stay_apart() -> None:
    verse = "一二三四五六七八九十一二三四五六七八九十"
    verses = "\n".join(verse + "，。"[number % 2] for number in range(8))
    items = "\n".join(f"{number}. 施工期间部分路段夜间停水街道办提前两天通知" for number in range(1, 9))
    assert without_carrier(verses).count("\n") >= 3
    assert without_carrier(items) == items


def test_fields_below_a_note_are_its_metadata() -> None:
    fields = (
        "id: 8a7f0b0c0d0e0f101112131415161718\nparent_id: 1112131415161718191a1b1c1d1e1f20\n"
        "created_time: 2025-03-09T01:00:00.000Z\nsource_url: https://www.hewan.example/1.html\nauthor: 周澄\ntype_: 1"
    )
    article = extract(f"{HEADLINE}\n\n" + "\n\n".join(BODY) + f"\n\n{fields}")
    assert (article.headline, article.body, article.url) == (HEADLINE, BODY, "https://www.hewan.example/1.html")
    assert article.source
    assert article.source.name == "周澄"


def test_closing_tags_in_a_copy_are_no_links() -> None:
    ruby = "<ruby>涪<rp>(</rp><rt>fú</rt><rp>)</rp></ruby>陵的渡口"
    article = extract(f"# {HEADLINE}\n\n{ruby}\n\n" + "\n\n".join(BODY))
    assert article.body == ("涪陵的渡口", *BODY)


def test_page_saved_as_text_loses_its_links_and_lists() -> None:
    above = "    * 首页 </>\n    * 新闻 </news/>\n    * 视频 </video/>\n\n当前位置: 首页 </> > 新闻 </news/>\n\n"
    article = extract(f"{above}{ARTICLE}\n\n{'-' * 60}\n\n    * 上一篇：无 </1.html>\n")
    assert (article.headline, article.body) == (HEADLINE, BODY)
