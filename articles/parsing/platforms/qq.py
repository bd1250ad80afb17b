"""Tencent News and 企鹅号: pages with `window.DATA` (2018 to today), and editors' pages until 2017."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from articles.parsing.common.platform_furniture import furniture_named
from articles.parsing.common.sites import (
    count_in,
    filled,
    has_text,
    moment_in,
    named,
    notices_in,
    own_address,
    read_body,
    source_in,
    text_at,
    texts_at,
)
from articles.parsing.document.page import Draft, Page
from articles.parsing.menus import menu_named
from articles.parsing.platform import Platform, Template
from articles.parsing.scripts.state import inner, markup, state_after, words
from articles.parsing.times.dates import parse_moment

_STATE = "window.DATA"
_BODY = ".content-article, #article-content, #ArticleContent"
_BODY_2016 = "#Cnt-Main-Article-QQ, .Cnt-Main-Article-QQ, #articleContent"
_NO_BODY = frozenset(
    ("Status", "article-status", "statement", "rv-root-v2", "videoList", "video-player", "copyright-box", "qq_editor",
     "rv-js-root", "rv-middle", "l_qq_com", "article-tags", "invisible")
)  # fmt: skip
_PLACEHOLDER = re.compile(r"<!--\s?(IMG_\d{1,4})\s?-->")


def _is_state(page: Page) -> bool:
    if _STATE not in page.text:
        return False
    return has_text(page, _BODY) or '"originContent"' in page.text


def _is_2016(page: Page) -> bool:
    return has_text(page, _BODY_2016) and has_text(page, "h1")


def read_state(page: Page) -> Draft:
    """Read a page with state. The time is the shown `pubtime`; `apub:time` is the time the site built the page."""
    data = state_after(page.text, _STATE)
    draft = Draft(url=words(data, "url", "link_url") or own_address(page))
    draft.headline = words(data, "title") or text_at(page, ".LEFT h1, h1")
    draft.published_at = parse_moment(words(data, "pubtime", "pubTime") or page.meta("apub:time", "og:time") or "")
    account = words(data, "media_id")
    draft.source = named(
        words(data, "media") or text_at(page, "a.author div, .media-name, .author"),
        external_id=account,
        profile_url=f"https://new.qq.com/omn/author/{account}" if account else None,
        tagline=words(data, "media_desc"),
    )
    origin = inner(data, "originContent")
    read_body(draft, filled(page, _BODY), _NO_BODY, framed="img.content-picture, .qnt-img")
    if not draft.paragraphs:
        read_body(draft, _with_pictures(markup(origin, "text"), inner(data, "originAttribute")), _NO_BODY)
    draft.disclaimers = texts_at(page, ".article-status .statement, .statement") or notices_in(page)
    draft.comment_count = count_in(text_at(page, "#cmtNum")) or count_in(words(data, "comment_num", "commentNum"))
    return draft


def _with_pictures(text: str, attributes: dict[str, Any]) -> str:
    """Insert the pictures, which the markup stores apart: `<!--IMG_0-->` stands for `originAttribute.IMG_0`."""

    def picture(match: re.Match[str]) -> str:
        image = inner(attributes, match[1])
        sizes = inner(image, "img")
        address = words(image, "origUrl", "url") or words(
            inner(sizes, "imgurl1000") or inner(sizes, "imgurl0"), "imgurl"
        )
        caption = words(image, "desc") or ""
        return f'<figure><img src="{escape(address or "")}"><figcaption>{escape(caption)}</figcaption></figure>'

    return _PLACEHOLDER.sub(picture, text)


def read_2016(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, ".qq_article h1, .hd h1, h1"), url=own_address(page))
    byline = text_at(page, ".a_Info, .a-info, .qq_bar, .tit-bar, .info")
    draft.published_at = moment_in(text_at(page, ".a_time, .pubTime, .article-time") or byline) or parse_moment(
        page.meta("apub:time") or ""
    )
    draft.source = named(text_at(page, ".a_source, .color-a-1, .where, .infoCol .where") or source_in(byline))
    read_body(draft, filled(page, _BODY_2016), _NO_BODY)
    draft.disclaimers = texts_at(page, ".qq_editor, #QQeditor")
    return draft


PLATFORM = Platform(
    code="qq",
    zh="腾讯新闻",
    en="Tencent News",
    hosts=("qq.com",),
    marks=("inews.gtimg.com", "mat1.gtimg.com", 'meta[name="apub:time"]'),
    templates=(
        Template("qq_news_2018", _is_state, read_state),
        Template("qq_news_2016", _is_2016, read_2016),
    ),
    menu=menu_named("qq"),
    furniture=furniture_named("qq"),
)
