"""Machine-readable metadata of a page: JSON-LD (schema.org), microdata, OpenGraph and other `<meta>` elements."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.parsing.common.sites import text_at
from articles.parsing.document.page import Page, squeeze
from articles.parsing.scripts.embedded import nested
from articles.parsing.scripts.state import inner, markup, words
from articles.parsing.times.dates import day_bounds, parse_moment

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
    "publication_date", "datePublished", "og:release_date", "sailthru.date", "parsely-pub-date", "article:create_at",
)  # fmt: skip
_OWN_TIMES = ("weibo: article:create_at", "apub:time", "og:time")
"""Fields that hold the article's own time; the common fields hold a time of the page on some sites."""
_UPDATES = ("article:modified_time", "og:updated_time", "dateModified", "dateUpdate", "LastModified", "lastmod")
_SOURCES = ("ContentSource", "contentsource", "source", "mediaid", "article:source")
_AUTHORS = ("article:author", "og:article:author", "author", "byl")
_PERSONAL = frozenset(("BlogPosting", "SocialMediaPosting"))
_LONGEST = 300_000  # characters of one script
_MOST_SCRIPTS = 20
_DIGITS = re.compile(r"(20\d{6})(\d{2})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Stated values; missing ones are None.

    `outlet` published, `author` wrote, by structured data; `written_by` is the name in `<meta name="author">`, which
    may be an editor, a program or the site. `own_time` is surely the article's; `day` is the midnight of a date
    without a time.
    """

    headline: str | None = None
    outlet: str | None = None
    author: str | None = None
    own_time: datetime | None = None
    published_at: datetime | None = None
    day: datetime | None = None
    updated_at: datetime | None = None
    written_by: str | None = None
    is_personal: bool = False
    body: str | None = None
    is_news: bool = False

    @property
    def has_only_change(self) -> bool:
        return not (self.own_time or self.published_at or self.day)

    @property
    def year(self) -> int | None:
        """The year for dates that are printed without one."""
        stated = self.own_time or self.published_at or self.day or self.updated_at
        return stated.year if stated else None


def read_metadata(page: Page) -> Metadata:
    data, others = _json_ld(page)
    stated = words(data, "datePublished", "pubDate", "dateCreated") or _microdata(page, "datePublished")
    changed = words(data, "dateModified", "upDate") or _microdata(page, "dateModified")
    author = _name(data.get("author"), others) or text_at(page, '[itemprop="author"] [itemprop="name"]')
    types = _types(data)
    return Metadata(
        headline=_text(markup(data, "headline", "title") or page.meta("ArticleTitle", "headline")),
        outlet=_name(data.get("sourceOrganization") or data.get("publisher"), others) or page.meta(*_SOURCES),
        author=author or page.text_of('[rel="author"]'),
        own_time=next((found for name in _OWN_TIMES if (found := _time(page, name))), None),
        published_at=next((found for name in _TIMES if (found := _time(page, name))), None) or _moment(stated or ""),
        day=next(
            (bounds[0] for text in (stated, *map(page.meta, _TIMES)) if text and (bounds := day_bounds(text))), None
        ),
        updated_at=next((found for name in _UPDATES if (found := _time(page, name))), None) or _moment(changed or ""),
        written_by=_written(page.meta(*_AUTHORS)),
        is_personal=not _PERSONAL.isdisjoint(types),
        body=markup(data, "articleBody") or None,
        is_news=not _NEWS.isdisjoint(types),
    )


def _json_ld(page: Page) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return the JSON-LD object of the article ({} without one), and all objects by their `@id`."""
    found: list[dict[str, Any]] = []
    for node in page.json_ld[:_MOST_SCRIPTS]:
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
    return _moment(page.meta(name, name + " ") or "")


def _moment(text: str) -> datetime | None:
    """Read a time for machines, which may be fourteen digits."""
    if _DIGITS.fullmatch(text.strip()):
        text = _DIGITS.sub(r"\1 \2:\3:\4", text.strip())
    return parse_moment(text)


def _microdata(page: Page, name: str) -> str | None:
    node = page.first(f'[itemprop~="{name}"]')
    if node is None:
        return None
    stated = ((node.attributes.get(key) or "").strip() for key in ("datetime", "content"))
    return next(filter(None, stated), None) or squeeze(node.text()) or None


def _text(value: str | None) -> str | None:
    return squeeze(html.unescape(value)) or None if value else None
