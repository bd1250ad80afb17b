"""The input (`Page`) and output (`Draft`) of a template."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.parsing.extracted import ExtractedImage, ExtractedRecommendation, ExtractedReference, ExtractedSource
from articles.parsing.furniture import NO_FURNITURE, Furniture
from articles.parsing.menus import Menu

INVISIBLE_CHARACTERS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u2800\u3164\ufeff\uffa0 "
)
"""Characters without a glyph, and the blank that may stand between them: a text of them alone is no text."""
_AT_END = frozenset(INVISIBLE_CHARACTERS)
_LIST = re.compile(r"[^,()\"']{1,200}(?:,[^,()\"']{1,200}){1,20}")
_MOST_MATCHES = 20
_MOST_NODES = 60


@dataclass
class Page:
    """A decoded page. `url` is the submitted URL, `host` its lower-case host or an empty string.

    `platform` is the submitted platform, `utf8` is `text` as UTF-8 if available, `menu` is the menu of declarations
    of the platform whose template reads the page, `furniture` its lines around articles, `site`
    its code.
    """

    text: str
    is_html: bool
    url: str | None = None
    host: str = ""
    platform: str | None = None
    utf8: bytes | None = None
    menu: Menu = ()
    furniture: Furniture = NO_FURNITURE
    site: str | None = None
    known: dict[str, bool] = field(default_factory=dict)  # what templates ask of a page more than once

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text if self.utf8 is None else self.utf8)

    @cached_property
    def lines(self) -> list[str]:
        """Return the non-blank lines of a text page, stripped."""
        return [line for raw in self.text.splitlines() if (line := visible_ends(raw))]

    def first(self, selector: str) -> LexborNode | None:
        """Return the first match in the page's order."""
        parts = _parts_of(selector)
        if len(parts) == 1:
            return self.tree.css_first(selector)
        found = [node for part in parts if (node := self.tree.css_first(part)) is not None]
        if len(found) > 1:
            return self.tree.css_first(selector)
        return found[0] if found else None

    def has(self, selector: str) -> bool:
        """Whether there is a match."""
        return any(self.tree.css_first(part) is not None for part in _parts_of(selector))

    def matches(self, selector: str) -> list[LexborNode]:
        """List all matches in the page's order."""
        parts = _parts_of(selector)
        found = [nodes for part in parts if (nodes := self.tree.css(part))]
        if len(found) > 1:
            return self.tree.css(selector)
        return found[0] if found else []

    def text_of(self, selector: str) -> str | None:
        """The first match's text, white space collapsed; None when there is none or it is empty."""
        node = self.first(selector)
        return squeeze(node.text()) or None if node is not None else None

    def texts_of(self, selector: str) -> list[str]:
        """The short texts of the first matches, empty ones left out."""
        return [text for node in self.matches(selector)[:_MOST_MATCHES] if (text := short_text(node))]

    def attribute(self, selector: str, name: str) -> str | None:
        node = self.first(selector)
        return ((node.attributes.get(name) or "").strip() or None) if node is not None else None

    def meta(self, *names: str) -> str | None:
        """The first non-empty content among `<meta>` elements with these names or properties, in the order given."""
        return next((self._contents[name] for name in names if name in self._contents), None)

    @cached_property
    def metas(self) -> list[dict[str, str | None]]:
        """The attributes of each `<meta>` element."""
        return [node.attributes for node in self._metadata if node.tag == "meta"]

    @property
    def json_ld(self) -> list[LexborNode]:
        """The scripts that hold JSON-LD, in the page's order."""
        return [node for node in self._metadata if node.tag == "script"]

    @cached_property
    def _metadata(self) -> list[LexborNode]:
        """Both kinds in one search: each takes as long as both together, a hundredth of the time of a page."""
        return self.tree.css('meta, script[type="application/ld+json"]')

    @cached_property
    def _contents(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for attributes in self.metas:
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            content = (attributes.get("content") or "").strip()
            if name and content:
                found.setdefault(name.strip(), content)
        return found


@dataclass
class Draft:
    """The result of a template, before references, declarations and notices are separated from the body.

    `quoted` are the texts of paragraphs that stand in block quotes only; `links` are the addresses in short paragraphs.
    `element` is the element that the body was read from, beside which declarations and notices are looked for; None
    for a body that a script holds.
    """

    headline: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    url: str | None = None
    original_headline: str | None = None
    source: ExtractedSource | None = None
    published_at: datetime | None = None
    published_after: datetime | None = None
    published_before: datetime | None = None
    page_time: datetime | None = None
    ip_location: str | None = None
    declarations: list[str] = field(default_factory=list)
    declared_in_element: list[str] = field(default_factory=list)
    references: list[ExtractedReference] = field(default_factory=list)
    disclaimers: list[str] = field(default_factory=list)
    recommendations: list[ExtractedRecommendation] = field(default_factory=list)
    images: list[ExtractedImage] = field(default_factory=list)
    comment_count: int | None = None
    warnings: list[str] = field(default_factory=list)
    quoted: frozenset[str] = frozenset()
    element: LexborNode | None = None
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)


@cache
def _parts_of(selector: str) -> tuple[str, ...]:
    """The alternatives of a selector. Where most are missing, Lexbor finds them faster one by one than as a list."""
    return tuple(part.strip() for part in selector.split(",")) if _LIST.fullmatch(selector) else (selector,)


def short_text(node: LexborNode) -> str:
    """Return the text of the first nodes below `node`, white space collapsed: for repeated and nested elements.

    Reading the whole text of each of many nested elements would be quadratic.
    """
    below = islice(node.traverse(include_text=True), _MOST_NODES)
    return squeeze("".join(child.text_content or "" for child in below if child.is_text_node))


def web_address(address: str | None) -> str | None:
    """`address` when it is an http(s) address of at most 2,000 characters, else None.

    An address with half a surrogate pair, which broken data of a page's scripts can hold, is none.
    """
    if not address or len(address) > 2_000 or not address.lower().startswith(("http://", "https://")):
        return None
    return None if any("\ud800" <= char <= "\udfff" for char in address) else address


def visible_ends(text: str) -> str:
    """`text` without white space and invisible characters at its ends."""
    text = text.strip()
    return text.strip(INVISIBLE_CHARACTERS).strip() if text[:1] in _AT_END or text[-1:] in _AT_END else text


def squeeze(text: str) -> str:
    """Collapse runs of white space to one space and strip the ends."""
    return " ".join(text.split())
