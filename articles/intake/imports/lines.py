"""Splits a file of lines into chunks as its pieces come in; pure, and never holds more than a chunk and a line."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MAX_LINES = 100_000
LONGEST_LINE = 24 * 1024 * 1024
CHUNK_LINES, CHUNK_BYTES = 100, 1 << 20


class BadFile(ValueError):
    """The file as a whole cannot be taken; `code` says why: ``empty_file``, ``too_many_lines``, ``line_too_long``."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Chunk:
    """`content` is some lines, compressed; `first_line` what the file calls the first of them; blank ones count."""

    first_line: int
    content: bytes
    lines: int


def chunks(pieces: Iterable[bytes]) -> list[Chunk]:
    """The file in chunks, in order. Raises BadFile."""
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
    """The lines of a chunk that are not blank, with their numbers."""
    for number, line in enumerate(text.split(b"\n"), first_line):
        if line.strip():
            yield number, line


def _chunk(first: int, lines: list[bytes], filled: int) -> Chunk:
    return Chunk(first, zlib.compress(b"\n".join(lines), 1), filled)


def _lines(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """By line feed only: JSON may hold every other line separator of Unicode."""
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
