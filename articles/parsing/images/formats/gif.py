"""GIF: comments, plain text, and application extensions with XMP or C2PA.

https://www.w3.org/Graphics/GIF/spec-gif89a.txt; Adobe XMP part 3, 1.1.2: XMP stands in one piece, without the lengths
of sub-blocks, and a trailer of falling bytes leads every reader to its end.
"""

from __future__ import annotations

from articles.parsing.images.file_texts import MAX_CHUNKS, MAX_TEXT, CutOff, ImageMetadata, decode_text

_MOST_BLOCKS = 300_000
"""Most sub-blocks of one image or extension; the 50 MB that are read hold 200,000 full ones."""
_TRAILER = bytes((1, *range(0xFF, -1, -1)))
_IMAGE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_COMMENT, _TEXT, _APPLICATION = 0xFE, 0x01, 0xFF


def walk_gif(data: bytes, metadata: ImageMetadata) -> None:
    """Walk the blocks up to the trailer. Raises CutOff when the file ends before it."""
    position = 13 + _table_size(data, 10)
    for _ in range(MAX_CHUNKS):
        kind = _byte(data, position)
        if kind == _END:
            return
        if kind == _IMAGE:
            position += 10 + _table_size(data, position + 9) + 1
            position, _content = _blocks(data, position, keep=False)
        elif kind == _EXTENSION:
            label = _byte(data, position + 1)
            start = position + 2
            position, content = _blocks(data, start, keep=label in (_COMMENT, _TEXT, _APPLICATION))
            _read_extension(label, content, data[start:position], metadata)
        else:
            raise CutOff
    raise CutOff


def _read_extension(label: int, content: bytes, raw: bytes, metadata: ImageMetadata) -> None:
    """Read an extension: its sub-blocks joined, and the bytes as they stand, lengths included."""
    if label == _COMMENT:
        metadata.add("comment", "comment", decode_text(content[:MAX_TEXT]))
    elif label == _TEXT:
        metadata.add("plain text", "text", decode_text(content[12:MAX_TEXT]))
    elif label == _APPLICATION:
        name, inside = content[:11], content[11:]
        if name.startswith(b"XMP Data"):
            whole = raw[12:].removesuffix(b"\x00").removesuffix(_TRAILER.removesuffix(b"\x00"))
            # Some writers put XMP into sub-blocks like any other data.
            text = inside if inside.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" else whole
            metadata.add("XMP", "XMP", decode_text(text[:MAX_TEXT]))
        elif name.startswith(b"C2PA_GIF"):
            metadata.c2pa += inside
        elif b"AIGC" in name or b"AIGC" in inside:
            metadata.add("application extension", decode_text(name), decode_text(inside[:MAX_TEXT]))


def _blocks(data: bytes, position: int, *, keep: bool) -> tuple[int, bytes]:
    """Return the position after the sub-blocks that begin at `position`, and their content if it is to be kept."""
    parts: list[bytes] = []
    end = len(data)
    for _ in range(_MOST_BLOCKS):
        if position >= end:
            break
        size = data[position]
        if not size:
            return position + 1, b"".join(parts)
        if keep:
            parts.append(data[position + 1 : position + 1 + size])
        position += 1 + size
    raise CutOff


def _table_size(data: bytes, at: int) -> int:
    """Return the bytes of the colour table that the flags at `at` announce."""
    flags = _byte(data, at)
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _byte(data: bytes, at: int) -> int:
    if at >= len(data):
        raise CutOff
    return data[at]
