"""The pixels of a picture's file, within bounds: what a hostile file could cost is known from its header."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from threading import Lock
from typing import Any

import numpy as np
from PIL import Image, ImageFile

from articles.provenance.pictures.pdq import pdq

MOST_BYTES = 20_000_000
MOST_PIXELS = 25_000_000
"""Pixels of a picture that is decoded: 75 MB as numbers. A file of 1 kB can claim a thousand times as many."""
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_SIDE = 1024
"""Pixels of the longer side that is hashed; larger pictures are averaged down first, which changes a few bits."""
_BROKEN = (OSError, ValueError, SyntaxError, TypeError, IndexError, KeyError, EOFError, struct.error, zlib.error)


class BrokenPicture(ValueError):
    """The file is no picture that can be decoded; the message says why."""


class _Whole:
    """Refuses files that end too early: other libraries tell Pillow to fill them up, for the whole process.

    One thread at a time: the setting is Pillow's own, and holds for all.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._before = False

    def __enter__(self) -> None:
        self._lock.acquire()
        self._before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False

    def __exit__(self, *_: object) -> None:
        ImageFile.LOAD_TRUNCATED_IMAGES = self._before
        self._lock.release()


_WHOLE = _Whole()


def hash_picture(data: bytes) -> tuple[str, int]:
    """Return the PDQ hash and quality of a file; of a moving one its first frame. Raises BrokenPicture."""
    return pdq(_pixels(data))


def _pixels(data: bytes) -> np.ndarray[Any, np.dtype[np.uint8]]:
    if len(data) > MOST_BYTES:
        raise BrokenPicture(f"larger than {MOST_BYTES:,} bytes")
    try:
        with _WHOLE, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                _check_size(*picture.size)
                factor = max(1, max(picture.size) // _SIDE)
                shown = _on_white(picture)
                return np.asarray(shown.reduce(factor) if factor > 1 else shown)
    except BrokenPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BrokenPicture(f"far more than {MOST_PIXELS:,} pixels, which are decoded at most") from error
    except _BROKEN as error:
        raise BrokenPicture(f"no {', '.join(_FORMATS)} that can be decoded") from error


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise BrokenPicture(f"{width:,} × {height:,} pixels; at most {MOST_PIXELS:,} are decoded")


def _on_white(picture: Image.Image) -> Image.Image:
    """What a reader sees: transparent parts are white."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        whole = picture.convert("RGBA")
        white = Image.new("RGBA", whole.size, "white")
        return Image.alpha_composite(white, whole).convert("RGB")
    return picture.convert("RGB")
