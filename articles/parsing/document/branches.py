"""Where the paragraphs of a page meet, and for which elements each of them counts."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from articles.parsing.document.prose import Prose

_CREDITS = (1.0, 0.5, 0.25)
_LINES, _LINES_OF_PARAGRAPH = 1, 3  # line breaks from which on a block holds paragraphs of its own
_OF_ALL = 0.6  # share of the page's prose that makes one paragraph with line breaks a body
_OF_BODY = 0.5  # share of a paragraph deep in the page that counts for the page as a whole
_MOST_FRAMES = 10
_MOST_AROUND, _MOST_UNCLOSED = 6, 100


class Branches:
    """The elements in which paragraphs meet: those with paragraphs in two or more of their children.

    Each element is visited once: a walk upwards ends where another one passed.
    """

    def __init__(self, prose: Prose, blocks: list[int]) -> None:
        self.nodes = {key: prose.nodes[key] for key in blocks}
        self._blocks = frozenset(blocks)
        self._parents: dict[int, int] = {}
        total = sum(prose.weights[key] for key in blocks)
        self.meeting = {key for key in blocks if _holds_lines(prose, key, total)}
        self._nearest: dict[int, int | None] = {}
        for key in blocks:
            self._climb(key)

    def credits(self, key: int) -> Iterator[tuple[int, float]]:
        """Yield the elements that a paragraph counts for, and how much; itself when it holds lines of its own.

        A paragraph that meets others only in the whole page counts for its frame, where shorter ones may stand.
        """
        current = key if key in self.meeting else self._next(key)
        if current is None or self._is_loose(key, current):
            frame = self._frame(self.nodes[key])
            self.nodes.setdefault(frame.mem_id, frame)
            yield frame.mem_id, 1.0
        for credit in _CREDITS:
            if current is None:
                return
            yield current, credit * (_OF_BODY if self._is_loose(key, current) else 1)
            current = self._next(current)

    def _is_loose(self, key: int, container: int) -> bool:
        return self.nodes[container].tag == "body" and key != container and self._parents.get(key) != container

    def _frame(self, node: LexborNode) -> LexborNode:
        """Return the element around a paragraph where others stand beside it, or the outermost that holds it alone."""
        if node.tag != "p":
            return node
        for _ in range(_MOST_FRAMES):
            above = node.parent
            if above is None or above.tag in {"body", "html"}:
                return above if above is not None and node.tag == "p" else node
            if _has_sibling(node):
                return above if node.tag in {"p", "section"} else node
            node = above
        return node

    def outermost(self, node: LexborNode) -> LexborNode:
        """Return the outermost of elements with prose of their own that are nested directly: tags were not closed."""
        for _ in range(_MOST_UNCLOSED):
            if node.parent is None or node.parent.mem_id not in self._blocks or node.parent.tag == "body":
                break
            node = node.parent
        return node

    def around(self, key: int) -> list[int]:
        """List the nearest meeting elements around one."""
        found: list[int] = []
        current = self._next(key)
        while current is not None and len(found) < _MOST_AROUND:
            found.append(current)
            current = self._next(current)
        return found

    def _climb(self, key: int) -> None:
        node = self.nodes[key]
        while node.tag not in {"body", "html"} and node.parent is not None:
            above = node.parent
            self._parents[node.mem_id] = above.mem_id
            if above.mem_id in self.nodes:
                self.meeting.add(above.mem_id)
                return
            self.nodes[above.mem_id] = above
            node = above

    def _next(self, key: int) -> int | None:
        """Return the nearest meeting element above; remembers it for all elements on the way."""
        way = [key]
        current = self._parents.get(key)
        while current is not None and current not in self.meeting:
            if current in self._nearest:
                current = self._nearest[current]
                break
            way.append(current)
            current = self._parents.get(current)
        self._nearest.update(dict.fromkeys(way, current))
        return current


def _has_sibling(node: LexborNode) -> bool:
    """Whether an element stands beside an element, with at most a text between."""
    before, after = node.prev, node.next
    beside = (before, before.prev if before is not None else None, after, after.next if after is not None else None)
    return any(one is not None and one.is_element_node for one in beside)


def _holds_lines(prose: Prose, key: int, total: int) -> bool:
    """Whether a block is a container of lines, which line breaks separate, rather than one paragraph."""
    breaks, node = prose.breaks.get(key, 0), prose.nodes[key]
    if node.tag == "p":
        return breaks >= _LINES_OF_PARAGRAPH and prose.weights[key] >= _OF_ALL * total
    return breaks >= _LINES
