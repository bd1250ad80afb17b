"""Containment: the share of one text that stands in another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from articles.provenance.reuse.shingles import SIZE, Hashes, positions

LEAST = 0.08
"""A pair with less than this share both ways does not count as reuse: unrelated articles reach .02 by chance."""
ALONE = 0.25
"""From this share on no long run is needed: the copy may have changed every third word."""
RUN = 18
"""Characters; unrelated articles share runs of up to 17. Measured in `bench/evidence/reuse.py`: of the pairs between
LEAST and ALONE this keeps those with a copied sentence, and a fourth of those that only share set phrases."""


def containment(one: Hashes, other: Hashes) -> tuple[float, float]:
    """Return the share (0–1) of one text's distinct 5-grams in the other, and the reverse; 0 for an empty text."""
    if not len(one) or not len(other):
        return 0.0, 0.0
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / len(one), shared / len(other)


def shared_with(hashes: Hashes, texts: Sequence[str]) -> tuple[list[int], list[int]]:
    """Count these distinct sorted hashes in each text, and measure the longest run of characters they cover.

    Handles many texts at once without sorting any. A text without any of the hashes has a run of 0.
    """
    if not len(hashes) or not texts:
        return [0] * len(texts), [0] * len(texts)
    # 5-grams across the separator match nothing, because it is neither letter nor digit.
    grams = positions("\0".join(texts))
    place = np.minimum(np.searchsorted(hashes, grams), len(hashes) - 1)
    hits = np.flatnonzero(hashes[place] == grams)
    starts = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
    of_text = np.searchsorted(starts, hits, side="right") - 1
    has = np.zeros((len(texts), len(hashes)), np.bool_)
    has[of_text, place[hits]] = True
    counts: list[int] = has.sum(axis=1).tolist()
    runs = np.zeros(len(texts), np.int64)
    begins = np.flatnonzero(np.diff(hits, prepend=-2) != 1)
    np.maximum.at(runs, of_text[begins], np.diff(begins, append=len(hits)) + SIZE - 1)
    longest: list[int] = runs.tolist()
    return counts, longest


def is_reuse(shares: tuple[float, float], run: int) -> bool:
    """Whether a pair shares text: a large part of either, or a smaller part with a run too long for chance.

    `shares` are the containments (0–1) both ways, `run` the longest common run in characters. Any two bulletins in
    officialese share a tenth of their words; its set phrases are mostly shorter than RUN.
    """
    most = max(shares)
    return most >= ALONE or (most >= LEAST and run >= RUN)
