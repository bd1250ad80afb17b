"""The prose of a page: how many characters of it each paragraph or container holds of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborNode

_REACH = 6
"""Most inline elements around a text: deeper ones are rare, and a bound keeps the walk linear."""
_UNSEEN = frozenset(("script", "style", "noscript", "template", "textarea", "select", "option", "button", "title"))
_INLINE = frozenset(("a", "b", "strong", "em", "i", "u", "font", "span", "mark", "small", "sub", "sup", "label"))
# Notices of platforms and sites, which stand below articles and may be longer than they are.
# Each alternative begins with a letter of its own, so that `re` looks only where one of these stands.
_NOTICE = re.compile(
    "|".join(rf"{word}(?<=[特别免责版权郑重侵平台网站]{{2}}..)\s?[:：]" for word in ("声明", "申明", "提示"))
    + r"|免责条款|版权所有|存储(?:空间)?服务|备(?<=[Ii][Cc][Pp].)|网安备|举报电话|许可证|"
    r"未经[^，。]{0,12}(?:授权|许可|书面)[^。]{0,30}(?:不得|禁止)|不代表[^，。]{0,16}(?:立场|观点)"
)
_LATIN_NOTICE = re.compile(r"\s{0,9}(?:(?:Notice|Disclaimer)\s?[:：]|Copyright\b|©)", re.IGNORECASE)
_NOTICE_HEAD, _LONGEST_NOTICE = 120, 400  # characters: where a notice says that it is one, and how long it may be
_LEAST_OF_NOTICE = 12
_ITEM_REACH = 6


@dataclass
class Prose:
    """The prose below an element, by the id of the paragraph or container that holds it; links count negative."""

    weights: dict[int, int] = field(default_factory=dict)
    nodes: dict[int, LexborNode] = field(default_factory=dict)
    breaks: dict[int, int] = field(default_factory=dict)
    """How many line breaks stand in an element."""
    linked: set[int] = field(default_factory=set)
    """The elements around texts that are links, as far as an item of a list reaches."""

    above: set[int] = field(default_factory=set)
    """The paragraphs above the headline, if its element is known."""

    @property
    def total(self) -> int:
        return sum(self.weights.values())

    @property
    def extent(self) -> int:
        """The characters outside links: an element around another one has at least as many."""
        return sum(weight for weight in self.weights.values() if weight > 0)


def prose_of(root: LexborNode, most: int | None = None, heading: LexborNode | None = None) -> Prose:
    """Measure the visible prose below `root`, in at most `most` nodes. Notices known by their wording weigh nothing."""
    found = Prose()
    headline = heading.mem_id if heading is not None else None
    for node in islice(root.traverse(include_text=True), most):
        if node.is_text_node:
            text = (node.text_content or "").strip()
            if text and (holder := node.parent) is not None and holder.tag not in _UNSEEN:
                _count(found, holder, text)
        elif headline is not None and node.mem_id == headline:
            found.above = set(found.weights)
        elif node.tag == "br" and (holder := node.parent) is not None:
            block = _block(holder)[0]
            found.breaks[block.mem_id] = found.breaks.get(block.mem_id, 0) + 1
    for key, weight in found.weights.items():
        if weight < 0:
            found.linked.update(above.mem_id for above in islice(_upwards(found.nodes[key]), _ITEM_REACH))
    return found


def _count(found: Prose, holder: LexborNode, text: str) -> None:
    block, in_link = _block(holder)
    weight = len(text)
    if in_link:
        weight = -weight
    elif _LEAST_OF_NOTICE <= weight <= _LONGEST_NOTICE and _is_notice(text):
        weight = 0
    key = block.mem_id
    found.weights[key] = found.weights.get(key, 0) + weight
    found.nodes[key] = block


def _is_notice(text: str) -> bool:
    return bool(
        _NOTICE.search(text, 0, _NOTICE_HEAD)
        or _LATIN_NOTICE.match(text)
        or "all rights reserved" in text[:_NOTICE_HEAD].lower()
    )


def _block(holder: LexborNode) -> tuple[LexborNode, bool]:
    """Return the element that holds an inline element's text as a paragraph, and whether a link is between."""
    in_link = False
    for _ in range(_REACH):
        in_link = in_link or holder.tag == "a"
        if holder.tag not in _INLINE or holder.parent is None:
            break
        holder = holder.parent
    around = holder.parent
    return holder, in_link or (around is not None and around.tag == "a")


def _upwards(node: LexborNode) -> Iterator[LexborNode]:
    current: LexborNode | None = node
    while current is not None and current.tag not in {"body", "html"}:
        yield current
        current = current.parent


def is_item(block: LexborNode) -> bool:
    """Whether a paragraph stands in an item of a list."""
    return any(above.tag in {"li", "dd", "dt"} for above in islice(_upwards(block), _ITEM_REACH))


def is_teaser(block: LexborNode, found: Prose, containers: set[int]) -> bool:
    """Whether a paragraph shares its item with a link: a comment, or the summary of another article.

    An item ends where one of the `containers` of several paragraphs begins.
    """
    for above in islice(_upwards(block), _ITEM_REACH):
        if above.mem_id in containers:
            return False
        if above.mem_id in found.linked:
            return True
    return False
