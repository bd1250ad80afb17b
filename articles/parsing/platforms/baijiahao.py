"""Baijiahao (百家号) articles: pages of 2018–20, of 2020–22 (`index-module_…`), today's (`data-testid`), phones'.

The page names the account; its time often lacks the year, which then comes from the page's own update time or clock.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from selectolax.lexbor import LexborNode

from articles.parsing.common.drawn import read_drawn
from articles.parsing.common.platform_furniture import furniture_named
from articles.parsing.common.sites import filled, has_elements, named, read_body, related, text_at, texts_at
from articles.parsing.document.main_content import find_body
from articles.parsing.document.page import Draft, Page, squeeze
from articles.parsing.menus import menu_named
from articles.parsing.platform import Pages, Platform, Template
from articles.parsing.times.dates import find_moment, parse_moment
from articles.text.page_folding import fold_page

_MARKS = (
    (".article-source-bjh",),
    ('[class*="index-module_articleWrap"]',),
    ('[data-testid="article"]', '[data-testid="author-name"], [data-testid="updatetime"]'),
    ("#article, #ssr-content", ".bjh-p"),
)
_BODIES = (
    '[data-testid="article"]', '[class*="index-module_articleWrap"]', "#article .article-content", "#article",
    ".mainContent", ".article-content",
)  # fmt: skip
_HEADLINES = '[class*="index-module_articleTitle"], .article-title, .app-title, .titleTxt'
_NAMES = '[data-testid="author-name"], [class*="index-module_authorName"], .author-name, .author-txt a, .authorName'
_TIMES = (
    '[data-testid="updatetime"], [class*="index-module_articleSource"] span, .article-source span, .author-txt .time'
)
_ACCOUNT = 'a[href*="author.baidu.com"]'
_ACCOUNT_ID = re.compile(r"(?:app_id=|/home/)(\d{6,24})")
_SHORT_YEAR = re.compile(r"(?<![\d-])(\d{2})(-\d{2}-\d{2})\s?(\d{2}:\d{2})")  # 21-05-17 10:08
_NO_YEAR = re.compile(r"(?<![\d-])\d{1,2}-\d{1,2}\s{0,2}\d{1,2}:\d{2}")
_CLOCK = re.compile(r'"time":\s?"(20\d{2}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?)"')
_FURNITURE = frozenset(("举报/反馈", "举报", "反馈", "展开剩余", "本文来自百家号"))
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,8}")
_NO_BODY = frozenset(("related-news", "recent-article", "article-source"))


def _matches(page: Page) -> bool:
    return has_elements(page, *_MARKS)


def _is_phone(page: Page) -> bool:
    """The names are anybody's, so only the platform's own pages are asked."""
    return has_elements(page, (".mainContent", ".authorName"))


def read(page: Page) -> Draft:
    draft = Draft(url=_address(page))
    draft.headline = text_at(page, _HEADLINES) or page.meta("og:title") or page.text_of("title")
    account = page.attribute(_ACCOUNT, "href")
    identity = _ACCOUNT_ID.search(account or "")
    draft.source = named(
        text_at(page, _NAMES),
        external_id=identity[1] if identity else None,
        profile_url=account,
        tagline=page.text_of('.account-authentication, [class*="index-module_accountAuthentication"]'),
    )
    draft.published_at = _published(page, draft)
    place = page.text_of('[data-testid="address"]') or ""
    draft.ip_location = place if _PLACE.fullmatch(place) else None
    body = _body(page)
    read_body(draft, body, _NO_BODY)
    draft.paragraphs = [text for text in draft.paragraphs if text not in _FURNITURE]
    draft.recommendations = related(page, lists=".related-news", titles="h3", base="https://mbd.baidu.com")
    return draft


def read_data(page: Page) -> Draft:
    """Read a page that was saved before its script drew it: the article stands in `jsonData` or in the state."""
    draft = read_drawn(page)
    draft.url = _address(page) or draft.url
    draft.paragraphs = [text for text in draft.paragraphs if text not in _FURNITURE]
    return draft


def _body(page: Page) -> LexborNode | None:
    return filled(page, ",".join(_BODIES)) or find_body(page.tree)


def _published(page: Page, draft: Draft) -> datetime | None:
    """Read the time to the minute; without any year on the page, add the warning `year_unknown` and return None."""
    shown = fold_page(squeeze(" ".join(texts_at(page, _TIMES)[:6])))
    shown = _SHORT_YEAR.sub(r"20\1\2 \3", shown)
    complete = find_moment(shown)
    if complete:
        return complete[0]
    updated = parse_moment(page.meta("dateUpdate", "datePublished", "article:published_time") or "")
    clock = _CLOCK.search(page.text)
    later = updated or (parse_moment(clock[1]) if clock else None)
    dayless = _NO_YEAR.search(shown)
    if dayless is None:
        return updated
    if later is None:
        draft.warnings.append("year_unknown")
        return None
    moment = parse_moment(dayless.group(), year=later.year)
    # On a page shown in January, a time in December is last year's.
    if moment is not None and moment > later + timedelta(days=1):
        moment = parse_moment(dayless.group(), year=later.year - 1)
    return moment


def _address(page: Page) -> str | None:
    stated = page.meta("og:url") or page.attribute('link[rel="canonical"]', "href")
    if stated:
        return stated
    content = re.search(r'"contentUrl":\s?"(https?:\\?/\\?/[^"\s]{10,200})"', page.text)
    return content[1].replace("\\/", "/") if content else None


PLATFORM = Platform(
    code="baijiahao",
    zh="百家号",
    en="Baijiahao",
    hosts=("baijiahao.baidu.com", "mbd.baidu.com"),
    marks=("baijiahao.baidu.com", ".article-source-bjh", '[class^="bjh-"]', '[class*="index-module_article"]'),
    templates=(
        Template("baijiahao", _matches, read, Pages.UNCLAIMED),
        Template("baijiahao_phone", _is_phone, read),
        Template("baijiahao_data", lambda page: page.is_html, read_data),
    ),
    menu=menu_named("baijiahao"),
    before=("wechat",),  # pages of both platforms may have the elements that both templates look for
    furniture=furniture_named("baijiahao"),
)
