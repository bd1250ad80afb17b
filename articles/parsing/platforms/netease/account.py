"""NetEase Hao (网易号) pages as HTML: today's account template, and the one of 2018–2020.

The account is the one on the page's own card: the site's meta author says 网易 on every page. What the page's own
element states as `data-…` is exact, where the line below the headline may show a bare date.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from selectolax.lexbor import LexborNode

from articles.parsing.common.counts import count
from articles.parsing.common.places import ip_location
from articles.parsing.document.fragments import read_fragment
from articles.parsing.document.page import Draft, Page, short_text, squeeze
from articles.parsing.extracted import ExtractedRecommendation, ExtractedSource
from articles.parsing.platform import Pages, Template
from articles.parsing.platforms.netease.site import (
    absolute,
    comment_count,
    is_netease,
    notices_of,
    own_data,
    text_nodes,
)
from articles.parsing.times.dates import day_bounds, find_moment, parse_moment

_ACCOUNT_ID = re.compile(r"/dy/media/([A-Za-z0-9]{3,40})\.html")
_DATE = re.compile(r"(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s{0,3}\d{1,2}:\d{2}(?::\d{2})?)?")
_SOURCE_LABEL = re.compile(r"^(?:来源|作者)\s?[:：]\s?")
_BUTTONS = frozenset(("举报", "关注", "+关注", "订阅", "分享", "分享至"))
_SEPARATORS = " ·•|｜:：\u3000\xa0"
_NO_BODY = frozenset(("ep-source", "gg200x300", "post_statement", "js_qrcode_wrap", "at_item", "post_top"))
_MOST_ELEMENTS = 1_500


def _is_2021(page: Page) -> bool:
    return page.is_html and is_netease(page) and _has(page, ".post_info, .post_wemedia_name")


def _is_2019(page: Page) -> bool:
    return page.is_html and is_netease(page) and _has(page, ".article_title h2")


def _has(page: Page, selector: str) -> bool:
    return page.has(selector)


def read_2021(page: Page) -> Draft:
    draft = Draft(headline=page.text_of("h1.post_title") or page.meta("og:title"), url=page.meta("og:url"))
    stamp = page.attribute("html", "data-publishtime") or page.attribute("#contain", "data-ptime")
    stamp = stamp or page.text_of(".post_info") or ""
    draft.published_at = parse_moment(stamp) or parse_moment(page.meta("article:published_time") or "")
    draft.source = _card(page) or _byline(page)
    info = page.first(".post_info")
    if info is not None and draft.source:
        draft.ip_location = ip_location(squeeze(info.text()).replace("举报", " "), draft.source.name)
    body = page.first(".post_body")
    _read_body(draft, body)
    draft.disclaimers = notices_of(page, ".post_statement")
    draft.recommendations = _recommendations(page)
    draft.comment_count = comment_count(page, ".post_top_tie_count")
    return draft


def read_2019(page: Page) -> Draft:
    heading = page.first(".article_title h2")
    own = own_data(heading)
    draft = Draft(headline=page.text_of(".article_title h2"), url=page.meta("og:url"))
    byline = page.first(".article_title .time") or page.first("p.time")
    draft.published_at = parse_moment(own.get("data-ptime") or "") or (
        parse_moment(squeeze(byline.text(separator=" "))) if byline is not None else None
    )
    bounds = day_bounds(squeeze(byline.text(separator=" "))) if byline is not None else None
    if draft.published_at is None and bounds:
        draft.published_after, draft.published_before = bounds
    name = squeeze(own.get("data-source") or "") or (_name_in(byline) if byline is not None else None)
    link = absolute(page.attribute('.article_title .time a[href*="/dy/media/"]', "href"))
    draft.source = ExtractedSource(name, own.get("data-wemediaid") or None, link) if name else None
    body = page.first("#content")
    _read_body(draft, body)
    draft.disclaimers = notices_of(page, ".statement")
    draft.comment_count = comment_count(page, ".js-tiejoincount")
    return draft


def _name_in(byline: LexborNode) -> str | None:
    """The account in the line below the headline: what is neither a date nor a separator, with or without 来源."""
    texts = (squeeze(node.text_content or "") for node in text_nodes(byline))
    line = _DATE.sub(" ", " ".join(text for text in texts if text not in _BUTTONS))
    return _SOURCE_LABEL.sub("", line.strip(_SEPARATORS)).strip(_SEPARATORS) or None


def _read_body(draft: Draft, body: LexborNode | None) -> None:
    if body is None:
        return
    fragment = read_fragment(body.html or "", _NO_BODY)
    draft.paragraphs, draft.captions, draft.images = fragment.paragraphs, fragment.captions, fragment.images
    draft.quoted, draft.links = fragment.quoted, fragment.links
    draft.element = body


def _card(page: Page) -> ExtractedSource | None:
    name = page.text_of(".post_wemedia_name")
    if not name:
        return None
    profile = absolute(page.attribute(".post_wemedia_name a", "href"))
    account = _ACCOUNT_ID.search(profile or "")
    return ExtractedSource(
        name,
        external_id=account[1] if account else None,
        profile_url=profile,
        tagline=page.text_of(".post_wemedia_title"),
        article_count=count(page.text_of(".post_wemedia_info1")),
        follower_count=count(page.text_of(".post_wemedia_info2")),
    )


def _byline(page: Page) -> ExtractedSource | None:
    """The account the time line names, on pages saved without their card."""
    name = page.text_of('.post_info a[href*="/dy/media/"]')
    profile = absolute(page.attribute('.post_info a[href*="/dy/media/"]', "href"))
    account = _ACCOUNT_ID.search(profile or "")
    return ExtractedSource(name, account[1] if account else None, profile) if name else None


def _recommendations(page: Page) -> list[ExtractedRecommendation]:
    """Title, source and time elements in the page's order: a title begins an item, what follows belongs to it."""
    items: list[ExtractedRecommendation] = []
    for node in page.tree.css(".post_recommend_title, .post_recommend_time, .post_recommend_source")[:_MOST_ELEMENTS]:
        text = short_text(node)
        names = (node.attributes.get("class") or "").split()
        if "post_recommend_title" in names:
            if text:
                items.append(ExtractedRecommendation(text, url=_link(node)))
        elif items and text:
            items[-1] = _completed(items[-1], text, is_time="post_recommend_time" in names)
    return items


def _completed(item: ExtractedRecommendation, text: str, *, is_time: bool) -> ExtractedRecommendation:
    found = find_moment(text) if is_time else None
    named = text[: found[1]].strip() if found else "" if is_time else text
    return replace(item, source=item.source or named or None, published_at=found[0] if found else item.published_at)


def _link(node: LexborNode) -> str | None:
    links = (child for child in islice(node.traverse(), 10) if child.tag == "a")
    link = next(links, None)
    return absolute(link.attributes.get("href")) if link is not None else None


TEMPLATES = (
    Template("netease_account_2021", _is_2021, read_2021, Pages.ANY),
    Template("netease_account_2019", _is_2019, read_2019, Pages.ANY),
)
