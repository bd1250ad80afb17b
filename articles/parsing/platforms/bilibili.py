"""Bilibili (哔哩哔哩), as pages hold it in `__INITIAL_STATE__`: opus posts (since 2022), columns (2017–2024), videos.

A video's text is its description. What the author declares of a video is printed with `argue_msg`.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from articles.parsing.common.platform_furniture import furniture_named
from articles.parsing.common.posts import add_pictures, headline_of, lines_of, place_of, take_labels, time_of
from articles.parsing.common.sites import filled, has_text, moment_in, named, own_address, read_body, text_at
from articles.parsing.declarations.adjacent_text import declarations_beside
from articles.parsing.document.page import Draft, Page
from articles.parsing.menus import menu_named
from articles.parsing.platform import Pages, Platform, Template
from articles.parsing.scripts.state import inner, markup, objects, state_after, words

_STATE = "__INITIAL_STATE__"
_COLUMN = "#read-article-holder, .article-holder"
_SITE = "https://www.bilibili.com"
_QUOTE = 4
"""`para_type` of a quotation; 1 is text, 2 pictures, 5 a list, 8 a heading."""


def _is_opus(page: Page) -> bool:
    return _has_state(page, '"MODULE_TYPE_CONTENT"', '"MODULE_TYPE_AUTHOR"')


def _is_column(page: Page) -> bool:
    return _has_state(page, '"readInfo"') or (has_text(page, _COLUMN) and has_text(page, "h1.title, .title"))


def _is_video(page: Page) -> bool:
    return _has_state(page, '"videoData"')


def _has_state(page: Page, *names: str) -> bool:
    return page.is_html and _STATE in page.text and all(name in page.text for name in names)


def read_opus(page: Page) -> Draft:
    detail = inner(state_after(page.text, _STATE), "detail")
    modules = objects(detail.get("modules"))
    author = _module(modules, "author")
    identity = words(detail, "id_str")
    draft = Draft(url=f"{_SITE}/opus/{identity}" if identity else own_address(page))
    read_body(draft, _content(_module(modules, "content")) or None)
    album = inner(_module(modules, "top"), "display", "album")
    add_pictures(draft, (words(one, "url") for one in objects(album.get("pics"))))
    draft.headline = words(_module(modules, "title"), "text") or headline_of(draft.paragraphs)
    _read_author(draft, author)
    draft.published_at = time_of(author, "pub_ts") or moment_in(words(author, "pub_time"))
    draft.ip_location = place_of(words(author, "pub_location_text"))
    return draft


def _module(modules: Iterable[dict[str, Any]], name: str) -> dict[str, Any]:
    return next((found for one in modules if (found := inner(one, f"module_{name}"))), {})


def _content(module: dict[str, Any]) -> str:
    """The paragraphs of a post as markup."""
    pieces = []
    for paragraph in objects(module.get("paragraphs")):
        pictures = objects(inner(paragraph, "pic").get("pics"))
        pieces += [f'<figure><img src="{escape(words(one, "url") or "")}"></figure>' for one in pictures]
        tag = "blockquote" if paragraph.get("para_type") == _QUOTE else "p"
        parts = (inner(paragraph, "text"), inner(paragraph, "heading"), *objects(inner(paragraph, "list").get("items")))
        pieces += [f"<{tag}>{_text(part)}</{tag}>" for part in parts if part]
    return "".join(pieces)


def _text(part: dict[str, Any]) -> str:
    """The words of a part; rich nodes are links, topics and mentions."""
    nodes = objects(part.get("nodes"))
    texts = (markup(inner(one, "word"), "words") or markup(inner(one, "rich"), "text", "orig_text") for one in nodes)
    return escape("".join(texts)).replace("\n", "<br>")


def read_column(page: Page) -> Draft:
    info = inner(state_after(page.text, _STATE), "readInfo")
    identity = words(info, "id")
    draft = Draft(url=f"{_SITE}/read/cv{identity}" if identity else own_address(page))
    drawn = filled(page, _COLUMN)
    content = markup(info, "content")
    read_body(draft, content if content.lstrip().startswith("<") else drawn)
    draft.headline = words(info, "title") or text_at(page, "h1.title, .title")
    _read_author(draft, inner(info, "author"))
    if draft.source is None:
        draft.source = named(text_at(page, ".up-name"))
    draft.published_at = time_of(info, "publish_time", "ctime") or moment_in(text_at(page, ".publish-text"))
    if drawn is not None:
        draft.declared_in_element = declarations_beside(drawn, page.menu)
    return draft


def read_video(page: Page) -> Draft:
    video = inner(state_after(page.text, _STATE), "videoData")
    identity = words(video, "bvid")
    draft = Draft(headline=words(video, "title"), url=f"{_SITE}/video/{identity}/" if identity else own_address(page))
    lines = [line for line in lines_of(markup(video, "desc")) if line != "-"]
    draft.paragraphs = lines or ([draft.headline] if draft.headline else [])
    _read_author(draft, inner(video, "owner"))
    draft.published_at = time_of(video, "pubdate")
    stated = (words(inner(video, "argue_info"), "argue_msg"), words(inner(video, "stat"), "argue_msg"))
    take_labels(draft, stated, page.menu)
    return draft


def _read_author(draft: Draft, author: dict[str, Any]) -> None:
    account = words(author, "mid")
    profile = f"https://space.bilibili.com/{account}" if account else None
    draft.source = named(words(author, "name"), external_id=account, profile_url=profile)


PLATFORM = Platform(
    code="bilibili",
    zh="哔哩哔哩",
    en="Bilibili",
    hosts=("bilibili.com", "b23.tv"),
    marks=("s1.hdslb.com", "#read-article-holder"),
    menu=menu_named("bilibili"),
    templates=(
        Template("bilibili_opus_2022", _is_opus, read_opus, Pages.UNCLAIMED),
        Template("bilibili_column_2017", _is_column, read_column, Pages.UNCLAIMED),
        Template("bilibili_video", _is_video, read_video, Pages.UNCLAIMED),
    ),
    furniture=furniture_named("bilibili"),
)
