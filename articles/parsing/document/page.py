"""The input (`Page`) and output (`Draft`) of a template."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.parsing.extracted import ExtractedImage, ExtractedRecommendation, ExtractedReference, ExtractedSource
from articles.parsing.menus import Menu

_MOST_MATCHES = 20
_MOST_NODES = 60


@dataclass
class Page:
    """A decoded page. `url` is the submitted URL, `host` its lower-case host or an empty string.

    `platform` is the submitted platform, `utf8` is `text` as UTF-8 if available, `menu` is the menu of declarations
    of the platform whose template reads the page.
    """

    text: str
    is_html: bool
    url: str | None = None
    host: str = ""
    platform: str | None = None
    utf8: bytes | None = None
    menu: Menu = ()

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text if self.utf8 is None else self.utf8)

    @cached_property
    def lines(self) -> list[str]:
        """Return the non-blank lines of a text page, stripped."""
        return [line for raw in self.text.splitlines() if (line := raw.strip())]

    def first(self, selector: str) -> LexborNode | None:
        return self.tree.css_first(selector)

    def text_of(self, selector: str) -> str | None:
        """The first match's text, white space collapsed; None when there is none or it is empty."""
        node = self.tree.css_first(selector)
        return squeeze(node.text()) or None if node is not None else None

    def texts_of(self, selector: str) -> list[str]:
        """The short texts of the first matches, empty ones left out."""
        return [text for node in self.tree.css(selector)[:_MOST_MATCHES] if (text := short_text(node))]

    def attribute(self, selector: str, name: str) -> str | None:
        node = self.tree.css_first(selector)
        return ((node.attributes.get(name) or "").strip() or None) if node is not None else None

    def meta(self, *names: str) -> str | None:
        """The first non-empty content among `<meta>` elements with these names or properties, in the order given."""
        return next((self._metas[name] for name in names if name in self._metas), None)

    @cached_property
    def _metas(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for node in self.tree.css("meta"):
            attributes = node.attributes
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            content = (attributes.get("content") or "").strip()
            if name and content:
                found.setdefault(name.strip(), content)
        return found


@dataclass
class Draft:
    """The result of a template, before references, declarations and notices are separated from the body."""

    headline: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    url: str | None = None
    original_headline: str | None = None
    source: ExtractedSource | None = None
    published_at: datetime | None = None
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


def short_text(node: LexborNode) -> str:
    """Return the text of the first nodes below `node`, white space collapsed: for repeated and nested elements.

    Reading the whole text of each of many nested elements would be quadratic.
    """
    below = islice(node.traverse(include_text=True), _MOST_NODES)
    return squeeze("".join(child.text_content or "" for child in below if child.is_text_node))


def web_address(address: str | None) -> str | None:
    """`address` when it is an http(s) address of at most 2,000 characters, else None."""
    if address and len(address) <= 2_000 and address.lower().startswith(("http://", "https://")):
        return address
    return None


def squeeze(text: str) -> str:
    """Collapse runs of white space to one space and strip the ends."""
    return " ".join(text.split())
