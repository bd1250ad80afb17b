"""Sina: news pages since 2017 and 看点 (kandian) accounts in the same layout, phone pages, news pages until 2016."""

from __future__ import annotations

import re

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
)
from articles.parsing.dates import parse_moment
from articles.parsing.document.page import Draft, Page
from articles.parsing.extracted import ExtractedRecommendation, ExtractedSource
from articles.parsing.hosts import host_of, stated_address
from articles.parsing.platform import Platform, Template

_BODY = "#artibody, #article.article, .article-content-left .article, .article-a__content, .article"
_SOURCES = (
    ".date-source .source", ".date-source .author", ".date-source a", ".article-a__source", ".weibo_info h2.weibo_user"
)  # fmt: skip
_MOBILE_SOURCES = "h2.weibo_user, .weibo_info h2, .art_cite, cite"
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
    return has_text(page, "#artibodyTitle") and has_text(page, "#artibody")


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
    draft = Draft(headline=text_at(page, "#artibodyTitle"), url=own_address(page))
    byline = text_at(page, ".time-source, #navtimeSource, .artInfo, #pub_date, .from_info")
    draft.published_at = moment_in(byline) or parse_moment(page.meta("weibo: article:create_at") or "")
    name = text_at(page, "#media_name, .time-source a, .time-source span span, .artInfo a, .from_info a")
    draft.source = named(name or source_in(byline) or page.meta("mediaid"))
    read_body(draft, filled(page, "#artibody"), _NO_BODY)
    return draft


PLATFORM = Platform(
    code="sina",
    zh="新浪",
    en="Sina",
    hosts=("sina.com.cn", "sina.cn"),
    marks=("sudameta", "sinaimg.cn"),
    templates=(
        Template("sina_kandian_2017", _is_kandian, read_2017),
        Template("sina_news_2017", _is_2017, read_2017),
        Template("sina_mobile", _is_mobile, read_mobile),
        Template("sina_news_2014", _is_2014, read_2014),
    ),
)
