"""The texts in an EXIF block. CIPA DC-008 (Exif 3.0): a TIFF header and directories of tagged values."""

from __future__ import annotations

from collections.abc import Iterator

_MOST_DIRECTORIES, _MOST_ENTRIES, _LONGEST = 8, 400, 200_000
_NAMES = {
    0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0131: "Software", 0x013B: "Artist",
    0x02BC: "XMP", 0x8298: "Copyright", 0x927C: "MakerNote", 0x9286: "UserComment", 0x9C9B: "XPTitle",
    0x9C9C: "XPComment", 0x9C9D: "XPAuthor", 0x9C9E: "XPKeywords", 0x9C9F: "XPSubject", 0xA430: "CameraOwnerName",
    0xA436: "ImageTitle",
}  # fmt: skip
_POINTERS = frozenset((0x8769, 0xA005))  # to the Exif and the interoperability directory
_USER_COMMENT = 0x9286
_TEXTS = frozenset((1, 2, 7, 129))  # BYTE, ASCII, UNDEFINED, UTF-8


def read_exif(data: bytes) -> list[tuple[str, str]]:
    """List (tag name, text) of the named tags that hold text; broken ones are skipped. Never raises."""
    order = {b"II": "little", b"MM": "big"}.get(data[:2])
    if order is None:
        return []
    found = []
    for tag, value in _entries(data, order):
        name = _NAMES.get(tag)
        text = _text(tag, value, order) if name else ""
        if name and text:
            found.append((name, text))
    return found


def _entries(data: bytes, order: str) -> Iterator[tuple[int, bytes]]:
    """Yield each value of each directory, at most 400; each directory is visited only once."""

    def number(at: int, size: int) -> int:
        return int.from_bytes(data[at : at + size], "little" if order == "little" else "big")

    waiting, visited, left = [number(4, 4)], set[int](), _MOST_ENTRIES
    while waiting and len(visited) < _MOST_DIRECTORIES:
        start = waiting.pop(0)
        if start in visited or start < 8 or start + 2 > len(data):
            continue
        visited.add(start)
        count = min(number(start, 2), left)
        left -= count
        for at in range(start + 2, start + 2 + 12 * count, 12):
            if at + 12 > len(data):
                break
            tag, kind, size = number(at, 2), number(at + 2, 2), number(at + 4, 4)
            if tag in _POINTERS:
                waiting.append(number(at + 8, 4))
            elif kind in _TEXTS:
                place = at + 8 if size <= 4 else number(at + 8, 4)
                yield tag, data[place : place + min(size, _LONGEST)]
        if count:
            waiting.append(number(start + 2 + 12 * count, 4))


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
