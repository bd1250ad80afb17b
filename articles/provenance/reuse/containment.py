"""How much of one text stands in another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from articles.provenance.reuse.shingles import SIZE, Hashes, positions

LEAST = 0.08
"""Below this share, both ways, a pair is no reuse: unrelated articles reach .02 by chance."""
ALONE = 0.25
"""From this share on the words may be in pieces: every third one is changed."""
RUN = 18
"""Characters; unrelated articles share runs of up to 17. Measured in `bench/reuse.py`: of the pairs between LEAST and
ALONE this keeps those with a copied sentence, and a fourth of those that only have the same manner of speaking."""


def containment(one: Hashes, other: Hashes) -> tuple[float, float]:
    """The share (0–1) of one text's distinct 5-grams that the other has, and the reverse; 0 for an empty text."""
    if not len(one) or not len(other):
        return 0.0, 0.0
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / len(one), shared / len(other)


def shared_with(hashes: Hashes, texts: Sequence[str]) -> tuple[list[int], list[int]]:
    """Of these distinct sorted hashes how many each text has, and the longest run of characters that is made of them.

    Of many texts at once, without sorting any. A text that has none of them has a run of 0.
    """
    if not len(hashes) or not texts:
        return [0] * len(texts), [0] * len(texts)
    # What lies across the mark between two texts is in no compared text, as the mark is neither letter nor digit.
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
    """Whether a pair shares text: a good part of either one, or a smaller part with a run that is not chance.

    `shares` are the containments (0–1) both ways, `run` the longest common run in characters. Officialese alone fills a
    tenth of a bulletin with the words of any other; its set phrases are mostly shorter than RUN.
    """
    most = max(shares)
    return most >= ALONE or (most >= LEAST and run >= RUN)
