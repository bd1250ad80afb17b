"""Large JSON files piece by piece: lines of bounded length, and the elements of a list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TextIO

LONGEST = 1_000_000
"""Characters of a line or of one element of a list."""
_CHUNK = 1 << 16


def lines(opened: TextIO) -> Iterator[tuple[int, str | None]]:
    """Yield number and text of the lines that are not blank; None for one that is longer than `LONGEST`."""
    number = 0
    while line := opened.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST:
            yield number, None
            while line and not line.endswith("\n"):
                line = opened.readline(LONGEST)
        elif line.strip():
            yield number, line


class Elements:
    """The elements of a JSON document that is a list, or of its list `name` near the beginning, each with its line."""

    def __init__(self, opened: TextIO, name: str) -> None:
        self._name = f'"{name}"'
        self._opened, self._buffer, self._line = opened, "", 1
        self._decoder = json.JSONDecoder()

    def are_listed(self) -> bool:
        """Find the list; False when the document has none near its beginning."""
        self._fill(_CHUNK)
        head = self._buffer.lstrip()
        at = 0 if head.startswith("[") else head.find(self._name)
        start = head.find("[", at) if at >= 0 else -1
        if start < 0 or (at and head[at + len(self._name) : start].strip() != ":"):
            return False
        self._take(len(self._buffer) - len(head) + start + 1)
        return True

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        """Yield (line, element); a string says why one could not be read."""
        while True:
            self._skip(" \t\r\n,")
            if self._buffer.startswith("]"):
                return
            if not self._buffer:
                yield self._line, "the file ends within a list"
                return
            line = self._line
            value, size = self._decoded()
            yield line, value
            if size is None:
                return
            self._take(size)

    def _decoded(self) -> tuple[Any, int | None]:
        """The next element and its length; without a length what follows cannot be read."""
        while True:
            try:
                value, size = self._decoder.raw_decode(self._buffer)
            except RecursionError:
                return "nested too deep; the rest of the list is not read", None
            except ValueError as error:
                if len(self._buffer) > LONGEST or not self._fill(len(self._buffer) + _CHUNK):
                    return f"no JSON: {getattr(error, 'msg', error)}; the rest of the list is not read", None
            else:
                return value if isinstance(value, dict | list) else "no object", size

    def _fill(self, size: int) -> bool:
        """Read on until the buffer has so many characters; whether anything came."""
        before = len(self._buffer)
        while len(self._buffer) < size and (more := self._opened.read(_CHUNK)):
            self._buffer += more
        return len(self._buffer) > before

    def _take(self, size: int) -> None:
        self._line += self._buffer.count("\n", 0, size)
        self._buffer = self._buffer[size:]

    def _skip(self, characters: str) -> None:
        while True:
            rest = self._buffer.lstrip(characters)
            self._take(len(self._buffer) - len(rest))
            if self._buffer or not self._fill(_CHUNK):
                return
