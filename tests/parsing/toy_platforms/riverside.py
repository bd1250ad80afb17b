"""Riverside (河畔号): a platform that does not exist."""

from __future__ import annotations

from datetime import date

from articles.parsing.common.sites import filled, has_text, moment_in, named, own_address, read_body, text_at
from articles.parsing.declarations.adjacent_text import declarations_beside
from articles.parsing.document.page import Draft, Page
from articles.parsing.menus import MenuEntry
from articles.parsing.platform import Platform, Template


def _is_2025(page: Page) -> bool:
    return has_text(page, ".river-title") and has_text(page, ".river-text")


def read_2025(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, ".river-title"), url=own_address(page))
    draft.published_at = moment_in(text_at(page, ".river-time"))
    draft.source = named(text_at(page, ".river-author"))
    body = filled(page, ".river-text")
    read_body(draft, body)
    if body is not None:
        draft.declared_in_element = declarations_beside(body, page.menu)
    return draft


PLATFORM = Platform(
    code="riverside",
    zh="河畔号",
    en="Riverside",
    hosts=("riverside.example",),
    marks=("static.riverside.example",),
    templates=(Template("riverside_2025", _is_2025, read_2025),),
    menu=(MenuEntry("河边听来的，别当真", ("fiction", "verify_caution"), date(2025, 3, 1), "the publishing page"),),
)
