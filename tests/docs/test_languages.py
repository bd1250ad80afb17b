"""Each page for moderators, leads, auditors and integrators exists in English and in Chinese, and the two are alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.pages import commands, documents, headings, links, name_of, text_of, without_comments

ENGLISH_ONLY = {
    # For operators and for those who change the code.
    "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", "docs/commands.md", "docs/operations.md",
    "docs/settings.md", "docs/sizing.md", "docs/threat_model.md",
    # Sets both languages side by side.
    "docs/glossary.md", "docs/platforms.md",
}  # fmt: skip
PAIRS = [page for page in documents() if page.name.endswith(".zh.md")]


def english_of(page: Path) -> Path:
    return page.with_name(page.name.removesuffix(".zh.md") + ".md")


def name_of_pair(page: Path) -> str:
    return name_of(english_of(page))


def test_every_page_is_in_both_languages_or_is_meant_to_be_in_english_only():
    alone = {name_of(page) for page in documents()} - {name_of(page) for page in PAIRS}
    alone -= {name_of_pair(page) for page in PAIRS}
    assert {name for name in alone if not name.startswith("docs/decisions/")} == ENGLISH_ONLY


@pytest.mark.parametrize("page", PAIRS, ids=name_of_pair)
def test_both_languages_have_the_same_headings(page):
    chinese, english = headings(page), headings(english_of(page))
    assert [level for level, _ in chinese] == [level for level, _ in english]


@pytest.mark.parametrize("page", PAIRS, ids=name_of_pair)
def test_both_languages_have_the_same_commands(page):
    chinese, english = ([without_comments(each) for each in commands(each)] for each in (page, english_of(page)))
    assert chinese == english


@pytest.mark.parametrize("page", PAIRS, ids=name_of_pair)
def test_both_languages_have_tables_of_the_same_size(page):
    chinese, english = (re.findall(r"^\|.*\|$", text_of(each), re.MULTILINE) for each in (page, english_of(page)))
    assert [row.count("|") for row in chinese] == [row.count("|") for row in english]


@pytest.mark.parametrize("page", PAIRS, ids=name_of_pair)
def test_each_language_leads_to_the_other(page):
    assert page.name in links(english_of(page))
    assert english_of(page).name in links(page)


@pytest.mark.parametrize("page", PAIRS, ids=name_of_pair)
def test_a_chinese_page_leads_to_chinese_pages_where_there_are_any(page):
    chinese = {name_of(each) for each in PAIRS}
    for link in links(page):
        target = link.partition("#")[0]
        if target.endswith(".md") and target != english_of(page).name:
            wanted = (page.parent / target).with_suffix(".zh.md")
            assert target.endswith(".zh.md") or not wanted.is_file() or name_of(wanted) not in chinese, link
