"""Editors, proof-readers and original headlines are credits; buttons and page numbers are furniture."""

from __future__ import annotations

import pytest

from articles.parsing.submitted.structured import from_fields
from tests.parsing.declarations.forms import BODY, FORMS, HEADLINE, flags_of, read

LINES: list[tuple[str, list[tuple[str, str]]]] = [
    ("责任编辑：周明", [("editor", "周明")]),
    ("（责任编辑：周明）", [("editor", "周明")]),
    ("責任編輯：周明", [("editor", "周明")]),
    ("编辑：周明 校对：李红", [("editor", "周明"), ("proofreader", "李红")]),
    ("责编 | 周明  审核 | 李红", [("editor", "周明"), ("reviewer", "李红")]),
    ("校对：周明", [("proofreader", "周明")]),
    ("本文来源：河湾晚报 责任编辑：周明_NF01", [("source", "河湾晚报"), ("editor", "周明_NF01")]),
    ("监制：周明、李红", [("supervisor", "周明、李红")]),
]


@pytest.mark.parametrize("form", [*FORMS, "declarations"])
@pytest.mark.parametrize(("line", "named"), LINES)
def test_a_line_of_editors_is_credits(line: str, named: list[tuple[str, str]], form: str) -> None:
    article = read(line, form)
    assert [(credit.role, credit.name) for credit in article.credits] == named
    assert article.disclaimers == ()
    assert flags_of(article) == set()
    assert article.body == BODY
    assert article.source is None or article.source.name != "周明"


@pytest.mark.parametrize("form", FORMS)
def test_an_original_headline_is_no_disclaimer(form: str) -> None:
    article = read("原标题：老城区供水管网改造", form)
    assert article.disclaimers == ()
    assert [(credit.role, credit.name) for credit in article.credits] == [("original_headline", "老城区供水管网改造")]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ("上一页 1/2 下一页", "partial_page:1/2"),
        ("上一页1/2下一页", "partial_page:1/2"),
        ("上一頁 2/3 下一頁", "partial_page:2/3"),
        ("第1页 共3页 下一页", "partial_page:1/3"),
        ("共3页 第2页", "partial_page:2/3"),
        ("上一页\n1/2\n下一页", "partial_page:1/2"),
        ("[1] [2] [3] 下一页", "partial_page:?/3"),
    ],
)
def test_page_numbers_are_dropped_with_a_warning(line: str, warning: str, form: str) -> None:
    article = read(line, form)
    assert article.body == BODY
    assert warning in article.warnings
    assert article.disclaimers == ()


@pytest.mark.parametrize("line", ["我要反馈", "我要纠错"])
@pytest.mark.parametrize("form", FORMS)
def test_a_button_is_nothing(line: str, form: str) -> None:
    article = read(line, form)
    assert (article.body, article.disclaimers, article.credits) == (BODY, (), ())
    assert all(warning.startswith("furniture_left_out:") for warning in article.warnings)


def test_an_editor_given_as_a_disclaimer_is_a_credit() -> None:
    fields = {
        "headline": HEADLINE,
        "body": list(BODY),
        "disclaimers": [{"text": "责任编辑：周明"}, {"text": "我要反馈"}],
    }
    article = from_fields(fields)
    assert article.disclaimers == ()
    assert [credit.name for credit in article.credits] == ["周明"]


ROLES: list[tuple[str, list[str]]] = [
    ("编辑/周明", ["editor"]),
    ("编辑丨周明 审核丨李红", ["editor", "reviewer"]),
    ("来源：河湾日报 编辑：周明", ["source", "editor"]),
    ("责编：周明\u3000校对：李红\u3000审核：王蓝", ["editor", "proofreader", "reviewer"]),
    ("【责任编辑：周明】", ["editor"]),
    ("[编辑:周明]", ["editor"]),
    ("编辑|周明", ["editor"]),
    ("文字编辑：周明 图片编辑：李红", ["editor", "editor"]),
    ("一审：周明；二审：李红；三审：王蓝", ["reviewer", "reviewer", "reviewer"]),
    ("編輯：周明 校對：李紅", ["editor", "proofreader"]),
    ("责任编辑:周明,李红", ["editor"]),
    ("值班主任：周明 值班编委：李红", ["supervisor", "supervisor"]),
    ("（责任编辑：zhouming）", ["editor"]),
    ("本文编辑：周明", ["editor"]),
    ("编辑：小周", ["editor"]),
    ("责任编辑：周明 UN001", ["editor"]),
    ("新媒体编辑：周明", ["editor"]),
    ("图文编辑丨周明", ["editor"]),
]
NO_CREDITS = [
    "编辑：“这篇稿子写得真好。”",
    "编辑周明说，稿子已经发排。",
    "审核：材料齐全的当天办结，居民可以在窗口领取结果。",
    "设计：两层楼高的玻璃幕墙朝向江面。",
    "翻译软件的市场增长很快。",
    "记者：您怎么看这件事？",
    "校对工作持续了三个月，编辑们每天加班。",
    "拍摄：无人机在低空飞行时要提前报备。",
]


@pytest.mark.parametrize("form", ["html", "structured", "declarations"])
@pytest.mark.parametrize(("line", "roles"), ROLES)
def test_roles_are_read_in_any_layout_of_the_line(line: str, roles: list[str], form: str) -> None:
    article = read(line, form)
    assert [credit.role for credit in article.credits] == roles
    assert (article.disclaimers, article.body) == ((), BODY)


@pytest.mark.parametrize("place", ["second", "middle", "last"])
@pytest.mark.parametrize("line", NO_CREDITS)
def test_prose_about_editors_is_no_credit(line: str, place: str) -> None:
    article = read(line, "structured", place)
    assert article.credits == ()
    assert line in article.body
