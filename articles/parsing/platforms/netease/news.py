"""NetEase news pages of 2019–20 as HTML: editors' pages with an outlet as their source, no account."""

from __future__ import annotations

from articles.parsing.document.fragments import read_fragment
from articles.parsing.document.page import Draft, Page
from articles.parsing.extracted import ExtractedSource
from articles.parsing.platform import Pages, Template
from articles.parsing.platforms.netease.site import absolute, comment_count, is_netease
from articles.parsing.times.dates import find_moment, parse_moment

_NO_BODY = frozenset(("ep-source", "gg200x300", "at_item", "right_ad_item", "video-info", "video-list"))


def _matches(page: Page) -> bool:
    return page.is_html and is_netease(page) and page.first("#endText") is not None


def read(page: Page) -> Draft:
    draft = Draft(url=page.meta("og:url"))
    draft.headline = page.text_of("#epContentLeft h1") or page.text_of("h1") or page.meta("og:title")
    byline = page.text_of(".post_time_source") or ""
    found = find_moment(byline)
    draft.published_at = found[0] if found else parse_moment(page.meta("article:published_time") or "")
    name = page.text_of("#ne_article_source")
    if name:
        href = page.attribute("#ne_article_source", "href")
        linked = href is not None and "#" not in href
        draft.source = ExtractedSource(name, profile_url=absolute(href) if linked else None)
    body = page.first("#endText")
    if body is not None:
        fragment = read_fragment(body.html or "", _NO_BODY)
        draft.paragraphs, draft.captions, draft.images = fragment.paragraphs, fragment.captions, fragment.images
        draft.quoted, draft.links = fragment.quoted, fragment.links
        draft.element = body
    draft.disclaimers = page.texts_of(".ep-source")
    draft.comment_count = comment_count(page, ".js-tiejoincount")
    return draft


TEMPLATES = (Template("netease_news_2019", _matches, read, Pages.ANY),)
