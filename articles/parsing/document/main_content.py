"""Find the element that holds an article's prose on a page of unknown layout.

The characters of each paragraph count fully for its parent and half for its grandparent; characters inside links
count negative. The idea is Readability's (Arc90, 2009; Apache-2.0); the weights are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

# Containers with the usual names of publishing systems.
_NAMED = ", ".join((
    "#js_content", "#artibody", "#article.article", "#article_content", "#p-detail", "#main_content",
    "#chan_newsDetail", "#UCAP-CONTENT", '[itemprop="articleBody"]',
    ".article-content", ".content-article", ".news_txt", ".rm_txt_con", ".all-txt", ".entry-content", ".post-content",
    ".article-body", ".article__body", ".TRS_Editor", ".content_area", "article",
))  # fmt: skip
_MOST_NAMED, _MOST_NODES = 8, 20_000
_SHARE = 0.6
"""Least share of the densest element's prose that a named container must hold to win: teasers have names, too."""
_LEAST = 60
"""Fewest characters of prose that make an article; characters in links are subtracted twice."""
_SHORTEST_PARAGRAPH = 15
_MOST_WRAPPERS, _MOST_CHILDREN = 4, 500
_ASIDE = re.compile(
    r"(?:^|\s)(?:(?:comments?|footer|recommend|related|copyright|disclaimer|breadcrumbs?)(?:[\s_-]|$)|"
    r"(?:sidebar|nav|navbar)(?:\s|$))",
    re.IGNORECASE,
)
_REACH = 6
"""Most ancestors checked per text: inline markup is not deeper, and a bound keeps the walk linear."""
_UNSEEN = frozenset(("script", "style", "noscript", "template", "textarea", "select", "option", "button", "title"))
_INLINE = frozenset(("a", "b", "strong", "em", "i", "u", "font", "span", "mark", "small", "sub", "sup", "label"))


def find_body(tree: LexborHTMLParser) -> LexborNode | None:
    """Find the body's element; None when no element holds prose."""
    densest = _densest(tree)
    least = max(_LEAST, _SHARE * _prose(densest)) if densest is not None else _LEAST
    named = ((_prose(node), node) for node in tree.css(_NAMED)[:_MOST_NAMED])
    enough = [(prose, node) for prose, node in named if prose >= least]
    return min(enough, key=lambda found: found[0])[1] if enough else densest


def _prose(node: LexborNode) -> int:
    """Count the characters of prose below an element, minus those in links; in a long one only its first nodes."""
    return sum(weight for _, weight in _texts(node, _MOST_NODES))


def _densest(tree: LexborHTMLParser) -> LexborNode | None:
    root = tree.body
    if root is None:
        return None
    paragraphs: dict[int, int] = {}
    nodes: dict[int, LexborNode] = {}
    for holder, weight in _texts(root):
        paragraphs[holder.mem_id] = paragraphs.get(holder.mem_id, 0) + weight
        nodes[holder.mem_id] = holder
    long_ones = {key: length for key, length in paragraphs.items() if length >= _SHORTEST_PARAGRAPH}
    aside: dict[int, bool] = {}
    for candidates in ({key: n for key, n in long_ones.items() if not _is_aside(nodes[key], aside)}, long_ones):
        scores: dict[int, float] = {}
        for key, length in candidates.items():
            _credit(nodes[key], length, scores, nodes)
        best = max(scores, key=lambda key: scores[key], default=None)
        whole = _whole(nodes[best], scores) if best is not None else None
        if whole is not None and _prose(whole) >= _LEAST:
            return whole
    return None


def _whole(node: LexborNode, scores: dict[int, float]) -> LexborNode:
    """Return `node`, or its parent when it is one of several similar ones: editors wrap each section in an element."""
    for _ in range(_MOST_WRAPPERS):
        parent = node.parent
        if parent is None or parent.tag in {"body", "html", "main"}:
            break
        kind = (node.tag, node.attributes.get("class") or "")
        if kind[0] not in {"div", "section"}:
            break
        alike, child = 0, parent.first_child
        for _ in range(_MOST_CHILDREN):
            if child is None:
                break
            same = child.is_element_node and (child.tag, child.attributes.get("class") or "") == kind
            alike += same and scores.get(child.mem_id, 0.0) >= _SHORTEST_PARAGRAPH
            child = child.next
        if alike < (2 if kind[1] else 3):
            break
        node = parent
    return node


def _is_aside(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether a text stands in footer, navigation, comments or lists, by the names of its ancestors."""
    walked: list[int] = []
    answer = False
    current: LexborNode | None = node
    for _ in range(_REACH):
        if current is None or current.tag in {"body", "html"}:
            break
        if current.mem_id in known:
            answer = known[current.mem_id]
            break
        walked.append(current.mem_id)
        names = current.attributes
        if current.tag in {"footer", "nav", "aside"} or _ASIDE.search(f"{names.get('class')} {names.get('id')}"):
            answer = True
            break
        current = current.parent
    if answer:
        known.update(dict.fromkeys(walked, True))
    return answer


def _credit(holder: LexborNode, length: int, scores: dict[int, float], nodes: dict[int, LexborNode]) -> None:
    """Count a paragraph for its parent and half for its grandparent; a container's own text counts for itself."""
    node = holder.parent if holder.tag == "p" else holder
    for weight in (1.0, 0.5):
        if node is None or node.tag == "html" or (node.tag == "body" and weight < 1):
            return
        scores[node.mem_id] = scores.get(node.mem_id, 0.0) + weight * length
        nodes[node.mem_id] = node
        node = node.parent


def _texts(root: LexborNode, most: int | None = None) -> Iterator[tuple[LexborNode, int]]:
    """Yield each visible text below `root`: its paragraph or container, and its length, negative inside a link."""
    for node in islice(root.traverse(include_text=True), most):
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
