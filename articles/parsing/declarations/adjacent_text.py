"""Declarations beside an article's body, in elements of their own above or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from articles.parsing.declarations.notices import declares
from articles.parsing.document.page import squeeze
from articles.parsing.menus import Menu

_SHORTEST, _LONGEST = 4, 60  # characters; shorter badges (原创) are left to the adapters, which know when they show
_LABELLED = re.compile(r"[^\s:：]{0,4}(?:声明|提示)\s?[:：]")
_MOST_SIBLINGS = 30
_MOST_NODES = 200
_UNSEEN = frozenset(("script", "style", "template", "noscript"))


def declarations_beside(body: LexborNode, menu: Menu = ()) -> list[str]:
    """List the short texts next to `body` that are a declaration (作品声明：内容取材于网络), in the page's order.

    `menu` is the platform's own (`Page.menu`).
    """
    found: list[str] = []
    for element in (*reversed(list(_siblings(body, back=True))), *_siblings(body, back=False)):
        texts = list(_texts(element))
        whole = squeeze("".join(texts)) if sum(map(len, texts)) <= _LONGEST else ""
        is_one = _LABELLED.match(whole) and declares(whole, menu)  # label and declaration may be two elements
        candidates = [whole] if is_one else [squeeze(text) for text in texts]
        found += [text for text in candidates if _SHORTEST <= len(text) <= _LONGEST and declares(text, menu)]
    return list(dict.fromkeys(found))


def _siblings(node: LexborNode, *, back: bool) -> Iterator[LexborNode]:
    for _ in range(_MOST_SIBLINGS):
        sibling = node.prev if back else node.next
        if sibling is None:
            return
        node = sibling
        if node.is_element_node and node.tag not in _UNSEEN:
            yield node


def _texts(element: LexborNode) -> Iterator[str]:
    for node in islice(element.traverse(include_text=True), _MOST_NODES):
        if node.is_text_node and (node.parent is None or node.parent.tag not in _UNSEEN):
            yield node.text_content or ""
