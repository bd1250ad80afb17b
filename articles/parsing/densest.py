"""Finds the element that holds an article's prose on a page of unknown layout.

Each paragraph's characters count for its parent in full and for its grandparent by half; characters inside links
count against. The idea is Readability's (Arc90, 2009; Apache-2.0); the weights are ours.
"""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Containers that big publishing systems name plainly; asked first, in this order.
_NAMED = (
    "#js_content", "#artibody", "#article.article", "#article_content", "#p-detail", "#main_content",
    "#chan_newsDetail", "#UCAP-CONTENT",
    ".article-content", ".content-article", ".news_txt", ".rm_txt_con", ".all-txt", "article",
)  # fmt: skip
_LEAST = 60
"""Fewest characters of prose, links taken off twice, that make an article."""
_SHORTEST_PARAGRAPH = 15
_REACH = 6
"""Ancestors looked at for a text; a paragraph's inline markup is not deeper, and a bound keeps the walk linear."""
_UNSEEN = frozenset(("script", "style", "noscript", "template", "textarea", "select", "option", "button", "title"))
_INLINE = frozenset(("a", "b", "strong", "em", "i", "u", "font", "span", "mark", "small", "sub", "sup", "label"))


def find_body(tree: LexborHTMLParser) -> LexborNode | None:
    """The body's element; None when no element holds prose."""
    for selector in _NAMED:
        node = tree.css_first(selector)
        if node is not None and sum(weight for _, weight in _texts(node)) >= _LEAST:
            return node
    return _densest(tree)


def _densest(tree: LexborHTMLParser) -> LexborNode | None:
    root = tree.body
    if root is None:
        return None
    paragraphs: dict[int, int] = {}
    nodes: dict[int, LexborNode] = {}
    for holder, weight in _texts(root):
        paragraphs[holder.mem_id] = paragraphs.get(holder.mem_id, 0) + weight
        nodes[holder.mem_id] = holder
    scores: dict[int, float] = {}
    for key, length in paragraphs.items():
        if length >= _SHORTEST_PARAGRAPH:
            _credit(nodes[key], length, scores, nodes)
    best = max(scores, key=lambda key: scores[key], default=None)
    return nodes[best] if best is not None and scores[best] >= _LEAST else None


def _credit(holder: LexborNode, length: int, scores: dict[int, float], nodes: dict[int, LexborNode]) -> None:
    """A paragraph counts for its parent and half for its grandparent; a container's own text counts for itself."""
    node = holder.parent if holder.tag == "p" else holder
    for weight in (1.0, 0.5):
        if node is None or node.tag == "html" or (node.tag == "body" and weight < 1):
            return
        scores[node.mem_id] = scores.get(node.mem_id, 0.0) + weight * length
        nodes[node.mem_id] = node
        node = node.parent


def _texts(root: LexborNode) -> Iterator[tuple[LexborNode, int]]:
    """Each visible text below `root`: its paragraph or container, and its characters, negative inside a link."""
    for node in root.traverse(include_text=True):
        length = len((node.text_content or "").strip()) if node.is_text_node else 0
        holder = node.parent
        if not length or holder is None or holder.tag in _UNSEEN:
            continue
        in_link = False
        for _ in range(_REACH):
            in_link = in_link or holder.tag == "a"
            if holder.tag not in _INLINE or holder.parent is None:
                break
            holder = holder.parent
        yield holder, -length if in_link else length
