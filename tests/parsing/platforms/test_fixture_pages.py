"""Every fixture page of every platform: it is read as its JSON says, and whatever is broken in it, nothing crashes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from articles.parsing import ExtractedArticle, Unreadable, extract
from articles.parsing.registry import installed
from tests.parsing.platforms.fixture_pages import NO_PLATFORM, PAGES, expected, fixtures, without_empty

OPENING = re.compile(r'<(?:div|p|span|ul|li|td|h\d|section|article|a)\b[^<>]*(?:class|id)="[^<>]*>')
ONE_PER_LAYOUT = {expected(one.values[0])["template"]: one.values[0] for one in fixtures(suffix="html")}
STEP = 97
"""Bytes between two places at which a page is cut off."""


def template_or_reason(page: Path, platform: str) -> str | None:
    try:
        return extract(page.read_bytes(), platform=platform).template
    except Unreadable as refused:
        return refused.code


def try_extract(page: str | bytes) -> ExtractedArticle | None:
    try:
        return extract(page)
    except Unreadable:
        return None


@pytest.mark.parametrize("page", fixtures())
def test_a_page_is_read_as_written_beside_it(page: Path) -> None:
    article = extract(page.read_bytes())
    assert without_empty(article.to_json()) == expected(page)
    assert article.platform == page.parent.name
    assert article.warnings == ()


def test_every_folder_of_pages_is_of_a_platform() -> None:
    folders = {path.name for path in PAGES.iterdir() if path.is_dir()}
    assert folders - {NO_PLATFORM} <= {one.code for one in installed()}


def test_every_platform_with_layouts_has_a_page() -> None:
    with_pages = {path.values[0].parent.name for path in fixtures()}
    assert {one.code for one in installed() if one.templates} <= with_pages


@pytest.mark.parametrize("page", fixtures())
def test_the_submitters_word_about_the_platform_decides(page: Path) -> None:
    assert template_or_reason(page, page.parent.name) == expected(page)["template"]
    assert template_or_reason(page, "elsewhere") in {"generic_html", "generic_text", "no_article"}


@pytest.mark.parametrize("page", fixtures(suffix="html"))
def test_a_page_without_one_of_its_elements_is_read_or_refused(page: Path) -> None:
    """Each class, id and tag of the page is renamed in turn, so that every selector once finds nothing."""
    text = page.read_text("utf-8")
    for match in re.finditer(r'(?:class|id)="|<(?=[a-z])', text):
        article = try_extract(text[: match.end()] + "x-" + text[match.end() :])
        assert article is None or (article.headline and any(article.body))


@pytest.mark.parametrize("page", fixtures(suffix="html"))
def test_a_page_that_is_cut_off_is_read_or_refused(page: Path) -> None:
    data = page.read_bytes()
    for end in range(0, len(data), STEP):
        try_extract(data[:end])


@pytest.mark.parametrize("page", ONE_PER_LAYOUT.values(), ids=ONE_PER_LAYOUT)
def test_nested_furniture_is_read_once(page: Path) -> None:
    """Each element is nested 450 deep: reading the whole text of every level would be 450 times 300,000 characters."""
    text = page.read_text("utf-8")
    for opening in dict.fromkeys(OPENING.findall(text)):
        furniture = opening * 450 + "文字，" * 100_000 + "特别声明：<br>" * 5_000
        assert extract(text.replace("</body>", furniture)).headline == expected(page)["headline"]
