"""The visible lines above an article's body, nearest first: where headline and byline stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from articles.parsing.document.page import short_text, squeeze
from articles.parsing.document.prose import prose_of
from articles.parsing.document.region import upwards
from articles.parsing.times.dates import day_bounds, parse_moment

_MOST_NODES, _MOST_AFTER = 2_500, 300
_MOST_CHARS = 4_000
"""Characters of one line that are kept: no headline and no byline is longer."""
_UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "textarea", "select", "option", "button", "svg", "iframe", "object",
     "video", "audio", "head", "title", "nav", "aside", "footer", "form", "map")
)  # fmt: skip
_BLOCKS = frozenset(
    ("p", "div", "section", "article", "header", "main", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl",
     "dt", "dd", "table", "tbody", "thead", "tr", "td", "th", "blockquote", "pre", "figure", "figcaption", "center",
     "body", "html", "hr", "br", "address", "hgroup", "fieldset")
)  # fmt: skip
_JOINED = frozenset(("b", "strong", "em", "font", "u", "mark", "sub", "sup", "big", "tt", "wbr"))
"""Inline elements that stand within a word; others set their text apart."""
_APART = "  "
_HIDDEN = re.compile(r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:^|[\s_-])(?:hidden|hide|d-none|sr-only|visually-hidden|comments?|related|recommend(?:ed|ation)?s?|hot|rank(?:ing)?s?|"
    r"side|sidebar|nav|navbar|menu|crumbs?|breadcrumbs?|footer|popup|modal|clock|weather|search|login)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"author|source|(?:^|[\s_-])(?:name|nick(?:name)?|media|account|user|from|publisher|writer|editor|origin|org|ly|laiyuan)"
    r"(?:[\s_-]|$)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\s?(?:19|20)\d{2}")
_LONGEST_STAMP = 60
_MOST_AROUND, _SHORTEST_PARAGRAPH = 40, 15
_SENTENCE_ENDS = ("。", "！", "？", "”", "…", "」", ".", "!", "?")
_MODIFIED = re.compile(r"updat|modif", re.IGNORECASE)
_WIDE_SPACE = re.compile("[\u3000\\xa0]{2,40}")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """One line of text as a reader sees it, and the block element that holds its end.

    Two spaces stand where an element sets its text apart. `names` tells that the markup calls it a name.
    """

    text: str
    holder: LexborNode
    names: bool = False


def first_paragraph(body: LexborNode, heading: LexborNode) -> LexborNode:
    """Return the first paragraph below the headline, where the element of the body holds both; else the body."""
    around = {above.mem_id for above in islice(upwards(heading), _MOST_AROUND)}
    if body.mem_id not in around:
        return body
    prose = prose_of(body, _MOST_NODES, heading)
    for key, weight in prose.weights.items():
        node = prose.nodes[key]
        if key in around or key in prose.above or weight < _SHORTEST_PARAGRAPH:
            continue
        text = squeeze(_WIDE_SPACE.sub(_APART, node.text(separator=_APART)[:_MOST_CHARS]))
        if text.endswith(_SENTENCE_ENDS):
            return node
    return body


def blocks_before(body: LexborNode) -> Iterator[Block]:
    """Yield the lines before an element, the nearest first. Reads at most 2,500 nodes; hidden ones are left out."""
    pieces: list[str] = []
    names = False
    for event, node in islice(_backwards(body), _MOST_NODES):
        if event == "text":
            pieces.append(_WIDE_SPACE.sub(_APART, (node.text_content or "")[-_MOST_CHARS:]))
        elif event == "time":
            pieces += [_APART, _stamp(node) or "", _APART]
        elif node.tag in _BLOCKS:
            is_start = event == "start"
            names = names or (is_start and _is_name(node))
            holder = node if is_start else node.parent
            if holder is not None and (text := _joined(pieces)):
                yield Block(text, holder, names)
            pieces, names = [], False
            if node.tag == "body":
                return
        elif node.tag not in _JOINED:
            pieces.append(_APART)
            names = names or (event == "start" and _is_name(node))


def _backwards(body: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    """Walk from an element to the beginning of the page: texts, and the end and start of each visible element."""
    node = body
    while True:
        before = node.prev
        if before is None:
            parent = node.parent
            if parent is None:
                return
            node = parent
            yield "start", node
            continue
        node = before
        while node.is_element_node and _is_seen(node):
            if node.tag not in _BLOCKS and _stamp(node):
                yield "time", node
                break
            yield "end", node
            child = node.last_child
            if child is None:
                yield "start", node
                break
            node = child
        if node.is_text_node:
            yield "text", node


def lines_after(body: LexborNode) -> Iterator[str]:
    """Yield the visible lines behind an element, in the page's order. Reads at most 300 nodes."""
    pieces: list[str] = []
    for event, node in islice(_forwards(body), _MOST_AFTER):
        if event == "text":
            pieces.append(_WIDE_SPACE.sub(_APART, (node.text_content or "")[:_MOST_CHARS]))
        elif event == "time":
            pieces += [_APART, _stamp(node) or "", _APART]
        elif node.tag in _BLOCKS:
            if text := _joined(pieces[::-1]):
                yield text
            pieces = []
        elif node.tag not in _JOINED:
            pieces.append(_APART)


