"""What a platform is to the parser: its codes and words, how its pages are known, and who reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from articles.parsing.document.page import Draft, Page
from articles.parsing.menus import Menu

_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")


class Matches(Protocol):
    """Whether a page has a template's layout.

    It is asked for pages that `Template.pages` lets through, in milliseconds: look for a few elements and read nothing.
    """

    def __call__(self, page: Page, /) -> bool: ...


class Read(Protocol):
    """Reads the article of a page that matched.

    Each field is what the page shows for it, or stays empty: a reader guesses nothing and raises nothing, whatever the
    page holds. Paragraphs come in order, with captions among them and without the page's furniture. References,
    declarations and notices at the end of the body may stay in it: `assemble` tells them apart. A draft without a
    headline or paragraphs says that the layout changed; then the next template is asked.
    """

    def __call__(self, page: Page, /) -> Draft: ...


class Pages(IntEnum):
    """The pages for which a template is asked. Platforms that look at more pages are asked first."""

    ANY = 0
    """Every page: `matches` itself tells whose it is."""
    UNCLAIMED = 1
    """HTML pages that neither submitter nor address give to another platform: `matches` wants elements of its own."""
    OWN = 2
    """The platform's pages: by the submitter's word, the address, the address they state, or the marks."""


@dataclass(frozen=True)
class Template:
    """One page layout. `name` is stored with each article and stays as it is."""

    name: str
    matches: Matches
    read: Read
    pages: Pages = Pages.OWN


@dataclass(frozen=True)
class Platform:
    """All that is known of a platform.

    `code`: what it is called in the API and in rows; it never changes. `zh`, `en`: its names for people.
    `hosts`: hosts of its pages; hosts below them count as well. `marks`: strings in the markup of its own article pages
    (script hosts, field names, asset servers) by which a page without an address is known. `templates`: its layouts, in
    the order in which they are asked; a platform that is known by name only has none. `menu`: what authors may choose
    to declare there. `before`: codes of platforms whose templates would match its pages too; it is asked first.
    """

    code: str
    zh: str
    en: str
    hosts: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    templates: tuple[Template, ...] = ()
    menu: Menu = ()
    before: tuple[str, ...] = ()

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
