"""NetEase's pages for phones: m.163.com (since 2021), 3g.163.com (2016–2021) and c.m.163.com (shared from the app)."""

from __future__ import annotations

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from articles.parsing.byline import read_byline
from articles.parsing.common.places import ip_location
from articles.parsing.common.sites import filled, find, has_text, moment_in, notices_in, read_body, source_in, text_at
from articles.parsing.declarations.adjacent_text import declarations_beside
from articles.parsing.document.main_content import find_body
from articles.parsing.document.page import Draft, Page, squeeze
from articles.parsing.document.region import upwards
from articles.parsing.extracted import ExtractedSource
from articles.parsing.hosts import stated_address
from articles.parsing.platform import Pages, Template
from articles.parsing.platforms.netease.site import absolute, is_netease, notices_of, text_nodes
from articles.parsing.times.dates import find_moment, parse_moment

_NAME = "a.author-homePage, .author-homePage"
_BODY = ".js-article-body, .article-body"
_TIME_2021 = ".time-source-address time, time, .info .js-time"
_BODY_2016 = ".content .js-page"
_NAME_2016, _TIME_2016 = ".info .js-source", ".info .js-time"
_NAME_APP = ".header-subtitle-middle .s-source"
_ACCOUNT_ID = re.compile(r"/(?:dy/media|news/sub|touch/sub|sub)/([TW]\d{5,25})\b")
# Buttons stand between the paragraphs: below each picture and each card that opens the app.
_FURNITURE = re.compile(r"(?:打开|下载)网易新闻\s?(?:[,，]?\s?(?:查看|阅读|观看|体验|参与|看|APP)[^。!?！？]{0,16})?")
_NO_BODY = frozenset(
    ("s-tip", "otitle_editor", "article-vote", "js-vote", "video-holder", "js-open-newsapp",
     "article-header", "time-source-address", "author-homePage", "header-title", "header-subtitle")
)  # fmt: skip
_NOT_A_NAME = frozenset(("关注", "+关注", "＋关注", "+ 关注", "已关注", "·"))
_LABEL = re.compile(r"^(?:来源|作者)\s?[:：]\s?")
_LEVELS, _LONGEST_PLACE, _LONGEST_LINE = 4, 12, 60


def _is_2021(page: Page) -> bool:
    return _is_own(page) and (find(page, _NAME) is not None or (_is_phone_host(page) and has_text(page, _BODY)))


def _is_2016(page: Page) -> bool:
    return _is_own(page) and has_text(page, _BODY_2016) and has_text(page, "h1.title")


def _is_app(page: Page) -> bool:
    return _is_own(page) and find(page, _NAME_APP) is not None and has_text(page, "article")


def _is_own(page: Page) -> bool:
    return page.is_html and is_netease(page)


def _is_phone_host(page: Page) -> bool:
    return page.host in {"m.163.com", "3g.163.com", "c.m.163.com"}


def read_2021(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, ".article-header h1, h1") or page.meta("og:title"), url=stated_address(page))
    account = find(page, _NAME)
    time = find(page, _TIME_2021)
    if account is not None:
        draft.source = _source(account)
    if time is not None:
        stated = time.attributes.get("datetime") or ""
        draft.published_at = parse_moment(squeeze(time.text())) or parse_moment(stated)
    draft.ip_location = _place(time if time is not None else account)
    if draft.source is None:
        name = _outlet(page)
        draft.source = ExtractedSource(name) if name else None
    _read_body(draft, filled(page, f"{_BODY}, {_BODY_2016}") or find_body(page.tree), page)
    draft.disclaimers = notices_of(page, ".post_statement, .article-statement, .statement") or notices_in(page)
    return draft


def read_2016(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, "h1.title"), url=stated_address(page))
    name = text_at(page, _NAME_2016)
    draft.source = ExtractedSource(name) if name else None
    draft.published_at = moment_in(text_at(page, f"{_TIME_2016}, .info"))
    _read_body(draft, filled(page, _BODY_2016), page)
    draft.disclaimers = notices_in(page)
    return draft


def read_app(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, "h1.header-title") or page.meta("og:title"), url=stated_address(page))
    name = text_at(page, _NAME_APP)
    draft.source = ExtractedSource(name) if name else None
    draft.published_at = moment_in(text_at(page, ".header-subtitle, .header-subtitle-middle"))
    _read_body(draft, filled(page, "article"), page)
    draft.disclaimers = notices_in(page)
    return draft


def _read_body(draft: Draft, body: LexborNode | None, page: Page) -> None:
    if body is None:
        return
    read_body(draft, body, _NO_BODY)
    draft.paragraphs = [text for text in draft.paragraphs if not _FURNITURE.fullmatch(text)]
    draft.captions = [text for text in draft.captions if not _FURNITURE.fullmatch(text)]
    draft.declared_in_element = declarations_beside(body, page.menu)


def _source(account: LexborNode) -> ExtractedSource | None:
    texts = (squeeze(node.text_content or "") for node in text_nodes(account))
    name = next((text for text in texts if text not in _NOT_A_NAME), "")
    name = _LABEL.sub("", name)
    link = next((node for node in islice(upwards(account), 2) if node.attributes.get("href")), None)
    profile = absolute(link.attributes.get("href")) if link is not None else None
    found = _ACCOUNT_ID.search(profile or "")
    return ExtractedSource(name, found[1] if found else None, profile) if name else None


def _outlet(page: Page) -> str | None:
    """The outlet in the lines under the headline, on pages of news without an account."""
    header = find(page, ".time-source-address, .article-header")
    if header is None:
        return None
    texts = [squeeze(node.text_content or "") for node in text_nodes(header)]
    title = text_at(page, ".article-header h1, h1")
    byline = read_byline("\n".join(text for text in texts if text != title))
    return source_in(" ".join(texts)) or (byline.source if byline else None)


def _place(near: LexborNode | None) -> str | None:
    """Find the writer's place in the line of the time: the nearest enclosing element that names one."""
    for element in islice(upwards(near), _LEVELS) if near is not None else ():
        if element.tag in {"body", "html", "main", "article"}:
            return None
        for node in text_nodes(element):
            text = squeeze(node.text_content or "")
            moment = find_moment(text[:_LONGEST_LINE])
            text = text[moment[2] :].strip() if moment else text
            if len(text) <= _LONGEST_PLACE and (place := ip_location(text, None)):
                return place
    return None


TEMPLATES = (
    Template("netease_mobile_2021", _is_2021, read_2021, Pages.ANY),
    Template("netease_mobile_2016", _is_2016, read_2016, Pages.ANY),
    Template("netease_app", _is_app, read_app, Pages.ANY),
)
