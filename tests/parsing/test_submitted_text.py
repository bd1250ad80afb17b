"""What publishing systems write into fields: markup, long paragraphs, dates without time, numbers and blanks in ids."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from articles.intake.submission import Submission
from articles.parsing import ExtractedArticle
from articles.parsing.submitted.markup import paragraphs_of, split_long
from articles.parsing.submitted.structured import InvalidFields, from_fields

BODY = ["早晨河面上起了很大的雾，渡船晚开了半个小时，乘客都在码头等。"] * 3


def read(last: Any = None, **changes: Any) -> ExtractedArticle:
    body = BODY if last is None else [*BODY, last]
    return from_fields({"headline": "渡船晚开半小时", "body": body, **changes})


def last_of(text: str) -> tuple[str, ...]:
    return read(text).body[len(BODY) :]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("渡船晚开了<b>半个</b>小时", ("渡船晚开了半个小时",)),
        ("<p>第一段</p><p>第二段</p>", ("第一段", "第二段")),
        ("第一段<br>第二段<BR/>第三段<br />第四段", ("第一段", "第二段", "第三段", "第四段")),
        ("<ul><li>一</li><li>二</li></ul>", ("一", "二")),
        ('<p style="text-align:center"><span>居</span>中</p>', ("居中",)),
        ("<ruby>涪<rp>(</rp><rt>fú</rt><rp>)</rp></ruby>陵", ("涪陵",)),
        ("<ruby><rb>涪</rb><rtc><rt>fú</rt></rtc></ruby>陵", ("涪陵",)),
        ("A&amp;B&nbsp;公司&#12290;", ("A&B\xa0公司。",)),
        ("<p>甲 &lt; 乙</p>", ("甲 < 乙",)),
        ("<p>甲 < 乙，<<书名>>，x<3</p>", ("甲 < 乙，<<书名>>，x<3",)),
        ("<script>alert('正文')</script><style>p{}</style>正文", ("正文",)),
        ("<!-- 注 -->正文", ("正文",)),
        ('<div style="display: none">藏</div>露', ("露",)),
        ("&lt;p&gt;转义过的段落&lt;/p&gt;", ("转义过的段落",)),
        ("<p>没有关上", ("没有关上",)),
        ("链接<a href='https://example.org/?a=1&amp;b=2'>文字</a>在此", ("链接文字在此",)),
        ("<p>&nbsp;</p>", ()),
        ("&#65279;\u200b", ()),
    ],
)
def test_markup_becomes_the_text_a_reader_sees(text: str, paragraphs: tuple[str, ...]) -> None:
    assert last_of(text) == paragraphs
    assert read(text).warnings == ("markup_removed",)


@pytest.mark.parametrize(
    "text",
    [
        "如果 x < 3 且 y > 2，就停。",
        "《<<书名>>》是一本书。",
        "HTML 的 <p> 标签表示一个段落。",
        "先用 <b> 再想别的。",
        "a<b and b>c",
        "1<2>0",
        "＜b＞全角的记号＜/b＞",
        "AT&T 与 R&D 部门",
        "<<公告>>全文如下",
        "I <3 U",
        "箭头 <- 和 -> 表示方向",
    ],
)
def test_text_that_mentions_signs_and_tags_stays(text: str) -> None:
    article = read(text)
    assert article.body[-1] == text
    assert article.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        "<b>声明：内容由AI生成</b>",
        "<p><strong>声明</strong>：内容由AI生成</p>",
        "<section><span style='color:#888'>声明：内容由AI生成</span></section>",
        "正文到此为止。<br>声明：内容由AI生成",
        "&lt;b&gt;声明：内容由AI生成&lt;/b&gt;",
        "声明：内容由&#65;I生成",
    ],
)
def test_declarations_in_markup_are_found(text: str) -> None:
    assert [flag.code for flag in read(text).provenance_flags] == ["ai_generated"]


def test_markup_is_taken_off_every_text() -> None:
    article = read(
        headline="<b>渡船</b>晚开 &amp; 半小时",
        source={"name": "<em>江边</em>手记"},
        references=[{"headline": "<i>雾</i>里", "outlet": "河湾<b>日报</b>"}],
        declarations=["<b>声明：内容由AI生成</b>"],
        images=[{"url": "https://example.org/a.png", "caption": "<b>码头</b>"}],
    )
    assert article.headline == "渡船晚开 & 半小时"
    assert article.source is not None
    assert article.source.name == "江边手记"
    assert (article.references[0].headline, article.references[0].outlet) == ("雾里", "河湾日报")
    assert [flag.code for flag in article.provenance_flags] == ["ai_generated"]
    assert article.images[0].caption == "码头"


def test_a_body_of_one_string_may_be_markup() -> None:
    body = "<p>第一段，说的是早晨的雾。</p>\n<p>第二段，\n说的是渡船。</p>"
    assert from_fields({"headline": "渡船", "body": body}).body == ("第一段，说的是早晨的雾。", "第二段，说的是渡船。")


@pytest.mark.parametrize("text", ["句子很长很长。" * 5_000, "“好！”他说，" * 6_000, "字" * 45_001, "No end. " * 4_000])
def test_a_long_paragraph_is_split_and_nothing_is_lost(text: str) -> None:
    article = read(text)
    pieces = article.body[len(BODY) :]
    assert len(pieces) > 1
    assert all(len(piece) <= 20_010 for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert article.warnings == ("paragraph_split",)
    if "。" in text:
        assert all(piece.endswith("。") for piece in pieces)


_LETTER_WITHIN_A_TAG = re.compile("</?[bp][^<>]*字[^<>]*>")  # there it is no text


@given(st.text(alphabet="字。！”<>&;bp/ ", max_size=120))
@example("<b>字 < 字</b>字<字")
def test_splitting_and_markup_lose_no_letter(text: str) -> None:
    assume(not _LETTER_WITHIN_A_TAG.search(text))
    assert "".join("".join(split_long(text, 10)).split()) == "".join(text.split())
    paragraphs, _ = paragraphs_of(text)
    assert sum(one.count("字") for one in paragraphs) == text.count("字")


@pytest.mark.parametrize(
    "text",
    [
        "<b>" * 6_000 + "字" + "</b>" * 6_000,
        "<p>字</p>" * 10_000,
        "<b>字" * 20_000,
        "&lt;" * 100_000,
        "<a " + "x='1' " * 30_000 + ">字</a>",
        "<!--" * 100_000,
    ],
    ids=["deep", "many", "unclosed", "entities", "attributes", "comments"],
)
def test_hostile_markup_is_read_or_refused(text: str) -> None:
    try:
        assert any(read(text).body)
    except InvalidFields as error:
        assert [one.pointer for one in error.errors] == ["/body"]  # noqa: PT017 - both ends are right


DAY = ("2025-06-10T00:00:00+08:00", "2025-06-11T00:00:00+08:00")


@pytest.mark.parametrize(
    "date",
    ["2025-06-10", "20250610", "2025/06/10", "2025.6.10", "2025年6月10日", " 2025-06-10 ", "２０２５－０６－１０"],
)
def test_a_date_without_time_is_a_pair_of_bounds(date: str) -> None:
    article = read(published_at=date, references=[{"headline": "雾里", "published_at": date}])
    bounds = (article.published_after, article.published_before)
    assert article.published_at is None
    assert tuple(one.isoformat() for one in bounds if one) == DAY
    assert article.references[0].published_at is None
    assert article.warnings == ("date_without_time",)


@pytest.mark.parametrize(
    ("time", "read_as"),
    [
        ("2025-06-10 12:31", "2025-06-10T12:31:00+08:00"),
        ("2025-06-10T12:31Z", "2025-06-10T20:31:00+08:00"),
        ("2025-06-10t12:31z", "2025-06-10T20:31:00+08:00"),
        ("2025/06/10 12:31", "2025-06-10T12:31:00+08:00"),
        ("2025/6/1 2:31", "2025-06-01T02:31:00+08:00"),
        ("2025-06-10 12:31:05 +0800", "2025-06-10T12:31:05+08:00"),
        ("2025年6月10日 12:31", "2025-06-10T12:31:00+08:00"),
        ("2025-06-10T12:31:05.123456789+09:00", "2025-06-10T11:31:05.123456+08:00"),
        ("２０２５-０６-１０ １２：３１", "2025-06-10T12:31:00+08:00"),
        ("2025-06-10T00:00:00+08:00", "2025-06-10T00:00:00+08:00"),
    ],
)
def test_other_ways_to_write_a_time_are_read(time: str, read_as: str) -> None:
    article = read(published_at=time)
    assert article.published_at is not None
    assert article.published_at.isoformat() == read_as
    assert article.warnings == ()


@pytest.mark.parametrize(
    "time", ["昨天", "2025-13-10", "2025-06-31", "12:31", "2025-06", "06-10 12:31", "10/06/2025 12:31"]
)
def test_what_may_be_two_times_is_refused_with_the_pointer(time: str) -> None:
    with pytest.raises(InvalidFields) as caught:
        read(published_at=time)
    assert [(one.pointer, one.code) for one in caught.value.errors] == [("/published_at", "invalid_time")]


@pytest.mark.parametrize(
    ("given_id", "read_as", "warnings"),
    [
        (42, "42", ("number_as_text",)),
        (2**70, str(2**70), ("number_as_text",)),
        (" 42 ", "42", ("identifier_cleaned",)),
        ("4\u200b2\ufeff", "42", ("identifier_cleaned",)),
        ("42", "42", ()),
        ("", "", ()),
        ("a b", "a b", ()),
    ],
)
def test_ids_are_read_without_blanks_and_invisible_characters(
    given_id: Any, read_as: str, warnings: tuple[str, ...]
) -> None:
    data = {
        "headline": "渡船",
        "body": BODY,
        "external_id": given_id,
        "source": {"name": "江边", "external_id": given_id},
    }
    submission = Submission.from_json(data)
    article = submission.parse()
    assert submission.external_id == read_as
    assert article.source is not None
    assert article.source.external_id == (read_as or None)
    assert article.warnings == warnings


def test_platform_and_address_are_read_without_blanks() -> None:
    data = {"text": "渡船晚开半小时\n" + BODY[0], "platform": " toutiao\u200b", "url": " https://example.org/1 "}
    submission = Submission.from_json(data)
    assert (submission.platform, submission.url) == ("toutiao", "https://example.org/1")
    assert submission.parse().warnings == ("identifier_cleaned",)
    structured = Submission.from_json({"headline": "渡船", "body": BODY, "platform": "toutiao "})
    assert (structured.platform, structured.parse().platform) == ("toutiao", "toutiao")


@pytest.mark.parametrize("bad", [4.5, True, [], {}, 10**300])
def test_ids_of_other_kinds_are_refused_with_the_pointer(bad: Any) -> None:
    with pytest.raises(InvalidFields) as caught:
        Submission.from_json({"headline": "渡船", "body": BODY, "external_id": bad})
    assert [one.pointer for one in caught.value.errors] == ["/external_id"]
    with pytest.raises(InvalidFields) as caught:
        read(source={"name": "江边", "external_id": bad})
    assert [one.pointer for one in caught.value.errors] == ["/source/external_id"]
