"""TIFF and DNG: the tags of their directories, XMP and C2PA among them. TIFF 6.0, BigTIFF, Adobe DNG 1.7"""

from __future__ import annotations

from articles.parsing.images.exif import read_tags
from articles.parsing.images.file_texts import CutOff, ImageMetadata

_MAGIC = (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")


def is_tiff(data: bytes) -> bool:
    """Whether the file begins like a TIFF or a BigTIFF."""
    return data[:4] in _MAGIC


def walk_tiff(data: bytes, metadata: ImageMetadata) -> None:
    """Read the tags of the directories. Raises CutOff when one of them, or a text of it, is not within the file."""
    tags = read_tags(data)
    for name, value in tags.texts:
        metadata.add("XMP" if name == "XMP" else "tag", name, value)
    metadata.c2pa += tags.c2pa
    if not tags.is_whole:
        raise CutOff
