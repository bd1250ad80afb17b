"""Read the metadata of a file as texts by walking its parts; pixels are never decoded.

The places of XMP in files: ISO 16684, Adobe XMP part 3; of C2PA: https://spec.c2pa.org (embedding manifests).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from articles.parsing.images.file_texts import CutOff, ImageMetadata
from articles.parsing.images.formats.gif import walk_gif
from articles.parsing.images.formats.iso_media import brand_kind, walk_iso_media
from articles.parsing.images.formats.jpeg import walk_jpeg
from articles.parsing.images.formats.pdf import is_pdf, walk_pdf
from articles.parsing.images.formats.png import walk_png
from articles.parsing.images.formats.tiff import is_tiff, walk_tiff
from articles.parsing.images.formats.webp import walk_webp

MAX_BYTES = 50_000_000


class Format(NamedTuple):
    """A kind of file: how it is recognised, its media type, and the walker of its metadata."""

    name: str
    mime: str
    matches: Callable[[bytes], bool]
    walk: Callable[[bytes, ImageMetadata], None]


FORMATS = (
    Format("PNG", "image/png", lambda data: data.startswith(b"\x89PNG\r\n\x1a\n"), walk_png),
    Format("JPEG", "image/jpeg", lambda data: data.startswith(b"\xff\xd8"), walk_jpeg),
    Format("WebP", "image/webp", lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", walk_webp),
    Format("GIF", "image/gif", lambda data: data[:6] in (b"GIF87a", b"GIF89a"), walk_gif),
    Format("AVIF", "image/avif", lambda data: brand_kind(data) == "AVIF", walk_iso_media),
    Format("HEIC", "image/heic", lambda data: brand_kind(data) == "HEIC", walk_iso_media),
    Format("MP4", "video/mp4", lambda data: brand_kind(data) == "MP4", walk_iso_media),
    Format("TIFF", "image/tiff", is_tiff, walk_tiff),
    Format("PDF", "application/pdf", is_pdf, walk_pdf),
)
UNKNOWN_FORMAT = f"not a file of a kind that is read: {', '.join(each.name for each in FORMATS)}"


def has_known_format(data: bytes) -> bool:
    """Whether a file is of one of `FORMATS`."""
    return any(each.matches(data) for each in FORMATS)


def read_metadata(data: bytes) -> ImageMetadata | None:
    """Read the texts of a file; None when it is of none of `FORMATS`. Never raises."""
    for each in FORMATS:
        if each.matches(data):
            metadata = ImageMetadata(each.name, each.mime)
            try:
                each.walk(data, metadata)
            except CutOff:
                metadata.is_whole = False
            return metadata
    return None
