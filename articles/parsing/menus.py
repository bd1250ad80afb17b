"""Platforms' menus of declarations for authors as dated data, and the look-up of a wording in them.

`menus.json` holds the menu of each platform. An option is understood on every platform, because authors post the same
article in several places and copies keep what the first one printed; the platform's own menu comes first.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from articles.parsing.normal_form import normalize

Menu = tuple["MenuEntry", ...]
_LABEL = re.compile(
    r"^[\[(“]?(?:作者|创作者?|作品|内容|自主|笔记|视频|博主|UP主|AI|AI创作|内容来源|内容类型|信息来源|温馨)?"
    r"(?:声明|申明|提示|标注)[\])”]? ?[:|/·-]{0,2} ?",
    re.IGNORECASE,
)
_LONGEST = 60
_HEADINGS = frozenset(("旧闻", "引用声明", "来源转载"))  # where no menu offers them, they need a label


@dataclass(frozen=True)
class MenuEntry:
    """One option of a platform's menu, or a notice that the platform itself prints in that place.

    `wording` is the printed text without the label 声明: before it. `codes` are the flags it declares, the main one
    first; empty for an option that says nothing about provenance (危险行为,请勿模仿). `valid_from` is the first day on
    which somebody is known to have seen it, or None; `last_seen` the last one, for an option that was withdrawn.
    `where_seen` says where somebody read it. Withdrawn options stay in the menu, because old articles still show them.
    """

    wording: str
    codes: tuple[str, ...]
    valid_from: date | None
    where_seen: str
    last_seen: date | None = None

    def __post_init__(self) -> None:
        if not self.wording or not self.where_seen:
            raise ValueError(f"menu entry {self.wording!r} needs a wording, and where it was seen")
        if self.valid_from and self.last_seen and self.last_seen < self.valid_from:
            raise ValueError(f"menu entry {self.wording!r} was last seen before it was first seen")
        if self.codes and self.key != _normalized(self.wording):
            raise ValueError(f"menu entry {self.wording!r} is written without the label 声明:")

    @cached_property
    def key(self) -> str:
        """The wording in the normal form for comparison."""
        whole = _normalized(self.wording)
        return _LABEL.sub("", whole) or whole


def menu_named(code: str) -> Menu:
    """Return the menu that `menus.json` holds for a platform's code. Raises KeyError without one."""
    return _menus()[code]


def find_entry(text: str, menu: Menu, *, labelled: bool = False) -> MenuEntry | None:
    """Find the option that equals the whole `text`, with or without a label: in `menu`, then in all menus.

    `labelled`: the text needs a label (声明:, 作者声明：…). Scripts, widths, spaces and decorations do not matter.
    """
    if len(text) > _LONGEST:
        return None
    whole = _normalized(text)
    bare = _LABEL.sub("", whole)
    is_labelled = bare != whole
    if labelled and not is_labelled:
        return None
    own = next((entry for entry in menu if entry.key in (bare, whole)), None)
    if own or not (is_labelled or bare not in _HEADINGS):
        return own
    return _everywhere().get(bare) or _everywhere().get(whole)


@cache
def _menus() -> dict[str, Menu]:
    data = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return {code: tuple(_entry(**option) for option in options) for code, options in data.items()}


def _entry(
    wording: str, codes: list[str], valid_from: str | None, where_seen: str, last_seen: str | None = None
) -> MenuEntry:
    return MenuEntry(wording, tuple(codes), _day(valid_from), where_seen, _day(last_seen))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def _everywhere() -> dict[str, MenuEntry]:
    return {entry.key: entry for menu in reversed(_menus().values()) for entry in reversed(menu)}


def _normalized(text: str) -> str:
    return normalize(text).text.strip(" \n").removesuffix("。").strip("[]()“” ").casefold()
