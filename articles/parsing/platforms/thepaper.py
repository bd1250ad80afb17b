"""The Paper (澎湃) and 澎湃号: the layout of 2014–2021, and the pages since 2022 with their Next.js data."""

from __future__ import annotations

from typing import Any

from articles.parsing.common.platform_furniture import furniture_named
from articles.parsing.common.sites import (
    absolute,
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
    source_in,
    text_at,
    texts_at,
)
from articles.parsing.document.page import Draft, Page, squeeze
from articles.parsing.extracted import ExtractedRecommendation, ExtractedSource
from articles.parsing.platform import Platform, Template
from articles.parsing.scripts.state import inner, markup, objects, state_of, words
from articles.parsing.times.dates import from_timestamp, parse_moment

_BASE = "https://www.thepaper.cn/"
_BODY_2022 = '[class*="index_cententWrap__"], [class*="index_contentWrap__"]'
_NOTICES_2022 = '[class*="index_statement__"], [class*="index_copyright__"]'
_NO_BODY = frozenset(("contheight", "news_editor", "go_to_topic", "news_video", "video_txt"))


def _is_2014(page: Page) -> bool:
    return has_text(page, "h1.news_title") and has_text(page, ".news_txt")


def _is_2022(page: Page) -> bool:
    return has_text(page, _BODY_2022) or ("__NEXT_DATA__" in page.text and '"contentDetail"' in page.text)


def read_2014(page: Page) -> Draft:
    draft = Draft(headline=text_at(page, "h1.news_title"), url=own_address(page))
    lines = texts_at(page, ".news_about p")
    byline = " ".join(lines)
    draft.published_at = moment_in(byline)
    author = next((line for line in lines if moment_in(line) is None and "来源" not in line), None)
    draft.source = _account_2014(page) or named(source_in(byline) or author)
    read_body(draft, filled(page, ".news_txt"), _NO_BODY)
    lines = texts_at(page, ".news_infor_extra div")
    draft.disclaimers = [line for line in lines if not any(other in line for other in lines if other != line)]
    if notice := text_at(page, ".disclaimer"):
        title = text_at(page, ".disclaimer_title") or ""
        draft.disclaimers.append(f"{title}：{notice.removeprefix(title).lstrip('：: ')}" if title else notice)
    draft.comment_count = count_in(text_at(page, "#comm_span span"))
    draft.recommendations = related(page, ".ctread_name", "a", base=_BASE)
    return draft


def _account_2014(page: Page) -> ExtractedSource | None:
    """澎湃号 pages name the account on a card; their 来源 line only says what kind of account it is."""
    link = attribute_at(page, ".news_paike_author a", "href")
    identity = link.rpartition("_")[2] if link and "_" in link else None
    profile = absolute(link, _BASE)
    return named(text_at(page, ".news_paike_author .name"), external_id=identity, profile_url=profile)


def read_2022(page: Page) -> Draft:
    detail = inner(state_of(page, "script#__NEXT_DATA__"), "props", "pageProps", "detailData", "contentDetail")
    draft = Draft(url=own_address(page))
    draft.headline = words(detail, "name") or text_at(page, 'h1[class*="index_title__"], h1')
    lines = texts_at(page, '[class*="index_left__"] div')
    byline = " ".join(dict.fromkeys(lines))
    draft.published_at = _published(detail) or moment_in(byline)
    author = next((line for line in lines if moment_in(line) is None and "来源" not in line), None)
    outlet = words(detail, "source") or source_in(byline)
    account = _account_2022(detail) or named(text_at(page, '[class*="index_pphName__"], [class*="index_userName__"]'))
    draft.source = account or named(outlet) or named(words(detail, "author") or author)
    read_body(draft, markup(detail, "content") or find(page, _BODY_2022), _NO_BODY, framed='[class*="image_desc"]')
    editors = [words(detail, "responEdit"), words(detail, "imageEditor"), words(detail, "proofreader")]
    draft.disclaimers = [line for line in editors if line] or texts_at(page, '[class*="index_infos__"]')
    draft.disclaimers += notices_in(page) or texts_at(page, _NOTICES_2022)
    draft.comment_count = count_in(words(detail, "commentNum", "interactionNum"))
    draft.recommendations = _recommendations(detail)
    return draft


def _account_2022(detail: dict[str, Any]) -> ExtractedSource | None:
    card = inner(detail, "authorInfo") or inner(detail, "userInfo")
    identity = words(card, "userId")
    profile = f"{_BASE}user_{identity}" if identity else None
    return named(
        words(card, "sname", "name"), external_id=identity, profile_url=profile, tagline=words(card, "perDesc")
    )


def _published(detail: dict[str, Any]) -> Any:
    """Return the time. On fresh pages `pubTime` is relative (10小时前); then the time stamps beside it are used."""
    for name in ("pubTime", "publishTime", "pubTimeNew"):
        if moment := parse_moment(words(detail, name) or ""):
            return moment
    stamp = next((detail[name] for name in ("pubTimeLong", "publishTime") if isinstance(detail.get(name), int)), None)
    return from_timestamp(stamp) if stamp is not None and abs(stamp) < 10**15 else None


def _recommendations(detail: dict[str, Any]) -> list[ExtractedRecommendation]:
    items = []
    for item in objects(detail.get("relateConts") or detail.get("relatedConts")):
        if headline := words(item, "name"):
            identity = words(item, "contId")
            url = f"{_BASE}newsDetail_forward_{identity}" if identity else None
            source = words(inner(item, "authorInfo"), "sname") or words(inner(item, "nodeInfo"), "name")
            items.append(
                ExtractedRecommendation(squeeze(headline), source, parse_moment(words(item, "pubTime") or ""), url)
            )
    return items


PLATFORM = Platform(
    code="thepaper",
    zh="澎湃",
    en="The Paper",
    hosts=("thepaper.cn",),
    marks=("thepaper.cn",),
    templates=(
        Template("thepaper_2014", _is_2014, read_2014),
        Template("thepaper_2022", _is_2022, read_2022),
    ),
    furniture=furniture_named("thepaper"),
)
