"""PNG: text chunks, eXIf, caBX (C2PA) and the private chunk AIGC. https://www.w3.org/TR/png-3/"""

from __future__ import annotations

from articles.parsing.images.file_texts import (
    MAX_CHUNKS,
    MAX_TEXT,
    XMP_HEAD,
    CutOff,
    ImageMetadata,
    decode_text,
    unpack,
)

_RAW_PROFILE = "Raw profile type "


def walk_png(data: bytes, metadata: ImageMetadata) -> None:
    """Walk the chunks up to IEND. Raises CutOff when the file ends before it."""
    position = 8
    for _ in range(MAX_CHUNKS):
        kind, size = data[position + 4 : position + 8], int.from_bytes(data[position : position + 4])
        content = data[position + 8 : position + 8 + size] if kind != b"IDAT" else b""
        if len(kind) < 4 or position + 12 + size > len(data):
            raise CutOff
        position += 12 + size
        if kind == b"IEND":
            return
        if metadata.left < 0:
            raise CutOff
        _read_chunk(kind, content, metadata)
    raise CutOff


def _read_chunk(kind: bytes, content: bytes, metadata: ImageMetadata) -> None:
    key, _, rest = content.partition(b"\x00")
    name = decode_text(key[:80])
    if kind == b"tEXt":
        _add_text("tEXt", name, rest, metadata)
    elif kind == b"zTXt":
        _add_text("zTXt", name, unpack(rest[1:]), metadata)
    elif kind == b"iTXt" and len(rest) >= 2:
        packed, (_, _, text) = rest[0], _split(rest[2:], 2)
        _add_text("iTXt", name, unpack(text) if packed else text, metadata)
    elif kind == b"eXIf":
        metadata.add_exif(content)
    elif kind == b"caBX":
        metadata.c2pa += content
    elif kind.upper() == b"AIGC":  # the private chunk that the practice guide allows beside text chunks
        metadata.add("AIGC", "AIGC", decode_text(content[:MAX_TEXT]))


def _add_text(carrier: str, name: str, value: bytes, metadata: ImageMetadata) -> None:
    if name.startswith(_RAW_PROFILE):  # ImageMagick's: a name, a length and hexadecimal digits, a line each
        digits = b"".join(value[:MAX_TEXT].split()[2:])
        try:
            value = bytes.fromhex(digits.decode("ascii"))
        except ValueError:
            return  # not ImageMagick's format: unreadable
        if name.lower().endswith(("exif", "app1")) and not value.startswith(XMP_HEAD):
            metadata.add_exif(value)
            return
        value = value.removeprefix(XMP_HEAD)
    metadata.add("XMP" if name == "XML:com.adobe.xmp" else carrier, name, decode_text(value[:MAX_TEXT]))


def _split(data: bytes, times: int) -> list[bytes]:
    """Split `data` at its first `times` zero bytes into always `times` + 1 parts."""
    parts = data.split(b"\x00", times)
    return parts + [b""] * (times + 1 - len(parts))
