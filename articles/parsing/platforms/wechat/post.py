"""A WeChat post's own data in its page's scripts: which kind it is, and its values by name.

Scripts name many accounts: of comments, cards, other posts, and code. Only the post's own object (`cgiDataNew`,
`cgiData`), its members `d.…`, and variables of the page count.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import Any

from articles.parsing.document.page import Page, squeeze
from articles.parsing.scripts.script_values import assigned, read_literal, read_members

ARTICLE, VIDEO, MUSIC, AUDIO, PICTURES, TEXT, SHARE, SHORT = 0, 5, 6, 7, 8, 10, 11, 17
"""Kinds of posts, as `item_show_type` numbers them."""

_OBJECTS = ("cgiDataNew", "cgiData")
_OWNERS = ("window", "d")
_KNOWN = ("nick_name", "item_show_type", "text_page_info", "content_noencode", "picture_page_info_list")
_MEMBER = re.compile(rf"(?<![\w.$])(['\"]?(?:{'|'.join((*_KNOWN, 'create_time'))})['\"]?\s{{0,4}}:)")
_TELLING = (*_OBJECTS, *_KNOWN)
_MOST_SCRIPTS, _MOST_TRIES = 400, 3


class Post:
    """The data of the post on a page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def kind(self) -> int:
        """The kind by its number, or by what the page holds when it states none."""
        for name in ("item_show_type", "real_item_show_type"):
            stated = self.value(name)
            if stated and stated.isascii() and stated.isdigit() and len(stated) <= 3:
                return int(stated)
        if self.text_page:
            return TEXT
        return PICTURES if self.pictures and self._page.first("#activity-name") is None else ARTICLE

    def value(self, *names: str) -> str | None:
        """Return the first non-empty value among `names`, in the order given; escapes are undone, entities are not."""
        for name in names:
            for holder in self.objects:
                found = holder.get(name)
                if isinstance(found, str) and found.strip():
                    return found.strip()
            for script in self.scripts:
                if name in script and (stated := assigned(script, name, _OWNERS)):
                    return stated
        return None

    def words(self, *names: str) -> str | None:
        """Return a value as a line of text."""
        return plain(self.value(*names)) or None

    def inner(self, name: str) -> dict[str, Any]:
        """Return an object inside the post's own; {} without one."""
        found = next((holder[name] for holder in self.objects if isinstance(holder.get(name), dict)), None)
        if found is None and (at := self._opening(name, "{")) is not None:
            found = read_literal(*at)
        return found if isinstance(found, dict) else {}

    @cached_property
    def text_page(self) -> dict[str, Any]:
        """The object that holds the text of a post without pictures."""
        return self.inner("text_page_info")

    @cached_property
    def pictures(self) -> list[dict[str, Any]]:
        """The listed pictures of the post."""
        name = "picture_page_info_list"
        found = next((holder[name] for holder in self.objects if isinstance(holder.get(name), list)), None)
        if not found and (at := self._opening(name, "[")) is not None:
            found = read_literal(*at)
        return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []

    @cached_property
    def objects(self) -> list[dict[str, Any]]:
        """The post's own objects, the newest form first; without a named one, members that stand alone."""
        found = [read_literal(*at) for name in _OBJECTS for at in islice(self._openings(name, "{"), _MOST_TRIES)]
        found.sort(key=len, reverse=True)
        if not any(name in holder for holder in found for name in _KNOWN):
            found += sorted(islice(self._bare(), _MOST_TRIES), key=_known, reverse=True)[:1]
        return [holder for holder in found if isinstance(holder, dict)]

    @cached_property
    def scripts(self) -> list[str]:
        """The page's inline scripts; markup inside the text of the post is none of them."""
        nodes = islice(self._page.tree.css("script"), _MOST_SCRIPTS)
        texts = (node.text() for node in nodes if not (node.attributes.get("src") or "").strip())
        return [text for text in texts if text and not text.isspace()]

    def _bare(self) -> Iterator[dict[str, Any]]:
        """Yield members of objects without a known name: with the post's kind, or outside all braces."""
        for script in self.scripts:
            for first in islice(_MEMBER.finditer(script), _MOST_TRIES * 2):
                found = read_members(script, first.start(1))
                before = script[: first.start()]
                if "item_show_type" in found or before.count("{") == before.count("}"):
                    yield found

    def _opening(self, name: str, bracket: str) -> tuple[str, int] | None:
        return next(self._openings(name, bracket), None)

    def _openings(self, name: str, bracket: str) -> Iterator[tuple[str, int]]:
        """Yield where scripts assign an object or list to a name: the script, and the bracket's place in it."""
        for script in self.scripts:
            at = script.find(name)
            for _ in range(_MOST_TRIES * 10):
                if at < 0:
                    break
                end = at + len(name)
                sign = script[end : end + 8].lstrip("'\" ")
                before = script[at - 1 : at]
                if (
                    sign[:1] in {"=", ":"}
                    and sign[1:].lstrip()[:1] == bracket
                    and not before.isalnum()
                    and before != "_"
                ):
                    yield script, script.index(bracket, end)
                at = script.find(name, end)


def _known(holder: dict[str, Any]) -> int:
    return sum(bool(holder.get(name)) for name in _KNOWN)


def plain(text: str | None) -> str:
    """Return a value as a line of text: entities undone, white space collapsed."""
    return squeeze(html.unescape(text or ""))


def is_post(page: Page) -> bool:
    """Whether the page's scripts hold a post's data."""
    if not any(name in page.text for name in _TELLING):
        return False
    post = Post(page)
    return any(name in holder for holder in post.objects for name in _KNOWN) or bool(
        post.value("item_show_type") and post.value("nick_name", "nickname")
    )
