"""A page's text without white space, read lazily, with the element of each character."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, islice

from selectolax.lexbor import LexborNode

_FIRST_BATCH = 400
_MOST_NODES, _MOST_CHARACTERS = 200_000, 1_500_000
UNSEEN = frozenset(("script", "style", "textarea", "title", "rt", "rp"))


class TextMap:
    """Text below `root`. Positions count characters without white space and scripts, up to the limits."""

    def __init__(self, root: LexborNode) -> None:
        self._nodes = root.traverse(include_text=True)
        self._text = ""
        self._batches: list[list[tuple[str, LexborNode]]] = []
        self._ends: list[int] = []  # end of each batch
        self._starts: dict[int, list[int]] = {}  # batch → start of each of its texts, computed on demand
        self._read_nodes = 0
        self._is_unseen = False  # the next text is a script's

    def find(self, needle: str, start: int = 0) -> int:
        """Find the first position of `needle` from `start` on, reading more text as needed; -1 without one."""
        start = max(start, 0)
        while needle:
            at = self._text.find(needle, start)
            if at >= 0:
                return at
            start = max(start, len(self._text) - len(needle) + 1)
            if not self._read():
                break
        return -1

    def find_read(self, needle: str, start: int) -> int:
        """Find `needle` like `find`, but only in the text read so far."""
        return self._text.find(needle, start)

    def last(self, needle: str, end: int) -> int:
        """Find the last position of `needle` at or before `end`; -1 without one."""
        return self._text.rfind(needle, 0, end + len(needle))

    def read_to(self, end: int) -> None:
        while len(self._text) < end and self._read():
            pass

    def between(self, start: int, end: int) -> str:
        return self._text[start:end]

    def element(self, position: int) -> LexborNode:
        """Return the element whose own text holds the character at `position`, which must be read already."""
        batch = bisect_right(self._ends, position)
        if batch not in self._starts:
            lengths = (len(text) for text, _ in self._batches[batch])
            start = self._ends[batch - 1] if batch else 0
            self._starts[batch] = list(accumulate(lengths, initial=start))[:-1]
        _, node = self._batches[batch][bisect_right(self._starts[batch], position) - 1]
        return node.parent or node

    def _read(self) -> bool:
        """Read the next batch of nodes, twice as many as before; return False at the end."""
        if self._read_nodes >= _MOST_NODES or len(self._text) >= _MOST_CHARACTERS:
            return False
        texts: list[tuple[str, LexborNode]] = []
        count, is_unseen = 0, self._is_unseen
        for node in islice(self._nodes, _FIRST_BATCH << len(self._batches)):
            count += 1
            if not node.is_text_node:
                is_unseen = node.tag in UNSEEN
                continue
            if not is_unseen:
                texts.append(("".join((node.text_content or "").split()), node))
            is_unseen = False
        self._is_unseen = is_unseen
        self._text += "".join([text for text, _ in texts])
        self._batches.append(texts)
        self._ends.append(len(self._text))
        self._read_nodes += count
        return count > 0


def solid(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())
