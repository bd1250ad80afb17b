"""The items of a `meta` box: which are metadata (`iinf`), and where their bytes are (`iloc`). ISO/IEC 14496-12, 8.11"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from articles.parsing.images.file_texts import CutOff, decode_text, unpack

_MOST_ITEMS, _MOST_EXTENTS = 5_000, 5_000
_METADATA = frozenset((b"Exif", b"mime", b"uri "))


@dataclass(frozen=True)
class Item:
    """An item of metadata. `extents` are (offset, length); length 0 is the rest of the file.

    `is_stored`: offsets count in the `idat` box.
    """

    kind: bytes
    name: str
    media_type: str
    encoding: str
    extents: tuple[tuple[int, int], ...]
    is_stored: bool

    def content(self, data: bytes, stored: tuple[int, int], most: int) -> bytes | None:
        """Return the item's bytes, unpacked, at most `most`; None when they are not within the file."""
        begin, end = stored if self.is_stored else (0, len(data))
        parts, left = [], most
        for offset, length in self.extents:
            start = begin + offset
            stop = start + length if length else end
            if stop > end or start > stop:
                return None
            parts.append(data[start : min(stop, start + left)])
            left -= len(parts[-1])
        content = b"".join(parts)
        return unpack(content) if self.encoding == "deflate" else content


class _Numbers:
    """Reads numbers and texts of a box one after the other. Raises CutOff at its end."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data, self.at = data, at

    def number(self, size: int) -> int:
        self.at += size
        if self.at > len(self.data):
            raise CutOff
        return int.from_bytes(self.data[self.at - size : self.at])

    def text(self) -> str:
        """Read a text that a zero byte ends; the last one may lack it."""
        end = self.data.find(b"\x00", self.at)
        end = len(self.data) if end < 0 else end
        text = decode_text(self.data[self.at : min(end, self.at + 500)])
        self.at = end + 1
        return text


def read_items(information: bytes, locations: bytes) -> Iterator[Item]:
    """Yield the items of metadata, from the contents of `iinf` and `iloc`. Raises CutOff when these are broken."""
    described = dict(_described(information))
    for number, is_stored, extents in _located(locations):
        if number in described:
            kind, name, media_type, encoding = described[number]
            yield Item(kind, name, media_type, encoding, extents, is_stored)


def _described(data: bytes) -> Iterator[tuple[int, tuple[bytes, str, str, str]]]:
    """Yield (item, (type, name, media type, encoding)) of each item of metadata."""
    numbers = _Numbers(data)
    version = numbers.number(4) >> 24
    count = numbers.number(2 if version == 0 else 4)
    at = numbers.at
    for _ in range(min(count, _MOST_ITEMS)):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if size < 8 or at + size > len(data):
            raise CutOff
        entry = _Numbers(data[at : at + size], 8)
        version = entry.number(4) >> 24
        at += size
        if kind != b"infe" or version < 2:
            continue
        number, _protection = entry.number(2 if version == 2 else 4), entry.number(2)
        kind = entry.number(4).to_bytes(4)
        if kind in _METADATA:
            name = entry.text()
            media_type = entry.text().lower() if kind == b"mime" else ""
            yield number, (kind, name, media_type, entry.text() if kind == b"mime" else "")


def _located(data: bytes) -> Iterator[tuple[int, bool, tuple[tuple[int, int], ...]]]:
    """Yield (item, whether its offsets count in `idat`, its extents) of each item in the file itself."""
    numbers = _Numbers(data)
    version = numbers.number(4) >> 24
    sizes = numbers.number(2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version in (1, 2) else 0
    count = numbers.number(2 if version < 2 else 4)
    extents_left = _MOST_EXTENTS
    for _ in range(min(count, _MOST_ITEMS)):
        number = numbers.number(2 if version < 2 else 4)
        method = numbers.number(2) & 15 if version in (1, 2) else 0
        reference, base = numbers.number(2), numbers.number(base_size)
        extents = []
        for _ in range(numbers.number(2)):
            extents_left -= 1
            if extents_left < 0:
                raise CutOff
            numbers.number(index_size)
            offset = numbers.number(offset_size)
            extents.append((base + offset, numbers.number(length_size)))
        if reference == 0 and method in (0, 1):
            yield number, method == 1, tuple(extents)
