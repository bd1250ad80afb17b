"""Xiaohongshu (小红书) notes, as pages hold them in `__INITIAL_STATE__`: computers' (since 2022) and phones' pages."""

from __future__ import annotations

import re
from typing import Any

from articles.parsing.common.counts import count
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
from articles.parsing.scripts.state import inner, markup, objects, state_after, words

_STATE = "__INITIAL_STATE__"
_SITE = "https://www.xiaohongshu.com"
_DETAIL = "#noteContainer, .note-container, .note-content"
_NOTE_ID = re.compile(r"/(?:explore|discovery/item|item)/([0-9a-f]{16,32})")
_TOPIC = re.compile(r"\[话题\]#")  # a topic is written #供水[话题]# and shown as #供水


def _matches(page: Page) -> bool:
    return page.is_html and _STATE in page.text and ('"noteDetailMap"' in page.text or '"noteData"' in page.text)


def read(page: Page) -> Draft:
    holder = _holder(page)
    note = inner(holder, "note")
    identity = words(note, "noteId")
    draft = Draft(url=f"{_SITE}/explore/{identity}" if identity else own_address(page))
    title = words(note, "title")
    draft.paragraphs = lines_of(_TOPIC.sub("", markup(note, "desc"))) or ([title] if title else [])
    draft.headline = title or headline_of(draft.paragraphs)
    user = inner(note, "user")
    account = words(user, "userId")
    profile = f"{_SITE}/user/profile/{account}" if account else None
    draft.source = named(words(user, "nickname", "nickName"), external_id=account, profile_url=profile)
    draft.published_at = time_of(note, "time")
    draft.ip_location = place_of(words(note, "ipLocation"))
    add_pictures(draft, (_picture(one) for one in objects(note.get("imageList"))))
    draft.comment_count = count(words(inner(note, "interactInfo"), "commentCount"))
    take_declared(draft, (*stated_labels(holder), *drawn_labels(page, _DETAIL)), page.menu)
    return draft


def _holder(page: Page) -> dict[str, Any]:
    """The object that holds the page's note: the one its address names, else the one that the page shows first."""
    state = state_after(page.text, _STATE)
    notes = inner(state, "note", "noteDetailMap")
    address = _NOTE_ID.search(page.url or own_address(page) or "")
    named_ones = (address[1] if address else None, words(inner(state, "note"), "firstNoteId"))
    for name in (*filter(None, named_ones), *notes):
        if inner(notes, name, "note"):
            return inner(notes, name)
    return {"note": inner(state, "noteData", "data", "noteData")}


def _picture(image: dict[str, Any]) -> str | None:
    return words(image, "urlDefault", "url") or next(
        (found for one in objects(image.get("infoList")) if (found := words(one, "url"))), None
    )


PLATFORM = Platform(
    code="xiaohongshu",
    zh="小红书",
    en="Xiaohongshu",
    hosts=("xiaohongshu.com", "xhslink.com"),
    marks=("xhscdn.com",),
    menu=menu_named("xiaohongshu"),
    templates=(Template("xiaohongshu_note_2022", _matches, read, Pages.UNCLAIMED),),
    furniture=furniture_named("xiaohongshu"),
)
