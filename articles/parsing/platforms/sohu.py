"""Sohu (搜狐号 and 搜狐新闻): the desktop page of 2017 to today, and the mobile page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from selectolax.lexbor import LexborNode

from articles.parsing.common.counts import count
from articles.parsing.common.platform_furniture import furniture_named
from articles.parsing.common.sites import (
    attribute_at,
    find,
    has_elements,
    moment_in,
    named,
    read_body,
    related,
    source_in,
    text_at,
)
from articles.parsing.document.page import Draft, Page, short_text, squeeze
from articles.parsing.extracted import ExtractedSource
from articles.parsing.menus import menu_named
from articles.parsing.platform import Pages, Platform, Template
from articles.parsing.times.dates import from_timestamp

_DESKTOP, _MOBILE = "#mp-editor, article.article", "#articleContent, .article-content-wrapper, .article-page"
_MARKS = (("#mp-editor",), ("#news-time[data-val]",), ("#articleContent", ".display-content"))
_NO_BODY = frozenset(
    (
        "backsohucom",
        "backword",
        "lookall-box",
        "look-all",
        "video-title",
        "title-info",
        "article-info",
        "statement",
        "bottom-relate-wrap",
    )
)
_MEDIA_ID = re.compile(r"/a/\d{5,12}_(\d{3,12})")
_ORIGINAL = re.compile(r"^原(?:标题|题)\s?[:：]\s?")
_EDITOR = re.compile(r"^责任编辑\s?[:：]\s?")
_BACK = re.compile(r"\s?返回搜狐[，,]\s?查看更多$")
_FROM = re.compile(r"发布于\s?[:：]?\s?([\u4e00-\u9fff]{2,12})")
_BADGES = frozenset(("原创", "独家", "转载"))


def _matches(page: Page) -> bool:
    return has_elements(page, *_MARKS)


def read(page: Page) -> Draft:
    draft = Draft(headline=_headline(page), url=_address(page))
    draft.source = _source(page, draft.url)
    draft.published_at = _published(page)
    place = _FROM.search(squeeze(" ".join(page.texts_of(".area, .publish-area"))))
    draft.ip_location = place[1] if place else None
    body = page.first(_DESKTOP) or page.first(_MOBILE)
    read_body(draft, body, _NO_BODY)
    _take_roles(draft, page)
    draft.disclaimers += page.texts_of(".statement")
    draft.comment_count = count(page.text_of('[data-role="comment-count"]'))
    draft.recommendations = related(page, lists=".article-allsee", titles=".allsee-title", base="https://www.sohu.com")
    return draft


def _headline(page: Page) -> str | None:
    titled = page.text_of(".title-info-title") or page.text_of(".title-info") or page.meta("og:title")
    heading = find(page, ".text-title h1, h1")
    if titled or heading is None:
        return titled
    words = [squeeze(node.text_content or "") for node in _text_nodes(heading)]
    return squeeze(" ".join(word for word in words if word not in _BADGES)) or None


def _text_nodes(node: LexborNode) -> list[LexborNode]:
    return [child for child in node.traverse(include_text=True) if child.is_text_node]


def _source(page: Page, url: str | None) -> ExtractedSource | None:
    """The account's card, else the name after 来源: in the line under the headline."""
    name = text_at(page, ".user-info h4, #user-info h4, header.name, .author-name")
    named_there = text_at(page, '[data-role="original-link"] a') or source_in(
        text_at(page, '[data-role="original-link"], .article-info')
    )
    media = _MEDIA_ID.search(url or page.url or "")
    source = named(
        name or named_there,
        external_id=media[1] if media else None,
        profile_url=attribute_at(page, '.user-info a[href*="mp.sohu.com/profile"]', "href"),
        tagline=text_at(page, ".user-info .company li"),
    )
    written = count(page.text_of('[data-role="info-article-num"]'))
    return replace(source, article_count=written) if source is not None else None


def _published(page: Page) -> datetime | None:
    stamp = page.attribute("#news-time", "data-val") or ""
    if stamp.isascii() and stamp.isdigit() and len(stamp) <= 13:
        moment = from_timestamp(int(stamp))
        if moment:
            return moment
    shown = moment_in(text_at(page, "#news-time, .article-info .time, footer.time, .time"))
    return shown or moment_in(page.meta("og:release_date", "article:published_time"))


def _take_roles(draft: Draft, page: Page) -> None:
    """Move out paragraphs that the page marks as not the author's: original title, editor, the link back."""
    marked = {
        short_text(node) for node in page.tree.css('[data-role="original-title"], [data-role="editor-name"]')[:10]
    }
    for text in marked:
        if title := _ORIGINAL.match(text):
            draft.original_headline = text[title.end() :].strip() or None
        elif (editor := _EDITOR.match(text)) and text[editor.end() :].strip():
            draft.disclaimers.append(text)
    texts = (_BACK.sub("", text) for text in draft.paragraphs if text not in marked)
    draft.paragraphs = [text for text in texts if text and not _EDITOR.fullmatch(text)]
    logo = find(page, ".text-title .original-logo, .article-info .original-logo")
    if logo is not None and "原创" in short_text(logo):
        draft.declared_in_element = ["原创"]


def _address(page: Page) -> str | None:
    stated = page.meta("og:url") or page.attribute('link[rel="canonical"]', "href")
    return "https:" + stated if stated and stated.startswith("//") else stated


PLATFORM = Platform(
    code="sohu",
    zh="搜狐号",
    en="Sohu Hao",
    hosts=("sohu.com",),
    marks=("statics.itc.cn", "mp.sohu.com"),
    templates=(Template("sohu", _matches, read, Pages.UNCLAIMED),),
    menu=menu_named("sohu"),
    furniture=furniture_named("sohu"),
)
