"""The texts in an EXIF block or a TIFF file: a header and directories of tagged values.

CIPA DC-008 (Exif 3.0), TIFF 6.0. BigTIFF has the same directories with wider numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

_MOST_DIRECTORIES, _MOST_ENTRIES, _LONGEST, _MOST_BYTES = 8, 400, 200_000, 8_000_000
_NAMES = {
    0x010D: "DocumentName", 0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0131: "Software",
    0x013B: "Artist", 0x02BC: "XMP", 0x8298: "Copyright", 0x927C: "MakerNote", 0x9286: "UserComment",
    0x9C9B: "XPTitle", 0x9C9C: "XPComment", 0x9C9D: "XPAuthor", 0x9C9E: "XPKeywords", 0x9C9F: "XPSubject",
    0xA430: "CameraOwnerName", 0xA436: "ImageTitle",
}  # fmt: skip
_POINTERS = frozenset((0x8769, 0xA005))  # to the Exif and the interoperability directory
_USER_COMMENT, _C2PA = 0x9286, 0xCD41
_TEXTS = frozenset((1, 2, 7, 129))  # BYTE, ASCII, UNDEFINED, UTF-8


@dataclass
class Tags:
    """The (tag name, text) pairs, and the C2PA manifest store. `is_whole`: all of them lie within the bytes."""

    texts: list[tuple[str, str]] = field(default_factory=list)
    c2pa: bytes = b""
    is_whole: bool = True


def read_exif(data: bytes) -> list[tuple[str, str]]:
    """List (tag name, text) of the named tags that hold text; broken ones are skipped. Never raises."""
    return read_tags(data).texts


def read_tags(data: bytes) -> Tags:
    """Read the named tags that hold text, and any other that names the field AIGC. Never raises."""
    tags = Tags()
    order = {b"II": "little", b"MM": "big"}.get(data[:2])
    if order is None:
        tags.is_whole = False
        return tags
    left = _MOST_BYTES
    for tag, value in _entries(data, order, tags):
        left -= len(value)
        if left < 0:
            tags.is_whole = False
            break
        if tag == _C2PA:
            tags.c2pa = value
            continue
        name = _NAMES.get(tag) or (f"tag {tag}" if b"AIGC" in value else "")
        text = _text(tag, value, order) if name else ""
        if text:
            tags.texts.append((name, text))
    return tags


def _entries(data: bytes, order: str, tags: Tags) -> Iterator[tuple[int, bytes]]:
    """Yield each value of each directory, at most 400; each directory is visited only once."""

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], "little" if order == "little" else "big")

    is_big = number(2, 2) == 43
    wide, count_size, entry = (8, 8, 20) if is_big else (4, 2, 12)
    first = number(8, 8) if is_big else number(4, 4)
    waiting, visited, left = [first], set[int](), _MOST_ENTRIES
    while waiting and len(visited) < _MOST_DIRECTORIES:
        start = waiting.pop(0)
        if start in visited or start == 0:
            continue
        if start < 8 or start + count_size > len(data):
            tags.is_whole = False
            continue
        visited.add(start)
        begin = start + count_size
        count = min(number(start, count_size), left)
        left -= count
        for at in range(begin, begin + entry * count, entry):
            if at + entry > len(data):
                tags.is_whole = False
                break
            tag, kind, size = number(at, 2), number(at + 2, 2), number(at + 4, wide)
            value_at = at + 4 + wide
            if tag in _POINTERS:
                waiting.append(number(value_at, wide))
            elif kind in _TEXTS:
                place = value_at if size <= wide else number(value_at, wide)
                value = data[place : place + min(size, _LONGEST)]
                tags.is_whole &= place + size <= len(data)
                yield tag, value
        if count:
            waiting.append(number(begin + entry * count, wide))


def _text(tag: int, value: bytes, order: str) -> str:
    if tag == _USER_COMMENT:
        code, rest = value[:8], value[8:]
        if code == b"UNICODE\x00":
            return _utf16(rest, order)
        # ASCII by name, or undefined; writers put UTF-8 into both, and some leave the eight bytes out.
        value = rest if code in {b"ASCII\x00\x00\x00", bytes(8), b"JIS\x00\x00\x00\x00\x00"} else value
    elif 0x9C9B <= tag <= 0x9C9F:
        return _utf16(value, "little")
    return value.decode("utf-8", "replace").strip("\x00 ")


def _utf16(value: bytes, order: str) -> str:
    """Decode in the block's byte order, or in the other one if that gives more ASCII: writers disagree."""
    texts = [value.decode(name, "replace").strip("\x00 \ufeff") for name in ("utf-16-le", "utf-16-be")]
    if order == "big":
        texts.reverse()
    return max(texts, key=lambda text: sum(character.isascii() for character in text))
