"""HTML pages of layouts that no other file knows: JSON-LD, OpenGraph, headings, the densest block of prose."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from articles.parsing.dates import find_moment, parse_moment
from articles.parsing.densest import find_body
from articles.parsing.extracted import ExtractedSource
from articles.parsing.folding import fold
from articles.parsing.fragments import read_fragment
from articles.parsing.hosts import platform_of
from articles.parsing.page import Draft, Page, Template, squeeze

_TIMES = (
    "article:published_time", "publishdate", "PubDate",
    "datePublished", "dateUpdate", "og:release_date",
)  # fmt: skip
# Fields in which a site states the article's own time; the common ones hold a time of the page on some sites.
_OWN_TIMES = ("weibo: article:create_at", "apub:time", "og:time")
_HEADINGS = "h1.main-title, h1.article-title, h1.news_title, #activity-name, .article-title h2, h1, .h-title"
_SOURCES = "#js_name, .author-name, .source-name"
_TITLE_TAIL = re.compile(r"\s?[_|\-—–]\s?[^_|\-—–]{1,20}$")
_NAMED_SOURCE = re.compile(r"来源:\s{0,4}([^\s|:\[\]()]{1,30})")
_BEFORE_BODY = 800  # characters before the body in which a byline stands
_PAGE_CHARS = 200_000
_NO_BODY = frozenset(("article-tag", "article-bottom", "qr_code_pc", "related", "recommend", "comment"))


def read(page: Page) -> Draft:
    data = _json_ld(page)
    draft = Draft(headline=_headline(page, data), url=_canonical(page))
    draft.platform = platform_of(page, _host(draft.url))
    body = find_body(page.tree)
    if body is None or not draft.headline:
        return draft
    fragment = read_fragment(body.html or "", _NO_BODY)
    draft.paragraphs = [text for text in fragment.paragraphs if squeeze(text) != draft.headline]
    draft.captions, draft.images = fragment.captions, fragment.images
    byline = _byline(page, draft.headline, next(iter(draft.paragraphs), ""))
    draft.published_at = _published(page, data, byline)
    draft.source = _source(page, data, byline)
    return draft


def _headline(page: Page, data: dict[str, Any]) -> str | None:
    named = data.get("headline") or data.get("title")
    if isinstance(named, str) and named.strip():
        return squeeze(named)
    if title := page.meta("og:title", "twitter:title"):
        return squeeze(title)
    for node in page.tree.css(_HEADINGS):
        text = squeeze(node.text())
        if len(text) >= 6:
            return text
    title = page.text_of("title")
    return _TITLE_TAIL.sub("", title) or title if title else None


def _canonical(page: Page) -> str | None:
    address = page.meta("og:url") or page.attribute('link[rel="canonical"]', "href")
    return "https:" + address if address and address.startswith("//") else address


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""  # a malformed address names no platform


def _json_ld(page: Page) -> dict[str, Any]:
    """The first JSON-LD object that describes an article; {} when there is none or it is not JSON."""
    for node in page.tree.css('script[type="application/ld+json"]'):
        text = node.text()
        if len(text) > _PAGE_CHARS:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue  # pages do ship broken JSON; the visible fields are read instead
        items = data.get("@graph", [data]) if isinstance(data, dict) else data
        for item in items if isinstance(items, list) else []:
            if isinstance(item, dict) and ("headline" in item or "title" in item):
                return item
    return {}


def _byline(page: Page, headline: str, first_paragraph: str) -> str:
    """The visible text between headline and body, where time and source stand."""
    body = page.tree.body
    text = squeeze(body.text(separator=" "))[:_PAGE_CHARS] if body is not None else ""
    end = text.find(squeeze(first_paragraph)[:30]) if first_paragraph else -1
    if end < 0:
        return ""
    start = text.rfind(headline[:30], max(0, end - _BEFORE_BODY), end)
    return text[start + len(headline) if start >= 0 else max(0, end - 200) : end]


def _published(page: Page, data: dict[str, Any], byline: str) -> datetime | None:
    for name in _OWN_TIMES:
        if own := parse_moment(page.meta(name, name + " ") or ""):
            return own
    stated = data.get("datePublished") or data.get("pubDate")
    hidden = next((found for name in _TIMES if (found := parse_moment(page.meta(name, name + " ") or ""))), None)
    if hidden is None and isinstance(stated, str):
        hidden = parse_moment(stated)
    visible = find_moment(byline, year=hidden.year if hidden else None)
    return visible[0] if visible else hidden


def _source(page: Page, data: dict[str, Any], byline: str) -> ExtractedSource | None:
    for node in page.tree.css(_SOURCES):
        name = squeeze(node.text()).removeprefix("来源：").removeprefix("来源:").strip()
        if name:
            return ExtractedSource(name)
    folded = fold(byline)
    named = _NAMED_SOURCE.search(folded)
    if named:
        return ExtractedSource(byline[named.start(1) : named.end(1)])
    author = data.get("author")
    if isinstance(author, dict) and isinstance(author.get("name"), str) and author["name"].strip():
        return ExtractedSource(author["name"].strip())
    author = page.meta("mediaid", "article:author", "og:article:author")
    return ExtractedSource(author) if author else None


TEMPLATES = (Template("generic_html", None, 900, lambda page: page.is_html, read),)
