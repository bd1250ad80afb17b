"""Hashes of character 5-grams, and the sample of them that is kept as fingerprints.

FracMinHash (Irber et al. 2022): of all hashes those below 1/20 of their range are kept, so that samples of two texts
can be compared like the texts: the share of one sample in the other estimates the share of one text in the other.
Five characters, since Chinese has no word boundaries; measured beside other lengths and methods in `bench/reuse.py`.
"""

from __future__ import annotations

import hashlib

import numpy as np

Hashes = np.ndarray[tuple[int], np.dtype[np.int64]]

SIZE = 5
ONE_IN = 20
SHORTEST = 30
"""Characters; a shorter text has too few 5-grams to tell a copy from chance, and is compared as a whole."""
SHORTEST_WHOLE = 12
"""Characters; below this even equal texts say nothing (略, 如题, 详见视频)."""

_LIMIT = np.uint64((1 << 64) // ONE_IN)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio


def shingles(text: str) -> Hashes:
    """Sorted distinct 64-bit hashes of all 5-grams of `text`, as signed numbers (SQL has no others)."""
    if len(text) < SHORTEST:
        return np.empty(0, np.int64)
    return np.unique(_hashed(text).view(np.int64))


def positions(text: str) -> Hashes:
    """The hash of the 5-gram at each place of `text`, in order; empty for texts shorter than one."""
    if len(text) < SIZE:
        return np.empty(0, np.int64)
    return _hashed(text).view(np.int64)


def sample(hashes: Hashes) -> Hashes:
    """The hashes that are kept: the same ones of whatever text."""
    return hashes[hashes.view(np.uint64) < _LIMIT]


def digest(text: str) -> int:
    """64 bits of the whole text as a signed number; 0 for texts too short to say anything."""
    if len(text) < SHORTEST_WHOLE:
        return 0
    found = int.from_bytes(hashlib.blake2b(text.encode(errors="replace"), digest_size=8).digest(), signed=True)
    return found or 1


def _hashed(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    count = len(codes) - SIZE + 1
    hashed = np.zeros(count, np.uint64)
    for offset in range(SIZE):
        hashed = (hashed ^ codes[offset : offset + count]) * _MULTIPLIER
        hashed ^= hashed >> np.uint64(29)
    return _mixed(hashed)


def _mixed(hashed: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """The finaliser of splitmix64 (Steele et al. 2014): every bit depends on every bit."""
    hashed = (hashed ^ (hashed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashed = (hashed ^ (hashed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashed ^ (hashed >> np.uint64(31))
