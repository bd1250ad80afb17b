"""The region of an article in its page: maps the known text back to the elements that hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from articles.parsing.document.page import Page
from articles.parsing.document.textmap import TextMap, solid
from articles.parsing.extracted import ExtractedArticle

_MOST_SEARCHED = 500_000  # characters of paragraphs, which may be nested
_TELLING = 30
_LEVELS = 4  # paragraph, section, body, what stands around the body
_INLINE = frozenset(("a", "b", "strong", "em", "i", "u", "font", "span", "mark", "small", "label", "p"))


def roots(page: Page, longest: str) -> Iterator[LexborNode]:
    """Yield the elements to search: the surroundings of the longest paragraph, for speed, then the whole page."""
    if page.tree.body is None:
        return
    left = _MOST_SEARCHED
    for node in page.tree.css("p"):
        text = node.text()
        left -= len(text) + 1
        if longest[:_TELLING] in text:
            yield list(islice(upwards(node), _LEVELS))[-1]
            break
        if left < 0:
            break
    yield page.tree.body


@dataclass(frozen=True)
class Region:
    """The region of the page that holds the article's own text."""

    root: LexborNode
    text: TextMap
    start: int
    end: int  # of the body and its references
    container: LexborNode
    around: frozenset[int]  # the container and its ancestors
    sample: LexborNode  # the element of the longest paragraph

    @classmethod
    def find(cls, article: ExtractedArticle, root: LexborNode) -> Region | None:
        text, longest = TextMap(root), solid(max(article.body, key=len))
        middle = text.find(longest)
        if middle < 0:
            return None
        start = text.last(solid(article.body[0]), middle)
        start = middle if start < 0 else start
        end = middle + len(longest)
        tails = (article.body[-1], *(reference.headline for reference in article.references[-1:]))
        for tail in map(solid, tails):
            at = text.find(tail, end - len(tail))
            if at < 0 and root.tag != "body":
                return None
            end = max(end, at + len(tail)) if at >= 0 else end
        container = _shared_element(text.element(start), text.element(end - 1))
        around = frozenset(element.mem_id for element in upwards(container))
        return cls(root, text, start, end, container, around, text.element(middle))


def block_of(element: LexborNode) -> LexborNode:
    """Return the nearest enclosing element that is not inline, such as a paragraph."""
    for above in upwards(element):
        if above.tag == "p" or above.tag not in _INLINE:
            return above
    return element


def _shared_element(first: LexborNode, last: LexborNode) -> LexborNode:
    """Return the nearest common ancestor that is neither inline nor a paragraph."""
    firsts = {element.mem_id for element in upwards(first)}
    shared = next((element for element in upwards(last) if element.mem_id in firsts), first)
    return next((element for element in upwards(shared) if element.tag not in _INLINE), shared)


def upwards(node: LexborNode) -> Iterator[LexborNode]:
    above: LexborNode | None = node
    while above is not None and above.is_element_node:
        yield above
        above = above.parent
