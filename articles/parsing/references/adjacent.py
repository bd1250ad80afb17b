"""The list of references in an element of its own below an article's body: a heading, then items or links."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from articles.parsing.document.fragments import read_fragment
from articles.parsing.extracted import ExtractedReference
from articles.parsing.references.split import split_references
from articles.parsing.references.titles import Kind, find_title
from articles.parsing.unreadable import Unreadable

_LEVELS, _NEAREST, _MOST_SIBLINGS = 2, 4, 40
_LONGEST_TITLE = 30
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "b", "strong"))
_LONGEST = 60_000  # characters of markup; a longer element is another part of the page


def references_below(body: LexborNode) -> list[ExtractedReference]:
    """Read the first list of references among the elements right below a body or its wrapper; without one, []."""
    for element in _below(body):
        title = find_title(_first_text(element))
        if title is None or title.kind is Kind.WEAK:
            continue
        markup = (element.html or "") + _list_behind(element)
        try:
            fragment = read_fragment(markup) if len(markup) <= _LONGEST else None
        except Unreadable:  # a part that nests too deeply, below an article that is read
            fragment = None
        if fragment is None:
            continue
        body_left, references, _ = split_references(fragment.paragraphs, fragment.links)
        if references and not body_left:
            return references
    return []


def _below(body: LexborNode) -> Iterator[LexborNode]:
    node: LexborNode | None = body
    for _ in range(_LEVELS):
        if node is None or node.tag in {"body", "html"}:
            return
        sibling, found = node.next, 0
        for _ in range(_MOST_SIBLINGS):
            if sibling is None or found == _NEAREST:
                break
            if sibling.is_element_node and sibling.tag not in {"script", "style"}:
                found += 1
                yield sibling
            sibling = sibling.next
        node = node.parent


def _list_behind(heading: LexborNode) -> str:
    """Return the markup of the list behind a heading that stands beside it."""
    if heading.tag not in _HEADINGS:
        return ""
    node = heading.next
    while node is not None and not node.is_element_node:
        node = node.next
    return (node.html or "") if node is not None and node.tag in {"ul", "ol", "dl"} else ""


def _first_text(element: LexborNode) -> str:
    """Return the first words of an element, as far as they can be a title."""
    for _, node in zip(range(_LONGEST_TITLE), element.traverse(include_text=True), strict=False):
        if node.is_text_node and (text := (node.text_content or "").strip()):
            return text if len(text) <= _LONGEST_TITLE else ""
    return ""
