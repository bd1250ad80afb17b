"""Douyin (抖音) videos and picture notes, as pages hold them: `_ROUTER_DATA` (shared pages), `RENDER_DATA` (computers).

Their text is the description; there is no title. The author's declaration is drawn below the description, and some
pages hold it, or a warning of the platform, as `risk_infos`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from articles.parsing.common.platform_furniture import furniture_named
from articles.parsing.common.posts import (
    add_pictures,
    drawn_labels,
    headline_of,
    lines_of,
    place_of,
    stated_labels,
    take_declared,
    take_labels,
    time_of,
)
from articles.parsing.common.sites import named, own_address
from articles.parsing.document.page import Draft, Page, short_text
from articles.parsing.menus import menu_named
from articles.parsing.platform import Pages, Platform, Template
from articles.parsing.scripts.embedded import nested, script_state
from articles.parsing.scripts.state import inner, markup, objects, state_after, words

_SITE = "https://www.douyin.com"
_DETAIL = '[data-e2e="video-detail"], [data-e2e="detail-video-info"]'
_MOST_PARTS, _LONGEST_PLACE = 200, 16
_PLACES = ("ip_label", "ipLabel", "ip_attribution", "ipAttribution", "ip_location", "ipLocation")


def _is_router(page: Page) -> bool:
    return page.is_html and "_ROUTER_DATA" in page.text and "videoInfoRes" in page.text


def _is_render(page: Page) -> bool:
    return page.is_html and "RENDER_DATA" in page.text and ("videoDetail" in page.text or "awemeId" in page.text)


def read_router(page: Page) -> Draft:
    pages = inner(state_after(page.text, "_ROUTER_DATA"), "loaderData")
    items = (item for one in pages.values() for item in objects(inner(one, "videoInfoRes").get("item_list")))
    return _read(page, next(items, {}))


def read_render(page: Page) -> Draft:
    items = nested(script_state(page, 'script[id="RENDER_DATA"]'))
    return _read(page, next((one for one in items if words(one, "awemeId") and "desc" in one), {}))


def _read(page: Page, item: dict[str, Any]) -> Draft:
    """Read a work; shared pages write its fields `create_time`, computers' pages `createTime`."""
    identity = words(item, "aweme_id", "awemeId")
    pictures = objects(item.get("images"))
    kind = "note" if pictures else "video"
    draft = Draft(url=f"{_SITE}/{kind}/{identity}" if identity else own_address(page))
    title = words(item, "title", "itemTitle")
    draft.paragraphs = lines_of(markup(item, "desc")) or ([title] if title else [])
    draft.headline = title or headline_of(draft.paragraphs)
    author = inner(item, "author") or inner(item, "authorInfo")
    account = words(author, "sec_uid", "secUid")
    draft.source = named(
        words(author, "nickname"),
        external_id=words(author, "uid") or account,
        profile_url=f"{_SITE}/user/{account}" if account else None,
        tagline=words(author, "signature"),
    )
    draft.published_at = time_of(item, "create_time", "createTime")
    add_pictures(draft, (_picture(one) for one in pictures))
    draft.ip_location = place_of(words(item, *_PLACES)) or next(filter(None, map(place_of, _places(page))), None)
    risk = inner(item, "risk_infos") or inner(item, "riskInfos")
    take_labels(draft, (words(risk, "content"),), page.menu)
    take_declared(draft, stated_labels(item), page.menu)
    take_labels(draft, drawn_labels(page, _DETAIL), page.menu)
    return draft


def _picture(image: dict[str, Any]) -> str | None:
    for key in ("url_list", "urlList"):
        addresses = image.get(key)
        if isinstance(addresses, list) and addresses and isinstance(addresses[0], str):
            return addresses[0]
    return None


def _places(page: Page) -> Iterator[str]:
    """What the page draws behind the words IP属地, below the time."""
    detail = page.first(_DETAIL)
    for node in detail.css("div, span")[:_MOST_PARTS] if detail is not None else ():
        text = short_text(node)
        if len(text) <= _LONGEST_PLACE and text.upper().startswith("IP"):
            yield text


PLATFORM = Platform(
    code="douyin",
    zh="抖音",
    en="Douyin",
    hosts=("douyin.com", "iesdouyin.com"),
    marks=("douyinstatic.com",),
    menu=menu_named("douyin"),
    templates=(
        Template("douyin_shared_2022", _is_router, read_router, Pages.UNCLAIMED),
        Template("douyin_2021", _is_render, read_render, Pages.UNCLAIMED),
    ),
    furniture=furniture_named("douyin"),
)
