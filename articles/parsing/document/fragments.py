"""A body fragment → paragraphs and images.

Only the fragment goes through lxml, as a stream of tags and texts without a tree (as text, never as bytes: a guessed
encoding would lose pages silently). A paragraph is the text between block elements or line breaks, as a reader sees it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import HTMLParser, ParserError, XMLSyntaxError

from articles.parsing.document.limits import MAX_FRAGMENT_CHARS, MAX_PARAGRAPHS, check_depth, check_size
from articles.parsing.document.page import INVISIBLE_CHARACTERS, web_address
from articles.parsing.extracted import ExtractedImage
from articles.parsing.images.pictures import credit_of, image_url, is_caption_block
from articles.parsing.unreadable import Unreadable

_INVISIBLE = frozenset(
    ("script", "style", "noscript", "template", "iframe", "textarea", "select", "button", "svg", "object", "video",
     "audio", "rt", "rp", "rtc", "nav")
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
        "details",
        "summary",
        "center",
        "body",
        "html",
        "hr",
    )
)  # fmt: skip
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none", re.IGNORECASE)
_AS_BLOCK = re.compile(r"(?<![\w-])display\s{0,4}:\s{0,4}(?:block|flex|grid|table|list-item)", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_WIDE = re.compile("[\u2e80-\uffef]")
_LONGEST_CAPTION = 60
_LONGEST_LINKED, _MOST_LINKED = 300, 500  # characters of a paragraph with links; paragraphs
_MOST_LINKS = 5
_SCRIPT = re.compile(r"<(script|style)(?=[\s/>])", re.IGNORECASE)
_LINES = frozenset(("span", "strong", "em", "b", "i", "font", "a"))  # inline, unless a style makes them blocks
_SENTENCE_ENDS = frozenset("。！？”…」.!?")
_INDENTS = frozenset("\u3000\t")
_FRAME = 3  # elements: a picture or a block, and two around it, which may frame a picture with its caption


@dataclass
class Fragment:
    """The content of a body fragment.

    `captions` are the paragraphs under pictures, which `paragraphs` holds too. `quoted` are texts of paragraphs that
    stand in a `<blockquote>` only. `links` are the web addresses inside short paragraphs, such as items of a list.
    """

    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    images: list[ExtractedImage] = field(default_factory=list)
    quoted: frozenset[str] = frozenset()
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_fragment(html: str, skip: frozenset[str] = frozenset()) -> Fragment:
    """Read a body fragment; elements with a class, an id or a name of their own in `skip` are left out.

    Raises Unreadable: too_large, too_deep. Scripts and styles do not count for the size.
    """
    html = _without_scripts(html)
    check_size(len(html), MAX_FRAGMENT_CHARS)
    check_depth(html)
    reader = _Reader(skip)
    parser = HTMLParser(target=reader, huge_tree=True)
    try:
        parser.feed(html)
        parser.close()
    except (ParserError, XMLSyntaxError):
        reader.close()  # nothing but white space: what was read counts
    if len(reader.fragment.paragraphs) > MAX_PARAGRAPHS:
        raise Unreadable("too_large", f"more than {MAX_PARAGRAPHS:,} paragraphs")
    return reader.fragment


def _without_scripts(html: str) -> str:
    """Cut out scripts and styles: some pages hold megabytes of them in the element of the body."""
    pieces, position = [], 0
    while match := _SCRIPT.search(html, position):
        pieces.append(html[position : match.start()])
        closing = html.find(f"</{match[1]}", match.end())
        position = html.find(">", closing) + 1 if closing >= 0 else 0
        if not position:  # never closed: it reaches to the end
            return "".join(pieces)
    return "".join((*pieces, html[position:])) if pieces else html


_Element = tuple[str, Mapping[str, str]]


class _Reader:
    """The target of a parser: called for each tag and text of a fragment, in its order."""

    def __init__(self, skip: frozenset[str]) -> None:
        self.fragment = Fragment()
        self._skip, self._unseen = skip, _INVISIBLE | skip
        self._pieces: list[str] = []
        self._open: list[_Element] = []
        self._blocks: list[bool] = []  # whether each open element is a block
        self._unread = 0  # open elements from the one on that is left out
        self._open_images: list[tuple[int, bool]] = []  # (index in images, its block is centred or a figure)
        self._block: list[_Element] = []  # the latest block and what it stands in
        self._quotes = 0  # open block quotes
        self._preformatted = 0  # open <pre>
        self._quoted: set[int] = set()  # indexes of paragraphs in block quotes
        self._is_apart = False  # nothing stands behind an element of the page's own, whose text was read
        self._links: list[str] = []  # addresses in the paragraph that is being read

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        is_closed = tag == "dialog" and "open" not in attributes
        if self._unread or tag in self._unseen or is_closed or (attributes and self._is_hidden(attributes)):
            self._unread += 1
            return
        self._open.append((tag, attributes))
        if "-" in tag and (self._is_apart or _ends_sentence(self._pieces)):
            self._flush()
        is_block = tag in _BLOCKS or (tag in _LINES and _AS_BLOCK.search(attributes.get("style") or "") is not None)
        self._blocks.append(is_block)
        if is_block:
            self._flush()
            self._block = self._open[-_FRAME:]
            self._quotes += tag == "blockquote"
            self._preformatted += tag == "pre"
        if tag == "br":
            self._flush()
        elif tag == "img":
            self._image(attributes)
        elif tag == "a":
            self._link(attributes)

    def end(self, tag: str) -> None:
        if self._unread:
            self._unread -= 1
            return
        if self._open:
            self._open.pop()
        is_block = self._blocks.pop() if self._blocks else tag in _BLOCKS
        if is_block:
            self._flush()
            self._quotes -= tag == "blockquote"
            self._preformatted -= tag == "pre"
        elif "-" in tag:
            self._is_apart = any(piece.strip() for piece in self._pieces)
            if _ends_sentence(self._pieces):
                self._flush()

    def data(self, text: str) -> None:
        if not self._unread and self._preformatted and "\n" in text:
            self._lines(text)
        elif not self._unread:
            self._pieces.append(text)
            self._is_apart = self._is_apart and text.isspace()

    def _lines(self, text: str) -> None:
        """Read text whose line breaks count; a line that ends a sentence, or an indent, ends a paragraph."""
        for line in text.splitlines(keepends=True):
            if line[:1] in _INDENTS or not line.strip():
                self._flush()
            self._pieces.append(line)
            if _ends_sentence(self._pieces):
                self._flush()

    def comment(self, text: str) -> None:
        """Leave comments out."""

    def close(self) -> None:
        self._flush()
        if self._quoted:
            texts = self.fragment.paragraphs
            plain = {text for index, text in enumerate(texts) if index not in self._quoted}
            self.fragment.quoted = frozenset(texts[index] for index in self._quoted) - plain

    def _is_hidden(self, attributes: Mapping[str, str]) -> bool:
        style = attributes.get("style")
        if "hidden" in attributes or (style and _HIDDEN.search(style)):
            return True
        if "popover" in attributes:
            return True
        names = attributes.get("class")
        return not self._skip.isdisjoint(names.split() if names else ()) or attributes.get("id") in self._skip

    def _image(self, attributes: Mapping[str, str]) -> None:
        url = image_url(attributes)
        if url:
            framed = any(is_caption_block(*element) for element in self._open[-_FRAME:])
            self._open_images.append((len(self.fragment.images), framed))
            self.fragment.images.append(ExtractedImage(url))

    def _link(self, attributes: Mapping[str, str]) -> None:
        href = (attributes.get("href") or "").strip()
        address = web_address("https:" + href if href.startswith("//") else href)
        if address and len(self._links) < _MOST_LINKS:
            self._links.append(address)

    def _flush(self) -> None:
        pieces, self._pieces = self._pieces, []
        links, self._links = self._links, []
        text = collapse("".join(pieces)).strip(INVISIBLE_CHARACTERS)
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
        if self._quotes:
            self._quoted.add(len(self.fragment.paragraphs) - 1)
        if links and len(text) <= _LONGEST_LINKED and len(self.fragment.links) < _MOST_LINKED:
            self.fragment.links.setdefault(text, tuple(links))

    def _is_caption(self, text: str) -> bool:
        return any(is_caption_block(*element) for element in self._block) or credit_of(text) is not None


def _ends_sentence(pieces: list[str]) -> bool:
    """Whether the text that was read last ends a sentence; elements of a page's own may be its paragraphs."""
    return bool(pieces) and pieces[-1].rstrip()[-1:] in _SENTENCE_ENDS


def collapse(text: str) -> str:
    """Collapse white space like a browser: runs become one space, a line break between wide characters disappears."""

    def space(match: re.Match[str]) -> str:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        broken = "\n" in match.group() and _WIDE.match(before) and _WIDE.match(after)
        return "" if broken else " "

    return _SPACE.sub(space, text).strip()
