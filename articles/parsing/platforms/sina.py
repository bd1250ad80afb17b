"""Sina: news pages since 2017 and 看点 (kandian) accounts in the same layout, phone pages, blogs, news until 2016.

Until 2016 time and outlet share an element (`.time-source`): the outlet is a link or a span in it, or plain text after
the time.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from articles.parsing.byline import read_byline
from articles.parsing.common.platform_furniture import furniture_named
from articles.parsing.common.sites import (
    attribute_at,
    count_in,
    filled,
    find,
    has_text,
    moment_in,
    named,
    notices_in,
    own_address,
    read_body,
    related,
    sharper,
    source_in,
    text_at,
    texts_at,
)
from articles.parsing.document.page import Draft, Page, short_text, squeeze
from articles.parsing.extracted import ExtractedRecommendation, ExtractedSource
from articles.parsing.hosts import host_of, stated_address
from articles.parsing.platform import Pages, Platform, Template
from articles.parsing.times.dates import find_moment, parse_moment

_BODY = "#artibody, #article.article, .article-content-left .article, .article-a__content, .article"
_SOURCES = (
    ".date-source .source", ".date-source .author", ".date-source a", ".article-a__source", ".weibo_info h2.weibo_user"
)  # fmt: skip
_MOBILE_SOURCES = "h2.weibo_user, .weibo_info h2, .art_cite, cite"
_BYLINE_2014 = ".time-source, #navtimeSource, .artInfo, #pub_date, .from_info"
_NAMES_2014 = ('[data-sudaclick="media_name"]', "a", "span")
_NO_OUTLET = re.compile(r"^(?:微博|微信)$|我有话说|收藏|分享|评论|字号|^[(（]|\d[:：人条]|\d年|\d-\d")
_LONGEST_LINE, _MOST_PARTS = 200, 10
_ACCOUNT = re.compile(r"media_m_(\d{3,20})|/article_(\d{3,20})_")
_NO_BODY = frozenset(
    (
        "article-bottom", "appendQr_wrap", "new_style_article", "xb_new_finance_app", "finance_app_zqtg", "tgDiv",
        "video-2017-btn", "hqimg_related", "hqimg_wrapper", "ct_hqimg", "otherContent_01", "wap_special",
        "blk-wxfollow",
        "left_hzh_ad", "ad_44086", "ad_44099", "article-content-right", "weibo_info", "art_video_box", "look_sub",
        "j_article_wbreco", "sinaads", "art_tit_h1", "art_time", "news-app-qr", "contentRss",
    )
)  # fmt: skip


def _is_2017(page: Page) -> bool:
    if find(page, ".date-source, .article-a__time") is None:
        return False
    return has_text(page, ".main-title, .article-a__title, h1") and has_text(page, _BODY)


def _is_kandian(page: Page) -> bool:
    own = page.host or host_of(stated_address(page))
    by_account = own == "k.sina.com.cn" or find(page, '.date-source a[href*="k.sina.com.cn/"]') is not None
    return by_account and _is_2017(page)


def _is_mobile(page: Page) -> bool:
    return has_text(page, "h1.art_tit_h1") and has_text(page, ".art_content, .art_box")


def _is_2014(page: Page) -> bool:
    return has_text(page, "#artibody") and find(page, "#artibodyTitle, .time-source, #navtimeSource") is not None


def _is_2016(page: Page) -> bool:
    """These elements stand on no other site together, so a page without address and marks counts too."""
    return has_text(page, "#artibody") and find(page, ".time-source, #navtimeSource") is not None


def _is_blog(page: Page) -> bool:
    return has_text(page, ".titName") and has_text(page, ".articalContent")


def read_2017(page: Page) -> Draft:
    draft = Draft(url=own_address(page))
    draft.headline = text_at(page, "h1.main-title, .article-a__title") or page.meta("og:title") or text_at(page, "h1")
    stamp = text_at(page, ".date-source .date, .article-a__time") or text_at(page, ".date-source")
    draft.published_at = sharper(moment_in(stamp), parse_moment(page.meta("weibo: article:create_at") or ""))
    draft.source = _source(page)
    read_body(draft, filled(page, _BODY), _NO_BODY)
    draft.disclaimers = notices_in(page)
    draft.comment_count = count_in(text_at(page, '[comment-type="count"] em, .sina-comment-top .count em'))
    draft.recommendations = _recommendations(page)
    return draft


def _source(page: Page) -> ExtractedSource | None:
    for selector in _SOURCES:
        if name := text_at(page, selector):
            link = attribute_at(page, selector, "href")
            account = _ACCOUNT.search(link or "") or _ACCOUNT.search(stated_address(page) or page.url or "")
            identity = next(filter(None, account.groups()), None) if account else None
            return named(name, external_id=identity, profile_url=link)
    return named(page.meta("article:author", "mediaid"))


def _recommendations(page: Page) -> list[ExtractedRecommendation]:
    return related(
        page,
        "#hot-recommend-cont",
        "h4",
        times="ul",
        base="https://www.sina.com.cn/",
    )


def read_mobile(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, "h1.art_tit_h1"), url=own_address(page))
    stamp = text_at(page, "time.art_time, time.weibo_time, time")
    draft.published_at = moment_in(stamp) or parse_moment(page.meta("article:published_time") or "")
    draft.source = named(text_at(page, _MOBILE_SOURCES) or page.meta("article:author", "mediaid"))
    read_body(draft, filled(page, ".art_content, .art_box"), _NO_BODY)
    return draft


def read_2014(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, "#artibodyTitle, h1"), url=own_address(page))
    byline = find(page, _BYLINE_2014)
    shown = squeeze(byline.text(separator=" ")) if byline is not None else ""
    draft.published_at = sharper(moment_in(shown), parse_moment(page.meta("weibo: article:create_at") or ""))
    name = text_at(page, "#media_name") or (_outlet_in(byline) if byline is not None else None)
    line = read_byline(shown[:_LONGEST_LINE])
    named_there = line.source if line and line.source and not _NO_OUTLET.search(line.source) else None
    name = name or source_in(shown) or named_there or _after_time(shown)
    draft.source = named(name or page.meta("mediaid"))
    read_body(draft, filled(page, "#artibody"), _NO_BODY)
    draft.disclaimers = texts_at(page, ".article-editor")
    return draft


def _outlet_in(byline: LexborNode) -> str | None:
    """The outlet as an element of the line: neither a time nor a button."""
    for selector in _NAMES_2014:
        texts = (short_text(node) for node in byline.css(selector)[:_MOST_PARTS] if node.mem_id != byline.mem_id)
        name = next((text for text in texts if text and not _NO_OUTLET.search(text)), None)
        if name:
            return name
    return None


def _after_time(line: str) -> str | None:
    """The outlet in a line of time and outlet; what follows it are counts and buttons."""
    found = find_moment(line[:_LONGEST_LINE])
    words = line[found[2] : _LONGEST_LINE].split() if found else []
    name = words[0].strip("|·") if words else ""
    return name if name and not _NO_OUTLET.search(name) else None


def read_blog(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, ".titName"), url=own_address(page))
    draft.published_at = moment_in(text_at(page, ".articalTitle .time, .time"))
    draft.source = named(text_at(page, "#ownernick, .info_nm strong"))
    read_body(draft, filled(page, ".articalContent"), _NO_BODY)
    return draft


PLATFORM = Platform(
    code="sina",
    zh="新浪",
    en="Sina",
    hosts=("sina.com.cn", "sina.cn"),
    marks=("sinaimg.cn", 'meta[name="sudameta"]'),
    templates=(
        Template("sina_kandian_2017", _is_kandian, read_2017),
        Template("sina_news_2017", _is_2017, read_2017),
        Template("sina_mobile", _is_mobile, read_mobile),
        Template("sina_news_2014", _is_2014, read_2014),
        Template("sina_news_2016", _is_2016, read_2014, Pages.UNCLAIMED),
        Template("sina_blog", _is_blog, read_blog),
    ),
    furniture=furniture_named("sina"),
)
