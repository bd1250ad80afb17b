"""AVIF, HEIC and MP4: boxes of the ISO base media file format (ISO/IEC 14496-12, 23008-12, 23000-22).

Pictures keep Exif, XMP and other texts as items of the `meta` box, or as `uuid` boxes; films keep texts in `moov/udta`
and `moov/meta`. Only boxes that can hold metadata are entered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from articles.parsing.images.file_texts import MAX_CHUNKS, MAX_TEXT, CutOff, ImageMetadata, decode_text
from articles.parsing.images.formats.iso_items import Item, read_items

_AVIF = frozenset((b"avif", b"avis"))
_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2", b"miaf"))
_FILM = frozenset((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"qt  ", b"dash"))
_MOST_BRANDS = 100
_XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_DEEPEST = 4


class Box(NamedTuple):
    """A box: its type, and where its content begins and ends in the file."""

    kind: bytes
    start: int
    end: int


def brand_kind(data: bytes) -> str | None:
    """Return AVIF, HEIC or MP4, by the brands that the file declares; None for other files."""
    if data[4:8] != b"ftyp":
        return None
    size = min(int.from_bytes(data[:4]), 16 + 4 * _MOST_BRANDS)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, size - 3, 4))}
    for name, known in (("AVIF", _AVIF), ("HEIC", _HEIC), ("MP4", _FILM)):
        if brands & known:
            return name
    return None


def walk_iso_media(data: bytes, metadata: ImageMetadata) -> None:
    """Walk the boxes. Raises CutOff when the file ends inside one, or holds more of them than are read."""
    for box in _boxes(data, 0, len(data)):
        if box.kind == b"meta":
            _read_meta(data, box, metadata)
        elif box.kind == b"uuid":
            _read_uuid(data[box.start : box.end], metadata)
        elif box.kind == b"moov":
            _read_film(data, box, metadata, 0)


def _boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes between two offsets. Raises CutOff for one that does not fit."""
    for _ in range(MAX_CHUNKS):
        if start == end:
            return
        size, kind = int.from_bytes(data[start : start + 4]), data[start + 4 : start + 8]
        content = start + 8
        if size == 1:
            size, content = int.from_bytes(data[content : content + 8]), start + 16
        elif size == 0:  # the box goes on to the end
            size = end - start
        if start + 8 > end or size < content - start or start + size > end:
            raise CutOff
        yield Box(kind, content, start + size)
        start += size
    raise CutOff


def _read_meta(data: bytes, box: Box, metadata: ImageMetadata) -> None:
    """Read the items that are metadata; those that do not fit into the file are skipped, and the file is not whole."""
    inside = {each.kind: each for each in _boxes(data, box.start + 4, box.end)}
    parts = {kind: data[inside[kind].start : inside[kind].end] for kind in (b"iinf", b"iloc") if kind in inside}
    if len(parts) < 2:
        return
    stored = inside.get(b"idat")
    stored_at = (stored.start, stored.end) if stored else (0, 0)
    for item in read_items(parts[b"iinf"], parts[b"iloc"]):
        content = item.content(data, stored_at, MAX_TEXT)
        if content is None:
            metadata.is_whole = False
        else:
            _read_item(item, content, metadata)


def _read_item(item: Item, content: bytes, metadata: ImageMetadata) -> None:
    if item.kind == b"Exif":
        skipped = 4 + int.from_bytes(content[:4])  # the header says how far away the TIFF block is
        metadata.add_exif(content[skipped:] if skipped < len(content) else content[4:])
    elif "xml" in item.media_type:
        metadata.add("XMP", "XMP", decode_text(content))
    elif item.kind == b"mime":
        metadata.add("item", item.name or item.media_type, decode_text(content))
    elif b"AIGC" in content:
        metadata.add("item", item.name or decode_text(item.kind), decode_text(content))


def _read_uuid(content: bytes, metadata: ImageMetadata) -> None:
    kind, content = content[:16], content[16:]
    if kind == _XMP_UUID:
        metadata.add("XMP", "XMP", decode_text(content[:MAX_TEXT]))
    elif kind == _C2PA_UUID:
        # Version and flags, the purpose ended by a zero, the offset of a further box, then the manifest store.
        purpose, _, rest = content[4:].partition(b"\x00")
        if purpose == b"manifest":
            metadata.c2pa += rest[8:]
    elif b"AIGC" in content[:MAX_TEXT]:
        metadata.add("uuid", "uuid", decode_text(content[:MAX_TEXT]))


def _read_film(data: bytes, box: Box, metadata: ImageMetadata, depth: int) -> None:
    """Read the texts of a film's user data; those with the field AIGC are kept whole."""
    for each in _boxes(data, box.start, box.end):
        content = data[each.start : min(each.end, each.start + MAX_TEXT)]
        if each.kind == b"trak" and depth < _DEEPEST:
            _read_film(data, each, metadata, depth + 1)
        elif each.kind == b"uuid":
            _read_uuid(content, metadata)
        elif each.kind in (b"udta", b"meta") and (b"AIGC" in content or b"tc260" in content.lower()):
            metadata.add(decode_text(each.kind), "AIGC", content.decode("utf-8", "replace"))
        elif each.kind == b"udta" and b"<x:xmpmeta" in content:
            metadata.add("XMP", "XMP", content.decode("utf-8", "replace"))
