"""Kuaishou (快手) videos and picture posts, as pages hold them: `__APOLLO_STATE__` (computers), `INIT_STATE` (phones).

Their text is the caption; there is no title.
"""

from __future__ import annotations

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
    time_of,
)
from articles.parsing.common.sites import named, own_address
from articles.parsing.document.page import Draft, Page
from articles.parsing.menus import menu_named
from articles.parsing.platform import Pages, Platform, Template
from articles.parsing.scripts.embedded import nested
from articles.parsing.scripts.state import inner, markup, state_after, words

_SITE = "https://www.kuaishou.com"
_DETAIL = ".short-video-info, .video-info, .video-container, .photo-info"
_PHOTO, _AUTHOR = "VisionVideoDetailPhoto:", "VisionVideoDetailAuthor:"


def _is_computer(page: Page) -> bool:
    return page.is_html and "__APOLLO_STATE__" in page.text and _PHOTO in page.text


def _is_phone(page: Page) -> bool:
    return page.is_html and "INIT_STATE" in page.text and '"caption"' in page.text and '"userName"' in page.text


def read_computer(page: Page) -> Draft:
    """Read the one photo of the page; further ones are recommended, so with several its address decides."""
    entities = inner(state_after(page.text, "__APOLLO_STATE__"), "defaultClient")
    photos = {name[len(_PHOTO) :]: inner(entities, name) for name in entities if name.startswith(_PHOTO)}
    photos = {name: photo for name, photo in photos.items() if "." not in name and photo}
    identity = next((name for name in photos if name in (page.url or own_address(page) or "")), None)
    identity = identity or (next(iter(photos)) if len(photos) == 1 else None)
    authors = [inner(entities, name) for name in entities if name.startswith(_AUTHOR) and "." not in name]
    about = {name: value for name, value in entities.items() if identity and identity in name}
    draft = _read(page, photos.get(identity or "", {}), identity, about)
    if len(authors) == 1:
        account = words(authors[0], "id")
        profile = f"{_SITE}/profile/{account}" if account else None
        draft.source = named(words(authors[0], "name"), external_id=account, profile_url=profile)
    return draft


def read_phone(page: Page) -> Draft:
    state = state_after(page.text, "INIT_STATE")
    holder = next((one for one in nested(state) if "caption" in inner(one, "photo")), {})
    photo = inner(holder, "photo")
    draft = _read(page, photo, words(photo, "photoId"), holder)
    account = words(photo, "userEid", "userId")
    draft.source = named(words(photo, "userName"), external_id=account)
    atlas = inner(photo, "ext_params", "atlas") or inner(photo, "atlas")
    add_pictures(draft, _atlas(atlas))
    return draft


def _read(page: Page, photo: dict[str, Any], identity: str | None, about: Any) -> Draft:
    """`about` holds the photo and what the page says of it."""
    draft = Draft(url=f"{_SITE}/short-video/{identity}" if identity else own_address(page))
    draft.paragraphs = lines_of(markup(photo, "caption"))
    draft.headline = headline_of(draft.paragraphs)
    draft.published_at = time_of(photo, "timestamp")
    draft.ip_location = place_of(words(photo, "ipLocation", "ip_location", "ipRegion"))
    take_declared(draft, (*stated_labels(about), *drawn_labels(page, _DETAIL)), page.menu)
    return draft


def _atlas(atlas: dict[str, Any]) -> list[str]:
    """The addresses of a picture post: one server, and a path for each picture."""
    servers, paths = atlas.get("cdn"), atlas.get("list")
    if not isinstance(servers, list) or not isinstance(paths, list) or not servers or not isinstance(servers[0], str):
        return []
    return [f"https://{servers[0]}/{path.lstrip('/')}" for path in paths if isinstance(path, str)]


PLATFORM = Platform(
    code="kuaishou",
    zh="快手",
    en="Kuaishou",
    hosts=("kuaishou.com", "kuaishou.cn", "gifshow.com", "chenzhongtech.com"),
    marks=("static.yximgs.com",),
    menu=menu_named("kuaishou"),
    templates=(
        Template("kuaishou_2021", _is_computer, read_computer, Pages.UNCLAIMED),
        Template("kuaishou_phone_2022", _is_phone, read_phone, Pages.UNCLAIMED),
    ),
    furniture=furniture_named("kuaishou"),
)
