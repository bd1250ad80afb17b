"""A platform as the parser knows it: codes, words, marks of its pages, and templates that read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from articles.parsing.document.page import Draft, Page
from articles.parsing.furniture import NO_FURNITURE, Furniture
from articles.parsing.menus import Menu

_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_SELECTOR = re.compile(r"[#.][\w-]+|[\w-]*\[[^\[\]]+\]")


class Matches(Protocol):
    """Whether a page has a template's layout.

    Called for the pages that `Template.pages` allows. It must take milliseconds: check a few elements, read nothing.
    """

    def __call__(self, page: Page, /) -> bool: ...


class Read(Protocol):
    """Read the article of a page that matched.

    A field holds the value that the page shows, or stays empty: a reader never guesses and never raises. Paragraphs
    come in order, including captions, without navigation and other page furniture. References, declarations and
    notices at the end of the body may stay in it, because `assemble` separates them. A draft without headline or
    paragraphs means that the layout has changed; then the next template reads the page.
    """

    def __call__(self, page: Page, /) -> Draft: ...


class Pages(IntEnum):
    """The pages that a template may read. Platforms with a wider choice come first."""

    ANY = 0
    """Every page: `matches` itself recognises the platform."""
    UNCLAIMED = 1
    """HTML pages that neither submitter nor URL assign to another platform: `matches` checks for own elements."""
    OWN = 2
    """The platform's pages, by submitted platform, URL, stated URL, or marks."""


@dataclass(frozen=True)
class Template:
    """One page layout. `name` is stored with each article and stays as it is."""

    name: str
    matches: Matches
    read: Read
    pages: Pages = Pages.OWN


@dataclass(frozen=True)
class Platform:
    """A platform with everything the parser needs.

    `code`: its name in the API and in rows; it never changes. `zh`, `en`: its names for people.
    `hosts`: hosts of its pages; subdomains count too. `marks` identify a page without URL: hosts that serve scripts and
    styles to its own pages only (subdomains count too), and CSS selectors of elements that only its own pages have
    (`#id`, `.class`, or with an attribute in brackets). `templates`: its layouts in order of trial; a platform known by
    name only has none. `menu`: the declarations that authors may choose there. `before`: codes of platforms whose
    templates would match its pages too; its own templates come before theirs. `furniture`: lines around its articles
    (buttons, counts, lists of others) that pages and copies of them show.
    """

    code: str
    zh: str
    en: str
    hosts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    templates: tuple[Template, ...] = ()
    menu: Menu = ()
    before: tuple[str, ...] = ()
    furniture: Furniture = NO_FURNITURE

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"platform code {self.code!r}: use 2–40 lower-case letters, digits and _")
        if not self.zh or not self.en:
            raise ValueError(f"platform {self.code} needs its name in Chinese and in English")
        for host in self.hosts:
            if not _HOST.fullmatch(host):
                raise ValueError(f"platform {self.code}: {host!r} is no host name in lower case")
        if any(len(mark) < 4 for mark in self.marks):
            raise ValueError(f"platform {self.code}: marks of under 4 characters stand in anybody's pages")
        for mark in self.marks:
            if not _HOST.fullmatch(mark) and not _SELECTOR.fullmatch(mark):
                raise ValueError(f"platform {self.code}: the mark {mark!r} is neither a host nor a selector like #id")

    @property
    def asset_hosts(self) -> tuple[str, ...]:
        """The hosts among the marks."""
        return tuple(mark for mark in self.marks if _HOST.fullmatch(mark))

    @property
    def elements(self) -> tuple[str, ...]:
        """The selectors among the marks."""
        return tuple(mark for mark in self.marks if not _HOST.fullmatch(mark))
