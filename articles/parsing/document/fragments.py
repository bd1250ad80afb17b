"""A body fragment → paragraphs and images.

Only the fragment goes through BeautifulSoup with lxml (as text, never as bytes: a guessed encoding would lose pages
silently). A paragraph is the text between block elements or line breaks, as a reader sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from articles.parsing.document.limits import MAX_FRAGMENT_CHARS, check_depth, check_size
from articles.parsing.extracted import ExtractedImage
from articles.parsing.images.pictures import credit_of, image_url, is_caption_block

_INVISIBLE = frozenset(
    ("script", "style", "noscript", "template", "iframe", "textarea", "select", "button", "svg", "object", "video",
     "audio")
)  # fmt: skip
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "thead",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "center",
        "body",
        "html",
        "hr",
    )
)  # fmt: skip
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_WIDE = re.compile("[\u2e80-\uffef]")
_LONGEST_CAPTION = 60


@dataclass
class Fragment:
    """The content of a body fragment; `captions` are the paragraphs under pictures, which `paragraphs` holds too."""

    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    images: list[ExtractedImage] = field(default_factory=list)


def read_fragment(html: str, skip: frozenset[str] = frozenset()) -> Fragment:
    """Read a body fragment; elements with a class or id in `skip` are left out.

    Raises Unreadable: too_large, too_deep.
    """
    check_size(len(html), MAX_FRAGMENT_CHARS)
    check_depth(html)
    reader = _Reader(skip)
    reader.read(BeautifulSoup(html, "lxml"))
    return reader.fragment


class _Reader:
    def __init__(self, skip: frozenset[str]) -> None:
        self.fragment = Fragment()
        self._skip = skip
        self._pieces: list[str] = []
        self._open_images: list[tuple[int, bool]] = []  # (index in images, its block is centred or a figure)
        self._block: Tag | None = None

    def read(self, soup: Tag) -> None:
        # An explicit stack, because fragments may be nested deeper than Python's recursion limit.
        stack: list[tuple[Tag, Iterator[object]]] = [(soup, iter(soup.contents))]
        while stack:
            tag, children = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                if tag.name in _BLOCKS:
                    self._flush()
            elif isinstance(child, Tag):
                if self._enter(child):
                    stack.append((child, iter(child.contents)))
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._pieces.append(child)
        self._flush()

    def _enter(self, tag: Tag) -> bool:
        """Handle a start tag; return whether to read its content."""
        if tag.name in _INVISIBLE or self._is_hidden(tag):
            return False
        if tag.name == "br":
            self._flush()
        elif tag.name == "img":
            self._image(tag)
        elif tag.name in _BLOCKS:
            self._flush()
            self._block = tag
        return tag.name not in {"br", "img"}

    def _is_hidden(self, tag: Tag) -> bool:
        attributes = tag.attrs
        if not attributes:
            return False
        style = attributes.get("style")
        if style and _HIDDEN.search(str(style)):
            return True
        names = attributes.get("class") or ()
        return not self._skip.isdisjoint(names) or attributes.get("id") in self._skip

    def _image(self, tag: Tag) -> None:
        url = image_url({name: str(value) for name, value in tag.attrs.items()})
        if url:
            self._open_images.append((len(self.fragment.images), is_caption_block(tag)))
            self.fragment.images.append(ExtractedImage(url))

    def _flush(self) -> None:
        pieces, self._pieces = self._pieces, []
        text = collapse("".join(pieces))
        if not text:
            return
        caption = len(text) <= _LONGEST_CAPTION and bool(self._open_images) and self._is_caption(text)
        if caption:
            index, _ = self._open_images[-1]
            image = self.fragment.images[index]
            self.fragment.images[index] = ExtractedImage(image.url, text, credit_of(text))
            self.fragment.captions.append(text)
        self._open_images.clear()
        self.fragment.paragraphs.append(text)

    def _is_caption(self, text: str) -> bool:
        in_centred_block = self._block is not None and is_caption_block(self._block)
        return in_centred_block or credit_of(text) is not None


def collapse(text: str) -> str:
    """Collapse white space like a browser: runs become one space, a line break between wide characters disappears."""

    def space(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        broken = "\n" in match.group() and _WIDE.match(before) and _WIDE.match(after)
        return "" if broken else " "

    return _SPACE.sub(space, text).strip()
