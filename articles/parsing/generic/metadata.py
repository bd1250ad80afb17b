"""Machine-readable metadata of a page: JSON-LD (schema.org), microdata, OpenGraph and other `<meta>` elements."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.parsing.common.sites import text_at
from articles.parsing.dates import parse_moment
from articles.parsing.document.embedded import nested
from articles.parsing.document.page import Page, squeeze
from articles.parsing.document.state import inner, markup, words

_NEWS = frozenset(("NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle"))
_ARTICLES = _NEWS | {
    "Article",
    "BlogPosting",
    "SocialMediaPosting",
    "LiveBlogPosting",
    "TechArticle",
    "Report",
    "WebPage",
}
_TIMES = (
    "article:published_time", "og:article:published_time", "publishdate", "publish_date", "pubdate", "PubDate",
    "publication_date", "datePublished", "og:release_date", "sailthru.date", "parsely-pub-date", "dateUpdate",
)  # fmt: skip
_OWN_TIMES = ("weibo: article:create_at", "apub:time", "og:time")
"""Fields that hold the article's own time; the common fields hold a time of the page on some sites."""
_SOURCES = ("ContentSource", "contentsource", "source", "mediaid", "article:source")
_AUTHORS = ("article:author", "og:article:author", "author", "byl")
_LONGEST = 300_000  # characters of one script
_MOST_SCRIPTS = 20


@dataclass(frozen=True, slots=True)
class Metadata:
    """Stated values; missing ones are None. `outlet` published, `author` wrote; `own_time` is surely the article's."""

    headline: str | None = None
    outlet: str | None = None
    author: str | None = None
    own_time: datetime | None = None
    published_at: datetime | None = None
    body: str | None = None
    is_news: bool = False


def read_metadata(page: Page) -> Metadata:
    data, others = _json_ld(page)
    stated = words(data, "datePublished", "pubDate", "dateCreated") or _microdata(page, "datePublished")
    author = _name(data.get("author"), others) or text_at(page, '[itemprop="author"] [itemprop="name"]')
    return Metadata(
        headline=_text(markup(data, "headline", "title") or page.meta("ArticleTitle", "headline")),
        outlet=_name(data.get("sourceOrganization") or data.get("publisher"), others) or page.meta(*_SOURCES),
        author=author or page.text_of('[rel="author"]') or _written(page.meta(*_AUTHORS)),
        own_time=next((found for name in _OWN_TIMES if (found := _time(page, name))), None),
        published_at=next((found for name in _TIMES if (found := _time(page, name))), None)
        or parse_moment(stated or ""),
        body=markup(data, "articleBody") or None,
        is_news=not _NEWS.isdisjoint(_types(data)),
    )


def _json_ld(page: Page) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return the JSON-LD object of the article ({} without one), and all objects by their `@id`."""
    found: list[dict[str, Any]] = []
    for node in page.tree.css('script[type="application/ld+json"]')[:_MOST_SCRIPTS]:
        text = node.text()
        if len(text) <= _LONGEST:
            found += nested(_parsed(text))
    known = {item["@id"]: item for item in found if isinstance(item.get("@id"), str) and len(item) > 1}
    described = [item for item in found if words(item, "headline", "title", "name")]
    for types in (_NEWS, _ARTICLES):
        best = next((item for item in described if not types.isdisjoint(_types(item))), None)
        if best is not None:
            return best, known
    return next((item for item in described if words(item, "headline", "title")), {}), known


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None  # some pages contain broken JSON; the visible fields are read instead


def _types(item: dict[str, Any]) -> set[str]:
    stated = item.get("@type")
    return {kind for kind in (stated if isinstance(stated, list) else [stated]) if isinstance(kind, str)}


def _name(value: Any, others: dict[str, dict[str, Any]]) -> str | None:
    """Return the name of a person or organization: an object, a reference to one, a text, or the first of a list."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, str):
        return _written(value)
    name = words(value, "name")
    reference = words(value, "@id")
    return _written(name or (words(inner(others, reference), "name") if reference else None))


def _written(name: str | None) -> str | None:
    """Return `name` unless it is a URL, which some sites put there."""
    name = _text(name or "")
    return None if name is None or name.startswith(("http:", "https:", "@", "//")) else name


def _time(page: Page, name: str) -> datetime | None:
    return parse_moment(page.meta(name, name + " ") or "")


def _microdata(page: Page, name: str) -> str | None:
    selector = f'[itemprop="{name}"]'
    shown = page.attribute(selector, "datetime") or page.attribute(selector, "content")
    return shown or page.text_of(selector)


def _text(value: str | None) -> str | None:
    return squeeze(html.unescape(value)) or None if value else None
