"""Collect the texts of a file's metadata within limits."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from articles.parsing.images.exif import read_exif

MAX_TEXT, MAX_TEXTS = 2_000_000, 8_000_000
"""Most characters of one text and of all together, counted after unpacking too."""
MAX_CHUNKS = 20_000
"""Most parts of a file that are walked."""
_MOST_TEXTS = 200
EXIF_HEAD = b"Exif\x00\x00"
XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\x00"


class CutOff(ValueError):
    """A file ends inside a chunk, or exceeds the limits."""


@dataclass(frozen=True, slots=True)
class MetadataText:
    """One text: its carrier (`PNG iTXt`, `JPEG EXIF`, …), name and value."""

    carrier: str
    name: str
    value: str


@dataclass
class ImageMetadata:
    """The collected texts. `c2pa` is the embedded manifest store, empty without one.

    `is_whole` is false when the walk broke off or hit a limit, and `problem` may say why in words; `left` counts down
    from `MAX_TEXTS`.
    """

    kind: str
    mime: str
    texts: list[MetadataText] = field(default_factory=list)
    c2pa: bytearray = field(default_factory=bytearray)
    is_whole: bool = True
    problem: str | None = None
    left: int = MAX_TEXTS

    def add(self, carrier: str, name: str, value: str) -> None:
        self.left -= len(value)
        if self.left < 0 or len(self.texts) >= _MOST_TEXTS:
            self.is_whole = False
        elif value := value.strip("\x00 \r\n\t"):
            self.texts.append(MetadataText(f"{self.kind} {carrier}", name[:80], value))

    def add_exif(self, data: bytes) -> None:
        for name, value in read_exif(data.removeprefix(EXIF_HEAD)[:MAX_TEXT]):
            self.add("EXIF", name, value)


def decode_text(data: bytes) -> str:
    """Decode as UTF-8, else UTF-16 when every second byte is zero, else Latin-1, which accepts any bytes."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if text.count("\x00") * 3 > len(text):
        order = "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"
        return data.decode(order, "replace").lstrip("\ufeff")
    return text


def unpack(data: bytes) -> bytes:
    """Decompress deflate data, at most `MAX_TEXT` bytes; of incomplete data the intact beginning."""
    try:
        return zlib.decompressobj().decompress(data, MAX_TEXT)
    except zlib.error:
        return b""  # ignore a broken text; the others are still read