def _forwards(body: LexborNode) -> Iterator[tuple[str, LexborNode]]:
    """Walk from an element to the end of the page, as `_backwards` does to its beginning."""
    node = body
    while True:
        behind = node.next
        if behind is None:
            parent = node.parent
            if parent is None:
                return
            node = parent
            yield "end", node
            continue
        node = behind
        while node.is_element_node and _is_seen(node):
            if node.tag not in _BLOCKS and _stamp(node):
                yield "time", node
                break
            yield "start", node
            child = node.first_child
            if child is None:
                yield "end", node
                break
            node = child
        if node.is_text_node:
            yield "text", node


def _is_seen(node: LexborNode) -> bool:
    if node.tag in _UNSEEN and not (node.tag in {"aside", "form"} and _is_of_head(node)):
        return False
    attributes = node.attributes
    if not attributes:
        return True
    style = attributes.get("style")
    if "hidden" in attributes or (style and _HIDDEN.search(style)):
        return False
    return not any(_OTHER.search(name) for key in ("class", "id") if (name := attributes.get(key)))


def _is_of_head(node: LexborNode) -> bool:
    """Whether an element that usually stands beside an article holds its headline, or stands in its header."""
    return node.css_first("h1") is not None or (node.parent is not None and node.parent.tag == "header")


def _is_name(node: LexborNode) -> bool:
    attributes = node.attributes
    values = (attributes.get(key) for key in ("class", "id", "itemprop", "rel"))
    return any(value is not None and _NAMES.search(value) for value in values) if attributes else False


def _stamp(node: LexborNode) -> str | None:
    """Return the time that an element states for machines, labelled if it is the time of a change."""
    attributes = node.attributes
    stated = (attributes.get("datetime") or attributes.get("title") or "")[:_LONGEST_STAMP]
    if not _DATE.match(stated):
        return None
    shown = short_text(node)[:_LONGEST_STAMP]
    best = next((text for text in (shown, stated) if parse_moment(text)), None)
    best = best or next((text for text in (shown, stated) if day_bounds(text)), None)
    if best is None:
        return None
    kind = f"{attributes.get('itemprop')} {attributes.get('class')}"
    if _MODIFIED.search(kind) and "publish" not in kind:
        return f"更新时间：{best}"
    return best


def _joined(pieces: list[str]) -> str:
    """Join pieces that were collected backwards; white space becomes one space, and two between elements."""
    if not any(piece.strip() for piece in pieces):
        return ""
    text = "".join(reversed(pieces))
    if len(text) > _MOST_CHARS:
        text = text[:_MOST_CHARS]
    return _SPACES.sub(lambda match: _APART if _APART in match.group() else " ", text).strip()
