"""Read the metadata of a PNG, JPEG or WebP file as texts by walking its chunks; pixels are never decoded.

PNG: https://www.w3.org/TR/png-3/ · JPEG: ITU-T T.81, T.871 · WebP: RFC 9649 · XMP in files: ISO 16684, Adobe XMP
part 3 · C2PA embedding: https://spec.c2pa.org (JPEG APP11, PNG caBX, WebP C2PA).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from articles.parsing.images.file_texts import EXIF_HEAD, MAX_TEXT, CutOff, ImageMetadata, decode_text, unpack

MAX_BYTES = 50_000_000
MAX_CHUNKS = 20_000
_MOST_FILL = 1_000  # bytes between two segments of a JPEG
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\x00"
_RAW_PROFILE = "Raw profile type "
_BARE_MARKERS = frozenset((0x01, *range(0xD0, 0xD8)))  # TEM and restart markers have no length


def read_metadata(data: bytes) -> ImageMetadata | None:
    """Read the texts of an image file; None when it is not PNG, JPEG or WebP. Never raises."""
    for matches, kind, mime, walk in _KINDS:
        if matches(data):
            metadata = ImageMetadata(kind, mime)
            try:
                walk(data, metadata)
            except CutOff:
                metadata.is_whole = False
            return metadata
    return None


def _walk_png(data: bytes, metadata: ImageMetadata) -> None:
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
        _read_png_chunk(kind, content, metadata)
    raise CutOff


def _read_png_chunk(kind: bytes, content: bytes, metadata: ImageMetadata) -> None:
    key, _, rest = content.partition(b"\x00")
    name = decode_text(key[:80])
    if kind == b"tEXt":
        _add_png_text("tEXt", name, rest, metadata)
    elif kind == b"zTXt":
        _add_png_text("zTXt", name, unpack(rest[1:]), metadata)
    elif kind == b"iTXt" and len(rest) >= 2:
        packed, (_, _, text) = rest[0], _split(rest[2:], 2)
        _add_png_text("iTXt", name, unpack(text) if packed else text, metadata)
    elif kind == b"eXIf":
        metadata.add_exif(content)
    elif kind == b"caBX":
        metadata.c2pa += content
    elif kind.upper() == b"AIGC":  # the private chunk that the practice guide allows beside text chunks
        metadata.add("AIGC", "AIGC", decode_text(content[:MAX_TEXT]))


def _add_png_text(carrier: str, name: str, value: bytes, metadata: ImageMetadata) -> None:
    if name.startswith(_RAW_PROFILE):  # ImageMagick's: a name, a length and hexadecimal digits, a line each
        digits = b"".join(value[:MAX_TEXT].split()[2:])
        try:
            value = bytes.fromhex(digits.decode("ascii"))
        except ValueError:
            return  # not ImageMagick's format: unreadable
        if name.lower().endswith(("exif", "app1")) and not value.startswith(_XMP):
            metadata.add_exif(value)
            return
        value = value.removeprefix(_XMP)
    metadata.add("XMP" if name == "XML:com.adobe.xmp" else carrier, name, decode_text(value[:MAX_TEXT]))


def _walk_jpeg(data: bytes, metadata: ImageMetadata) -> None:
    more_xmp = bytearray()
    for marker, content in _segments(data):
        if marker == 0xFE:
            metadata.add("COM", "comment", decode_text(content))
        elif marker == 0xE1 and content.startswith(EXIF_HEAD):
            metadata.add_exif(content)
        elif marker == 0xE1 and content.startswith(_XMP_MORE):
            more_xmp += content[len(_XMP_MORE) + 40 :]  # skips digest, full length and offset of the part
        elif marker == 0xE1:
            metadata.add("XMP", "XMP", decode_text(content.removeprefix(_XMP)))
        elif marker == 0xEB and content.startswith(b"JP"):
            # Each part repeats the box's length and type after its own number; keep only the first copy.
            metadata.c2pa += content[16:] if metadata.c2pa else content[8:]
        elif marker == 0xED and b"AIGC" in content:
            metadata.add("APP13", "APP13", decode_text(content))
    if more_xmp:
        metadata.add("XMP", "extended XMP", decode_text(bytes(more_xmp[:MAX_TEXT])))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the segments before the image data; no metadata follows it."""
    position = 2
    for _ in range(MAX_CHUNKS):
        fill = data[position + 1 : position + _MOST_FILL]
        position += len(fill) - len(fill.lstrip(b"\xff"))
        head = data[position : position + 4]
        if len(head) < 2 or head[0] != 0xFF:
            raise CutOff
        marker = head[1]
        if marker in {0xDA, 0xD9}:
            return
        if marker == 0xFF:
            raise CutOff
        if marker in _BARE_MARKERS:
            position += 2
            continue
        size = int.from_bytes(head[2:4])
        if size < 2 or position + 2 + size > len(data):
            raise CutOff
        yield marker, data[position + 4 : position + 2 + size]
        position += 2 + size
    raise CutOff


def _walk_webp(data: bytes, metadata: ImageMetadata) -> None:
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


_KINDS: tuple[tuple[Callable[[bytes], bool], str, str, Callable[[bytes, ImageMetadata], None]], ...] = (
    (lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"), "PNG", "image/png", _walk_png),
    (lambda data: data.startswith(b"\xff\xd8"), "JPEG", "image/jpeg", _walk_jpeg),
    (lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", "WebP", "image/webp", _walk_webp),
)


def _split(data: bytes, times: int) -> list[bytes]:
    """Split `data` at its first `times` zero bytes into always `times` + 1 parts."""
    parts = data.split(b"\x00", times)
    return parts + [b""] * (times + 1 - len(parts))
