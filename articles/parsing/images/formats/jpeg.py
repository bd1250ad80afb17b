"""JPEG: comments, Exif, XMP in one or several segments, C2PA in APP11. ITU-T T.81, T.871; Adobe XMP part 3."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.parsing.images.file_texts import (
    EXIF_HEAD,
    MAX_CHUNKS,
    MAX_TEXT,
    XMP_HEAD,
    CutOff,
    ImageMetadata,
    decode_text,
)

_MOST_FILL = 1_000  # bytes between two segments
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\x00"
_SCAN, _END = 0xDA, 0xD9
# In a scan 0xFF is followed by a stuffed zero, a restart marker or fill; anything else ends it.
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_BARE_MARKERS = frozenset((0x01, *range(0xD0, 0xD8)))  # TEM and restart markers have no length


def walk_jpeg(data: bytes, metadata: ImageMetadata) -> None:
    """Walk the segments before, between and after the scans. Raises CutOff when the file ends before the first one."""
    more_xmp = bytearray()
    for marker, content in _segments(data):
        if marker == 0xFE:
            metadata.add("COM", "comment", decode_text(content))
        elif marker == 0xE1 and content.startswith(EXIF_HEAD):
            metadata.add_exif(content)
        elif marker == 0xE1 and content.startswith(_XMP_MORE):
            more_xmp += content[len(_XMP_MORE) + 40 :]  # skips digest, full length and offset of the part
        elif marker == 0xE1:
            metadata.add("XMP", "XMP", decode_text(content.removeprefix(XMP_HEAD)))
        elif marker == 0xEB and content.startswith(b"JP"):
            # Each part repeats the box's length and type after its own number; keep only the first copy.
            metadata.c2pa += content[16:] if metadata.c2pa else content[8:]
        elif marker == 0xED and b"AIGC" in content:
            metadata.add("APP13", "APP13", decode_text(content))
    if more_xmp:
        metadata.add("XMP", "extended XMP", decode_text(bytes(more_xmp[:MAX_TEXT])))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments up to the end of the image; writers of manifests append them to the scan, too."""
    position, is_scanned = 2, False
    for _ in range(MAX_CHUNKS):
        fill = data[position + 1 : position + _MOST_FILL]
        position += len(fill) - len(fill.lstrip(b"\xff"))
        head = data[position : position + 4]
        size = int.from_bytes(head[2:4])
        is_whole = len(head) == 4 and size >= 2 and position + 2 + size <= len(data)
        if head[:1] == b"\xff" and head[1:2] == bytes([_END]):
            return
        if head[:1] == b"\xff" and head[1:2] and head[1] in _BARE_MARKERS:
            position += 2
            continue
        if head[:1] != b"\xff" or head[1:2] in (b"", b"\xff") or not (is_whole or head[1] == _SCAN):
            if is_scanned:
                return  # the image is there; what follows it is damaged
            raise CutOff
        if head[1] == _SCAN:
            is_scanned = True
            marker = _AFTER_SCAN.search(data, position + 2 + size)
            if marker is None:
                return
            position = marker.start()
            continue
        yield head[1], data[position + 4 : position + 2 + size]
        position += 2 + size
    if not is_scanned:
        raise CutOff
