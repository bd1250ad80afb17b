"""How much of one text stands in another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from articles.provenance.reuse.shingles import Hashes, positions

LEAST = 0.08
"""Below this share, both ways, a pair is no reuse: unrelated articles reach .02 by chance."""


def containment(one: Hashes, other: Hashes) -> tuple[float, float]:
    """The share (0–1) of one text's distinct 5-grams that the other has, and the reverse; 0 for an empty text."""
    if not len(one) or not len(other):
        return 0.0, 0.0
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / len(one), shared / len(other)


def shared_with(hashes: Hashes, texts: Sequence[str]) -> list[int]:
    """How many of these distinct sorted hashes each text has: of many texts at once, without sorting any."""
    if not len(hashes) or not texts:
        return [0] * len(texts)
    # What lies across the mark between two texts is in no compared text, as the mark is neither letter nor digit.
    grams = positions("\0".join(texts))
    place = np.minimum(np.searchsorted(hashes, grams), len(hashes) - 1)
    hits = np.flatnonzero(hashes[place] == grams)
    starts = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
    has = np.zeros((len(texts), len(hashes)), np.bool_)
    has[np.searchsorted(starts, hits, side="right") - 1, place[hits]] = True
    counts: list[int] = has.sum(axis=1).tolist()
    return counts
