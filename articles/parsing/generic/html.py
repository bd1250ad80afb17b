"""Read HTML pages of unknown layout: machine-readable metadata, headings, the densest prose."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from articles.parsing.common.sites import absolute, named
from articles.parsing.dates import find_moment, parse_moment
from articles.parsing.document.fragments import read_fragment
from articles.parsing.document.main_content import find_body
from articles.parsing.document.page import Draft, Page, short_text, squeeze
from articles.parsing.extracted import ExtractedImage, ExtractedSource
from articles.parsing.generic.metadata import Metadata, read_metadata
from articles.parsing.hosts import stated_address
from articles.text.page_folding import fold_page

_HEADINGS = (
    "h1.main-title, h1.article-title, h1.news_title, h1[itemprop=headline], #activity-name, h1, "
    ".h-title, .article-title, .news-title"
)
_SOURCES = "#js_name, .author-name, .source-name"
_TIMES = (
    "time[datetime], time, .publish-time, .pubtime, .pub-time, .publish_time, .post-date, .article-time, .date, .time"
)
_TITLE_TAIL = re.compile(r"\s?(?:[_|–—]|\s-|-\s)\s?[^_|–—]{1,20}$")
_NAMED_SOURCE = re.compile(r"(?:来源|稿源|出处|发布(?:机构|单位|者)|原文出处)\s{0,2}:\s{0,4}([^\s|:\[\]()]{1,30})")
_NAMED_AUTHOR = re.compile(r"(?:作者|撰文|文)\s{0,2}:\s{0,4}([^\s|:\[\]()]{2,20})")
_UPDATED = re.compile(r"(?:更新|修改|编辑)(?:时间|于|日期)?\s?:?\s{0,3}$")
_BEFORE_BODY = 800  # characters before the body that are searched for a byline
_PAGE_CHARS = 200_000
_SHORTEST_HEADING, _LONGEST_BYLINE, _MOST_HEAD = 6, 80, 6
_BYLINE = re.compile(r"^(?:来源|稿源|作者|编辑|责编|发布时间|发表时间|更新时间|时间|日期|浏览|阅读)\s{0,2}:")
_NO_BODY = frozenset(
    (
        "article-tag", "article-bottom", "qr_code_pc", "related", "recommend", "comment", "comments", "share",
        "sharebar", "breadcrumb", "copyright", "post-tags", "tags", "author-info", "article-footer",
    )
)  # fmt: skip


def read(page: Page) -> Draft:
    stated = read_metadata(page)
    draft = Draft(headline=_headline(page, stated), url=stated_address(page))
    body = find_body(page.tree)
    if draft.headline is None:
        return draft
    if body is not None:
        fragment = read_fragment(body.html or "", _NO_BODY)
        draft.paragraphs, draft.captions, draft.images = fragment.paragraphs, fragment.captions, fragment.images
        draft.images = _with_addresses(draft.images, draft.url or page.url or "")
    if stated.body and len(stated.body) > 2 * sum(map(len, draft.paragraphs)):  # a script draws most of the body
        draft.paragraphs = [line for raw in stated.body.splitlines() if (line := squeeze(raw))]
    draft.paragraphs = _below_head(draft.paragraphs, draft.headline)
    byline = _byline(page, draft.headline, next(iter(draft.paragraphs), ""))
    draft.published_at = _published(page, stated, byline)
    draft.source = _source(page, stated, byline)
    return draft


def published_at(page: Page, draft: Draft) -> datetime | None:
    """Find the time in metadata or under the headline, for templates whose own place for it is empty."""
    if not draft.headline or not draft.paragraphs:
        return None
    return _published(page, read_metadata(page), _byline(page, draft.headline, draft.paragraphs[0]))


def _headline(page: Page, stated: Metadata) -> str | None:
    """Return the stated headline, or the heading with the same beginning: sites shorten or extend either of them."""
    title = stated.headline or page.meta("og:title", "twitter:title") or ""
    title = squeeze(title)
    headings = [text for node in page.tree.css(_HEADINGS)[:20] if len(text := short_text(node)) >= _SHORTEST_HEADING]
    if title:
        alike = (text for text in headings if text.startswith(title.rstrip("….")) or title.startswith(text))
        return next(alike, None) or _without_site(title, page.meta("og:site_name"))
    if headings:
        return headings[0]
    title = page.text_of("title") or ""
    return _TITLE_TAIL.sub("", title) or title or None


def _without_site(title: str, site: str | None) -> str:
    shorter = title.removesuffix(site).rstrip(" -_|–—") if site else title
    return shorter or title


def _below_head(paragraphs: list[str], headline: str) -> list[str]:
    """Drop the headline and the bylines under it, which some bodies repeat."""
    start = next((index + 1 for index, text in enumerate(paragraphs[:_MOST_HEAD]) if squeeze(text) == headline), 0)
    for text in paragraphs[start : start + _MOST_HEAD]:
        moment = find_moment(text) if len(text) <= _LONGEST_BYLINE else None
        if len(text) > _LONGEST_BYLINE or not (_BYLINE.match(fold_page(text)) or (moment and moment[1] == 0)):
            break
        start += 1
    return [text for text in paragraphs[start:] if squeeze(text) != headline]


def _with_addresses(images: list[ExtractedImage], base: str) -> list[ExtractedImage]:
    """Resolve the URLs of pictures; pictures without a URL are dropped."""
    complete = ((image, absolute(image.url, base)) for image in images)
    return [replace(image, url=address) for image, address in complete if address]


def _byline(page: Page, headline: str, first_paragraph: str) -> str:
    """Return the visible text between headline and body, which holds time and source."""
    body = page.tree.body
    text = squeeze(body.text(separator=" "))[:_PAGE_CHARS] if body is not None else ""
    end = text.find(squeeze(first_paragraph)[:30]) if first_paragraph else -1
    if end < 0:
        return ""
    start = text.rfind(headline[:30], max(0, end - _BEFORE_BODY), end)
    return text[start + len(headline) if start >= 0 else max(0, end - 200) : end]


def _published(page: Page, stated: Metadata, byline: str) -> datetime | None:
    """Return the article's stated time, else the time shown under the headline, else the page's stated time."""
    if stated.own_time:
        return stated.own_time
    year = stated.published_at.year if stated.published_at else None
    visible = find_moment(byline, year=year)
    if visible and not _UPDATED.search(fold_page(byline[: visible[1]])):
        return visible[0]
    if stated.published_at:
        return stated.published_at
    for node in page.tree.css(_TIMES)[:10]:
        moment = parse_moment(node.attributes.get("datetime") or "") or parse_moment(short_text(node)[:100])
        if moment:
            return moment
    return visible[0] if visible else None


def _source(page: Page, stated: Metadata, byline: str) -> ExtractedSource | None:
    """Return the account's card, else 来源：…, else the publisher: the site for news, the author elsewhere."""
    card = named(next(iter(page.texts_of(_SOURCES)), None))
    if card:
        return card
    folded = fold_page(byline)
    for pattern in (_NAMED_SOURCE, _NAMED_AUTHOR):
        found = pattern.search(folded)
        if found and (pattern is _NAMED_SOURCE or not stated.outlet):
            return named(byline[found.start(1) : found.end(1)])
    first, second = (stated.outlet, stated.author) if stated.is_news else (stated.author, stated.outlet)
    return named(first or second or page.meta("og:site_name"))
