"""Who speaks: the platform's formulas are its disclaimers in every form of input, and never the author's flags."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.parsing.declarations.forms import BODY, FORMS, authors, flags_of, notices_of, read

VIEWS, STORAGE, RISK, COPYRIGHT = "views_not_platform", "storage_only", "investment_risk", "copyright"
FORMULAS: list[tuple[str, set[str]]] = [
    ("免责声明：本文仅代表作者个人观点，与本网无关。", {VIEWS}),
    ("以上内容仅代表作者个人观点，与河湾网无关。文中陈述内容未经本站证实，请读者自行核实。", {VIEWS}),
    ("文章仅代表作者本人观点，与河湾网立场无关。", {VIEWS}),
    ("声明：本文仅代表作者个人观点，不代表本站立场。", {VIEWS}),
    ("特别声明：文章仅代表作者个人观点，本平台仅提供信息存储服务。", {STORAGE, VIEWS}),
    ("版权声明：本文版权归原作者所有，如有侵权请联系本站删除。", {COPYRIGHT}),
    (
        "平台声明：该文观点仅代表作者本人，本平台系信息发布平台，仅提供信息存储空间服务。",
        {STORAGE, VIEWS},
    ),
    ("风险提示：本文不构成投资建议，入市需谨慎。", {RISK}),
    ("投资有风险，入市需谨慎。以上内容不构成投资建议。", {RISK}),
    ("声明：本文所涉内容仅供参考，不构成实质性投资建议，据此操作风险自担", {RISK}),
    ("特别声明：文章观点仅代表作者本人，不代表本网立场。投资有风险，入市需谨慎。", {RISK, VIEWS}),
]
OPINIONS = ["本文仅代表个人观点，欢迎讨论。", "纯属个人看法，仅供参考。", "本号文章仅代表我个人的看法。"]


@pytest.mark.parametrize("form", [*FORMS, "declarations"])
@pytest.mark.parametrize(("line", "codes"), FORMULAS)
def test_a_platforms_formula_is_its_disclaimer(line: str, codes: set[str], form: str) -> None:
    article = read(line, form)
    assert notices_of(article) == codes
    assert {notice.text for notice in article.disclaimers} == {line}
    assert flags_of(article) == set()
    assert article.body == BODY
    assert article.declarations == ()


@pytest.mark.parametrize("form", [*FORMS, "declarations"])
@pytest.mark.parametrize("line", OPINIONS)
def test_an_authors_opinion_is_his_declaration(line: str, form: str) -> None:
    article = read(line, form)
    assert "personal_opinion" in authors(article)
    assert article.disclaimers == ()


COLLECTED = [line.split("\t") for line in (Path(__file__).parent / "notices.txt").read_text("utf-8").splitlines()]
"""Wordings with what they say: disclaimer codes, `author` (his opinion), or `nobody` (neither)."""


@pytest.mark.parametrize("form", ["html", "structured", "declarations"])
@pytest.mark.parametrize(("line", "said"), COLLECTED)
def test_a_collected_wording_is_who_says_it(line: str, said: str, form: str) -> None:
    if said == "nobody":
        article = read(line, "structured" if form == "declarations" else form, "middle")
        assert (flags_of(article), notices_of(article)) == (set(), set())
        assert line in article.body
    elif said == "author":
        article = read(line, form)
        assert "personal_opinion" in authors(article)
        assert notices_of(article) == set()
    else:
        article = read(line, form)
        assert notices_of(article) == set(said.split())
        assert authors(article) == set()
        assert article.body == BODY


def test_an_author_and_a_platform_in_one_line_are_told_apart() -> None:
    line = "图片来源于网络，侵删。特别声明：以上内容仅代表作者观点，本平台仅提供信息存储服务。"
    for form in (*FORMS, "declarations"):
        article = read(line, form)
        assert authors(article) == {"image_web_sourced", "infringement_contact"}
        assert notices_of(article) == {STORAGE, VIEWS}
        assert "特别声明" not in article.text


MIXED = [
    ("声明：本文仅代表作者个人观点，不代表本站立场。", "second", {VIEWS}, set()),
    ("本文仅代表作者个人观点，不代表河湾网立场。", "second", {VIEWS}, set()),
    ("本文为用户上传，不代表本平台观点。取材网络，谨慎辨别", "last", {VIEWS}, {"web_sourced", "verify_caution"}),
    ("个人观点，仅供参考。投资有风险，入市需谨慎。", "last", {RISK}, {"personal_opinion", "verify_caution"}),
    ("本文仅代表个人观点，不构成投资建议。", "last", {RISK}, {"personal_opinion"}),
    ("图片来源于网络 特别声明：文章观点仅代表作者本人，不代表本网立场。", "last", {VIEWS}, {"image_web_sourced"}),
    (
        "作者声明：个人观点，仅供参考 | 平台声明：该文观点仅代表作者本人，搜狐仅提供信息存储空间服务。",
        "last",
        {VIEWS, STORAGE},
        {"personal_opinion", "verify_caution"},
    ),
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("line", "place", "notices", "declared"), MIXED)
def test_each_sentence_of_a_line_has_its_own_speaker(
    line: str, place: str, notices: set[str], declared: set[str], form: str
) -> None:
    article = read(line, form, place)
    assert notices_of(article) == notices
    assert authors(article) == declared
