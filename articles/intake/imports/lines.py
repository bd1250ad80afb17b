"""Split a streamed file of lines into chunks. Pure; memory holds at most one chunk and one line."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MAX_LINES = 100_000
LONGEST_LINE = 24 * 1024 * 1024
CHUNK_LINES, CHUNK_BYTES = 100, 1 << 20


class BadFile(ValueError):
    """The whole file is refused; `code` says why: ``empty_file``, ``too_many_lines``, ``line_too_long``."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some lines of a file. `content` is compressed; `first_line` is the number of the first (blank lines count)."""

    first_line: int
    content: bytes
    lines: int


def chunks(pieces: Iterable[bytes]) -> list[Chunk]:
    """Split the file into chunks, in order. Raises BadFile."""
    made: list[Chunk] = []
    held: list[bytes] = []
    first, filled, total, size = 1, 0, 0, 0
    for number, line in enumerate(_lines(pieces), 1):
        if line.strip():
            filled += 1
            total += 1
            if total > MAX_LINES:
                raise BadFile("too_many_lines", f"more than {MAX_LINES:,} submissions; send several files")
        held.append(line)
        size += len(line)
        if len(held) >= CHUNK_LINES or size >= CHUNK_BYTES:
            made.append(_chunk(first, held, filled))
            held, first, filled, size = [], number + 1, 0, 0
    made.append(_chunk(first, held, filled))
    whole = [chunk for chunk in made if chunk.lines]
    if not whole:
        raise BadFile("empty_file", "there is no line in it")
    return whole


def numbered(first_line: int, text: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the non-blank lines of a chunk with their numbers in the file."""
    for number, line in enumerate(text.split(b"\n"), first_line):
        if line.strip():
            yield number, line


def _chunk(first: int, lines: list[bytes], filled: int) -> Chunk:
    return Chunk(first, zlib.compress(b"\n".join(lines), 1), filled)


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Split at line feeds only: a JSON string may hold any other line separator of Unicode."""
    rest: list[bytes] = []
    waiting, number = 0, 1
    for piece in pieces:
        head, *others = piece.split(b"\n")
        rest.append(head)
        waiting += len(head)
        if waiting > LONGEST_LINE:
            raise BadFile("line_too_long", f"line {number} has more than {LONGEST_LINE:,} bytes")
        for line in others:
            yield b"".join(rest)
            number += 1
            rest, waiting = [line], len(line)
    yield b"".join(rest)
