"""Xinhua (新华网): the layouts of 2014, of 2017 (with its variant of 2018), and since 2021."""

from __future__ import annotations

import re
from datetime import datetime

from articles.parsing.common.sites import (
    filled,
    has_text,
    moment_in,
    named,
    own_address,
    read_body,
    related,
    source_in,
    text_at,
    texts_at,
)
from articles.parsing.document.page import Draft, Page
from articles.parsing.platform import Platform, Template

_BODY_2014 = "#content .article, .article, #content"
_HEAD_2021 = ".head-line .title, .head-line h1, .mheader h1"
_NO_BODY = frozenset(
    ("lb", "tadd", "p-tags", "video-url", "zan-wap", "share", "bdsharebuttonbox", "p-jc", "tiyi1", "tiyi01",
     "editor", "articleEdit", "advise", "page-Article", "div_currpage", "pageVideo", "relatedNews", "wxappcode",
     "standard_lb", "zhengwen_share", "ad_right")
)  # fmt: skip
_FRAMES = 'p[align="center"], div[align="center"], td[align="center"], .pictext'
_NUMBERS = re.compile(r"\d{1,4}")
_BASE = "http://www.xinhuanet.com/"


def _is_2017(page: Page) -> bool:
    return has_text(page, "#p-detail") and has_text(page, ".h-title")


def _is_2021(page: Page) -> bool:
    return has_text(page, _HEAD_2021) and has_text(page, "#detail, .mbx-detail")


def _is_2014(page: Page) -> bool:
    return has_text(page, "#title, h1#title") and has_text(page, _BODY_2014)


def read_2017(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, ".h-title"), url=own_address(page))
    draft.published_at = moment_in(text_at(page, ".h-time")) or moment_in(text_at(page, ".h-info"))
    draft.source = named(text_at(page, ".h-info #source, .aticle-src") or source_in(text_at(page, ".h-info")))
    read_body(draft, filled(page, "#p-detail .main-aticle, #p-detail"), _NO_BODY, framed=_FRAMES)
    draft.disclaimers = _editors(page, "#p-detail .p-jc, .p-jc, .p-tags")
    draft.recommendations = related(page, "#xgwz, .xgwz", "a", base=_BASE)
    return draft


def read_2021(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, _HEAD_2021), url=own_address(page))
    mobile = text_at(page, ".mheader .info")
    draft.published_at = _stamp(page) or moment_in(mobile)
    draft.source = named(text_at(page, ".header-cont .source, .header .source") or source_in(mobile))
    read_body(draft, filled(page, "#detail .main-aticle, #detail, .mbx-detail"), _NO_BODY, framed=_FRAMES)
    draft.disclaimers = _editors(page, "#articleEdit .editor, .editor")
    draft.recommendations = related(page, ".relatedNews, .related-news", "a", base=_BASE)
    return draft


def _stamp(page: Page) -> datetime | None:
    """Join year, day and time, which have an element each: 2021 · 09/12 · 10:23:45."""
    parts = [text_at(page, f".header-time .{name}") or "" for name in ("year", "day", "time")]
    numbers = [_NUMBERS.findall(part) for part in parts]
    if [len(found) for found in numbers[:2]] != [1, 2]:
        return moment_in(text_at(page, ".header-time, .header-info .time"))
    return moment_in(f"{numbers[0][0]}-{'-'.join(numbers[1])} {parts[2]}")


def read_2014(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, "#title"), url=own_address(page))
    byline = text_at(page, ".info, .sj, .source, .header .time")
    draft.published_at = moment_in(text_at(page, "#pubtime, .info .time, .time") or byline) or moment_in(byline)
    draft.source = named(text_at(page, "#source") or source_in(byline))
    read_body(draft, filled(page, _BODY_2014), _NO_BODY, framed=_FRAMES)
    draft.disclaimers = _editors(page, ".bjed, .editor, .zrbj")
    return draft


def _editors(page: Page, selector: str) -> list[str]:
    lines = (line.replace("【纠错】", "").strip(" []【】") for line in texts_at(page, selector))
    return [line for line in dict.fromkeys(lines) if "编辑" in line]


PLATFORM = Platform(
    code="xinhua",
    zh="新华网",
    en="Xinhua",
    hosts=("xinhuanet.com", "news.cn"),
    marks=("xinhuanet.com", "news.cn"),
    templates=(
        Template("xinhua_2017", _is_2017, read_2017),
        Template("xinhua_2021", _is_2021, read_2021),
        Template("xinhua_2014", _is_2014, read_2014),
    ),
)
