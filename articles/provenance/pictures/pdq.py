"""PDQ, the perceptual hash of pictures that platforms exchange; 256 bits and a quality of 0–100.

By its description, https://github.com/facebook/ThreatExchange/blob/main/hashing/hashing.pdf: luminance, two passes of a
box filter both ways, 64 × 64 samples, the lower 16 × 16 of a cosine transform, one bit per value above their median.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

BITS = 256
NEAR = 31
"""Distance in bits up to which two pictures are the same; the default of HMA."""
LEAST_QUALITY = 50
"""Quality from which a hash is matched; below it a picture shows too little (a plain colour, a line), as in HMA."""
_SIDE, _KEPT = 64, 16
_LEAST_SIDE = 5
Plane = np.ndarray[Any, np.dtype[np.float64]]


def pdq(rgb: np.ndarray[Any, np.dtype[np.uint8]]) -> tuple[str, int]:
    """Return the hash of a picture (rows × columns × 3) as 64 hexadecimal digits, and its quality.

    Quality 0 for a picture of fewer than 5 pixels on a side. Linear in the pixels.
    """
    rows, columns = rgb.shape[:2]
    if min(rows, columns) < _LEAST_SIDE:
        return "0" * (BITS // 4), 0
    plane: Plane = rgb.astype(np.float64) @ np.array([0.299, 0.587, 0.114])
    for _ in range(2):
        plane = _box(plane, _window(columns), axis=1)
        plane = _box(plane, _window(rows), axis=0)
    small = plane[np.ix_(_centres(rows), _centres(columns))]
    transform = _cosines()
    values = transform @ small @ transform.T
    bits = (values > np.sort(values, axis=None)[BITS // 2 - 1]).ravel()
    return np.packbits(bits[::-1]).tobytes().hex(), _quality(small)


def distance(one: str, other: str) -> int:
    """Return in how many of 256 bits two hashes differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _window(size: int) -> int:
    return (size + 2 * _SIDE - 1) // (2 * _SIDE)


def _centres(size: int) -> np.ndarray[Any, np.dtype[np.intp]]:
    return np.array([int((place + 0.5) * size / _SIDE) for place in range(_SIDE)], np.intp)


def _box(plane: Plane, window: int, axis: int) -> Plane:
    """Average over a window along an axis; it is cut at the edges."""
    size = plane.shape[axis]
    after = (window + 2) // 2
    ends = np.minimum(np.arange(size) + after, size)
    starts = np.maximum(np.arange(size) - (window - after), 0)
    shape = (1, size) if axis else (size, 1)
    sums = np.concatenate([np.zeros_like(plane.take([0], axis)), plane.cumsum(axis)], axis)
    found: Plane = (sums.take(ends, axis) - sums.take(starts, axis)) / (ends - starts).reshape(shape)
    return found


def _quality(small: Plane) -> int:
    """Count visible steps between neighbours; the constants are those of the description."""
    steps = [np.abs(np.trunc(np.diff(small, axis=axis) * 100 / 255)).sum() for axis in (0, 1)]
    return min(100, int(sum(steps)) // 90)


@cache
def _cosines() -> Plane:
    rows, columns = np.arange(1, _KEPT + 1)[:, None], 2 * np.arange(_SIDE)[None, :] + 1
    found: Plane = np.sqrt(2 / _SIDE) * np.cos(np.pi / 2 / _SIDE * rows * columns)
    return found
