"""A page's text without white space, read as far as it is asked for, and which element each character is in."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, islice

from selectolax.lexbor import LexborNode

_FIRST_BATCH = 400
_MOST_NODES, _MOST_CHARACTERS = 200_000, 1_500_000
UNSEEN = frozenset(("script", "style", "textarea", "title"))


class TextMap:
    """Positions count the characters below `root` without white space and scripts; what is beyond the limits is not
    read."""

    def __init__(self, root: LexborNode) -> None:
        self._nodes = root.traverse(include_text=True)
        self._text = ""
        self._batches: list[list[tuple[str, LexborNode]]] = []
        self._ends: list[int] = []  # of the batches
        self._starts: dict[int, list[int]] = {}  # of the texts of a batch, counted when one is asked for
        self._read_nodes = 0
        self._is_unseen = False  # the next text is a script's

    def find(self, needle: str, start: int = 0) -> int:
        """The first position of `needle` from `start` on, reading on as long as there is none; -1 without one."""
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
        """As `find`, in what was read so far."""
        return self._text.find(needle, start)

    def last(self, needle: str, end: int) -> int:
        """The last position of `needle` that begins at or before `end`; -1 without one."""
        return self._text.rfind(needle, 0, end + len(needle))

    def read_to(self, end: int) -> None:
        while len(self._text) < end and self._read():
            pass

    def between(self, start: int, end: int) -> str:
        return self._text[start:end]

    def element(self, position: int) -> LexborNode:
        """The element whose own text holds the character at `position`, which must have been read."""
        batch = bisect_right(self._ends, position)
        if batch not in self._starts:
            lengths = (len(solid(text)) for text, _ in self._batches[batch])
            start = self._ends[batch - 1] if batch else 0
            self._starts[batch] = list(accumulate(lengths, initial=start))[:-1]
        _, node = self._batches[batch][bisect_right(self._starts[batch], position) - 1]
        return node.parent or node

    def _read(self) -> bool:
        """Reads the next nodes, each time twice as many; False when there are none."""
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
                texts.append((node.text_content or "", node))
            is_unseen = False
        self._is_unseen = is_unseen
        self._text += solid("".join([text for text, _ in texts]))
        self._batches.append(texts)
        self._ends.append(len(self._text))
        self._read_nodes += count
        return count > 0


def solid(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())
