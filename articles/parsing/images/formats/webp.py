"""WebP: the RIFF chunks EXIF, XMP and C2PA. RFC 9649"""

from __future__ import annotations

from articles.parsing.images.file_texts import MAX_CHUNKS, MAX_TEXT, CutOff, ImageMetadata, decode_text


def walk_webp(data: bytes, metadata: ImageMetadata) -> None:
    """Walk the chunks. Raises CutOff when the file ends inside one."""
    position, end = 12, 8 + int.from_bytes(data[4:8], "little")
    for _ in range(MAX_CHUNKS):
        if position + 8 > min(end, len(data)):
            if end > len(data):
                raise CutOff
            return
        kind, size = data[position : position + 4], int.from_bytes(data[position + 4 : position + 8], "little")
        if position + 8 + size > len(data):
            raise CutOff
        if kind == b"EXIF":
            metadata.add_exif(data[position + 8 : position + 8 + size])
        elif kind == b"XMP ":
            metadata.add("XMP", "XMP", decode_text(data[position + 8 : position + 8 + min(size, MAX_TEXT)]))
        elif kind == b"C2PA":
            metadata.c2pa += data[position + 8 : position + 8 + size]
        position += 8 + size + size % 2
    raise CutOff
