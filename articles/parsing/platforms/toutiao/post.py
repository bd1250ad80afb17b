"""Toutiao's short posts (微头条) on computers and phones since 2020, and articles on phones. A post has no title."""

from __future__ import annotations

from articles.parsing.common.places import ip_location
from articles.parsing.common.posts import add_pictures, headline_of
from articles.parsing.common.sites import (
    attribute_at,
    filled,
    find,
    has_text,
    moment_in,
    named,
    read_body,
    text_at,
)
from articles.parsing.declarations.adjacent_text import declarations_beside
from articles.parsing.document.page import Draft, Page, short_text
from articles.parsing.images.pictures import image_url
from articles.parsing.platforms.toutiao.site import account_of, address_of

_TEXT = ".weitoutiao-html, .weitoutiao-content"
_PICTURES = "img.weitoutiao-img, img.image-list-src"
_NAME = ".author-info a.name, .author-info .name, .author-info-name, a.name"
_LINE = ".author-info .desc, .author-info, .author-info-desc"
_MOST_PARTS = 200


def is_post(page: Page) -> bool:
    return has_text(page, _TEXT)


def is_phone_article(page: Page) -> bool:
    return find(page, ".author-info-name") is not None and has_text(page, "article") and has_text(page, "h1")


def read_post(page: Page) -> Draft:
    draft = Draft(url=address_of(page))
    body = filled(page, _TEXT)
    read_body(draft, body)
    draft.headline = headline_of(draft.paragraphs)
    listed = page.first(".image-list")
    nodes = [*(listed.css("img") if listed is not None else ()), *page.tree.css(_PICTURES)][:_MOST_PARTS]
    add_pictures(draft, (image_url({k: v or "" for k, v in node.attributes.items()}) for node in nodes))
    _read_author(draft, page)
    if body is not None:
        draft.declared_in_element = declarations_beside(body, page.menu)
    return draft


def read_phone_article(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, "h1"), url=address_of(page))
    body = filled(page, "article")
    read_body(draft, body, frozenset(("author-info", "article-title", "article-header")))
    draft.paragraphs = [text for text in draft.paragraphs if text != draft.headline]
    _read_author(draft, page)
    if body is not None:
        draft.declared_in_element = declarations_beside(body, page.menu)
    return draft


def _read_author(draft: Draft, page: Page) -> None:
    draft.source = named(text_at(page, _NAME), **account_of(attribute_at(page, ".author-info a", "href")))
    line = find(page, _LINE)
    if line is None:
        return
    draft.published_at = moment_in(short_text(line))
    for node in line.css("span, p, div")[:_MOST_PARTS]:
        draft.ip_location = draft.ip_location or ip_location(short_text(node).replace("·", " "), None)
