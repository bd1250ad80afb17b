"""Hashes of character 5-grams, and the sample of them that is stored as fingerprints.

FracMinHash (Irber et al. 2022): hashes below 1/20 of their range are kept, so that the containment of two samples
estimates the containment of the two texts. Short texts keep 1/10 or 1/5, so that a quarter of one can still be found;
a hash that a longer text keeps, a shorter one keeps too. Five characters, since Chinese has no word boundaries.
Measured in `bench/evidence/reuse.py`.
"""

from __future__ import annotations

import hashlib

import numpy as np

Hashes = np.ndarray[tuple[int], np.dtype[np.int64]]

SIZE = 5
SHORTEST = 30
"""Characters; a shorter text has too few 5-grams to tell a copy from chance, so it is compared as a whole."""
SHORTEST_WHOLE = 12
"""Characters; below this even equal texts say nothing (略, 如题, 详见视频)."""

# (5-grams, n): a text with fewer 5-grams keeps one hash in n.
_DENSITIES = ((250, 5), (700, 10))
_USUAL = 20
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio


def shingles(text: str) -> Hashes:
    """Return the sorted distinct 64-bit hashes of all 5-grams of `text`, as signed numbers (SQL has no others)."""
    if len(text) < SHORTEST:
        return np.empty(0, np.int64)
    ordered = np.sort(_hashed(text).view(np.int64))
    # As np.unique, but without its hash table, which takes three times as long.
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))]


def positions(text: str) -> Hashes:
    """Return the hash of the 5-gram at each offset of `text`; empty for texts of fewer than 5 characters."""
    if len(text) < SIZE:
        return np.empty(0, np.int64)
    return _hashed(text).view(np.int64)


def sample(hashes: Hashes) -> Hashes:
    """Select the sorted hashes of a text to store: 1/20 of a long one, more of a short one."""
    return _one_in(next((each for size, each in _DENSITIES if len(hashes) < size), _USUAL), hashes)


def dense_sample(hashes: Hashes, most: int) -> Hashes:
    """Select the hashes to look up: all that a text of any length may have stored; at most `most`, the lowest."""
    return _one_in(_DENSITIES[0][1], hashes)[:most]


def _one_in(share: int, hashes: Hashes) -> Hashes:
    """Select the lowest part of the unsigned range: in sorted signed numbers a run that begins at 0."""
    return hashes[np.searchsorted(hashes, 0) : np.searchsorted(hashes, (1 << 64) // share)]


def digest(text: str) -> int:
    """Hash the whole text to a signed 64-bit number; 0 for texts that are too short."""
    if len(text) < SHORTEST_WHOLE:
        return 0
    found = int.from_bytes(hashlib.blake2b(text.encode(errors="replace"), digest_size=8).digest(), signed=True)
    return found or 1


def _hashed(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    count = len(codes) - SIZE + 1
    # Five code points of 21 bits do not fit into 64: the first three are packed, the last two mixed in.
    packed = codes[:count] | codes[1 : count + 1] << np.uint64(21) | codes[2 : count + 2] << np.uint64(42)
    packed ^= (codes[3 : count + 3] << np.uint64(21) | codes[4 : count + 4]) * _MULTIPLIER
    return _mixed(packed)


def _mixed(hashed: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """The finaliser of splitmix64 (Steele et al. 2014): every bit depends on every bit."""
    hashed = (hashed ^ (hashed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashed = (hashed ^ (hashed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashed ^ (hashed >> np.uint64(31))
