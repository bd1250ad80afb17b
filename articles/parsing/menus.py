"""Platforms' menus of declarations for authors as dated data, and the look-up of a wording in one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from articles.text.page_folding import fold_page

Menu = tuple["MenuEntry", ...]
_LABEL = re.compile(r"^(?:作者|创作|作品|内容)?声明:")
_LONGEST = 60


@dataclass(frozen=True)
class MenuEntry:
    """One option of a platform's menu.

    `wording` is the printed text without the label 声明: before it. `codes` are the flags it declares, the main one
    first. `valid_from` is the first day on which the platform is known to have offered it, or None. `where_seen` says
    where somebody read it. Withdrawn options stay in the menu, because old articles still show them.
    """

    wording: str
    codes: tuple[str, ...]
    valid_from: date | None
    where_seen: str

    def __post_init__(self) -> None:
        if not self.wording or not self.codes or not self.where_seen:
            raise ValueError(f"menu entry {self.wording!r} needs a wording, codes, and where it was seen")
        if self.key != _normalized(self.wording):
            raise ValueError(f"menu entry {self.wording!r} is written without the label 声明:")

    @cached_property
    def key(self) -> str:
        """The wording in the normal form for comparison."""
        return _normalized(_LABEL.sub("", _normalized(self.wording)))


def find_entry(text: str, menu: Menu, *, labelled: bool = False) -> MenuEntry | None:
    """Find the option that equals the whole `text`, with or without a label; None without one.

    `labelled`: the text needs a label (声明:, 作者声明：…). Width of punctuation, traditional characters, case and a
    final 。 do not matter.
    """
    if not menu or len(text) > _LONGEST:
        return None
    key = _normalized(text)
    bare = _LABEL.sub("", key)
    if labelled and bare == key:
        return None
    return next((entry for entry in menu if entry.key == bare), None)


def _normalized(text: str) -> str:
    return fold_page(text.strip()).removesuffix("。").casefold()
