"""Character bigrams as numbers, and how rare each is in a large collection.

Two characters, since Chinese has no word boundaries: names, places, figures and odd nouns, which a rewriting has to
keep, are the rarest. The table counts documents by hashed bigram; `python -m bench.evidence.bigrams` builds it.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path

import numpy as np

Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
Weights = np.ndarray[tuple[int], np.dtype[np.float32]]

FILE = Path(__file__).parents[1] / "data" / "bigram_idf.bin"
BUCKETS = 1 << 19
"""Of the table; a rare bigram shares its bucket with a counted one in a fifth of all cases, and then weighs less."""
STEPS = 16.0
"""The table keeps ln(documents / holders) in steps of 1/16; its byte 0 stands for a bigram that nobody counted."""
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio


def bigrams(text: str) -> Numbers:
    """Return the hash of the bigram at each offset of a compared text; empty for fewer than 2 characters."""
    if len(text) < 2:
        return np.empty(0, np.int64)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    mixed = (codes[:-1] << np.uint64(21) | codes[1:]) * _MULTIPLIER
    return (mixed ^ (mixed >> np.uint64(29))).view(np.int64)


def buckets(hashes: Numbers) -> Numbers:
    """Return the place of each bigram in the table."""
    return (hashes.view(np.uint64) >> np.uint64(64 - 19)).astype(np.int64)


def rarity(hashes: Numbers) -> Weights:
    """Return ln(documents / documents with the bigram), 0 to about 11; an uncounted bigram is as rare as any."""
    return _table()[buckets(hashes)]


@cache
def _table() -> Weights:
    steps = np.frombuffer(zlib.decompress(FILE.read_bytes()), np.uint8)
    found = steps.astype(np.float32) / np.float32(STEPS)
    found[steps == 0] = np.float32(steps.max() / STEPS)
    return found
