"""Lines as ten authors, platforms and years would type them: read with their codes, and nothing where nothing is said.

They were written in ten rounds, each before the rules were changed for the one before it.
"""

from __future__ import annotations

import pytest

from articles.parsing import extract
from articles.parsing.submitted.structured import from_fields
from tests.parsing.declarations.forms import BODY, HEADLINE, authors, flags_of, notices_of, read
from tests.parsing.declarations.test_wording_sets import Record, lines
from tests.provenance.rules.makers import NEWS, found
from tests.provenance.rules.test_labels import pictures

ENOUGH = 0.97


def rows(name: str) -> list[list[str]]:
    escaped = (("\\n", "\n"), ("\\u200b", "\u200b"), ("\\u00ad", "\u00ad"))
    found_rows = []
    for line in lines(name):
        place, text, *codes = line.split("\t")
        for sign, char in escaped:
            text = text.replace(sign, char)
        found_rows.append([place, text, *codes])
    return found_rows


def said(place: str, text: str) -> set[str]:
    article = read(text, "structured", place)
    return flags_of(article) | {f"d:{code}" for code in notices_of(article)}


def test_collected_declarations_are_read_with_exactly_their_codes(record_testsuite_property: Record) -> None:
    every = rows("collected_declared.txt")
    wrong = [
        f"{text}: {sorted(got)}" for place, text, codes in every if (got := said(place, text)) != set(codes.split())
    ]
    record_testsuite_property("collected declarations read", f"{len(every) - len(wrong)} of {len(every)}")
    assert len(every) > 500
    assert len(every) - len(wrong) >= ENOUGH * len(every), wrong


def test_collected_lines_that_declare_nothing_have_no_flag_and_no_disclaimer() -> None:
    every = rows("collected_told.txt")
    assert len(every) > 500
    assert {text: got for place, text in every if (got := said(place, text))} == {}


def test_a_collected_label_of_ai_is_hardly_ever_followed_by_a_missing_one() -> None:
    labels = [(place, text) for place, text, codes in rows("collected_declared.txt") if codes.startswith("ai_")]
    accused = []
    for _, text in labels:
        body = (*NEWS.body, *text.split("\n"))
        flags = from_fields({"headline": HEADLINE, "body": list(body)}).provenance_flags
        finding = found("label_missing_ai", body=body, images=pictures("yes"), provenance_flags=flags)
        if finding is not None and finding.severity != "low":
            accused.append(text)
    assert len(labels) > 200
    assert len(accused) <= 0.01 * len(labels), accused


PREFACES = [
    "按照平台要求说明：本文由AI辅助创作",
    "根据相关规定，特此声明：图片由AI生成",
    "写在最后：这篇稿子用了AI帮忙润色。",
    "由作者口述、AI整理成文",
    "作者已主动标注：内容含AI生成成分",
    "I used ChatGPT to help draft this article.",
    "感谢豆包协助整理本文",
]


@pytest.mark.parametrize("line", PREFACES)
@pytest.mark.parametrize("form", ["html", "text", "markdown", "structured", "declarations"])
def test_what_stands_before_a_statement_does_not_hide_it(line: str, form: str) -> None:
    assert authors(read(line, form)) == {"ai_generated"}


def test_a_suspicion_of_the_platform_is_not_the_authors() -> None:
    article = read("作者未声明，疑似AI生成", "html")
    assert flags_of(article) == {"ai_suspected"}
    assert authors(article) == set()


DENIALS = ["本文未使用任何AI工具", "非AI生成", "全部图片由本人拍摄，无AI合成", "No AI was used to write this article."]


@pytest.mark.parametrize("line", DENIALS)
@pytest.mark.parametrize("form", ["html", "text", "markdown", "structured", "declarations"])
def test_a_denial_of_ai_declares_nothing(line: str, form: str) -> None:
    assert flags_of(read(line, form)) == set()


@pytest.mark.parametrize("form", ["html", "text", "markdown", "structured"])
@pytest.mark.parametrize("line", ["评论 3\n内容由AI生成", "网友评论\n图片来源于网络", "全部评论（2）\n本文纯属虚构"])
def test_readers_comments_below_a_text_declare_nothing(line: str, form: str) -> None:
    assert flags_of(read(line, form)) == set()


@pytest.mark.parametrize("form", ["html", "text", "markdown", "structured"])
def test_a_labelled_declaration_below_a_counter_of_comments_counts(form: str) -> None:
    assert flags_of(read("评论 3\n声明：内容由AI生成", form)) == {"ai_generated"}


@pytest.mark.parametrize("form", ["html", "text", "markdown", "structured"])
@pytest.mark.parametrize("line", ["> 内容由AI生成", "> 声明：内容由AI生成"])
def test_a_quotation_in_mid_text_declares_nothing(line: str, form: str) -> None:
    assert flags_of(read(line, form, "middle")) == set()


def test_the_foot_of_a_page_speaks_under_a_label_and_for_the_platform() -> None:
    body = "".join(f"<p>{text}</p>" for text in BODY)
    page = "<html><body><main><h1>{}</h1><div id='Content'>{}</div></main><footer>{}</footer></body></html>"
    notice = extract(page.format(HEADLINE, body, "<p>特别声明：本文仅代表作者观点，本平台仅提供信息存储服务。</p>"))
    assert notices_of(notice) == {"views_not_platform", "storage_only"}
    assert flags_of(extract(page.format(HEADLINE, body, "<p>作者声明：内容由AI生成</p>"))) == {"ai_generated"}
    assert flags_of(extract(page.format(HEADLINE, body, "<p>内容由AI生成</p>"))) == set()


CREDITS = [
    ("编译：林河", [("translator", "林河")]),
    ("图/林河", [("photographer", "林河")]),
    ("文/周澄 图/林河", [("reporter", "周澄"), ("photographer", "林河")]),
    ("作者：林河 编辑：周澄", [("reporter", "林河"), ("editor", "周澄")]),
    ("图：老街口的早晨", []),
]


@pytest.mark.parametrize("form", ["html", "structured"])
@pytest.mark.parametrize(("line", "named"), CREDITS)
def test_credits_of_texts_and_pictures_are_no_declarations(line: str, named: list[tuple[str, str]], form: str) -> None:
    article = read(line, form)
    assert [(credit.role, credit.name) for credit in article.credits] == named
    assert flags_of(article) == set()
