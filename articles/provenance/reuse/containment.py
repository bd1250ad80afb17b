"""How much of one text stands in another."""

from __future__ import annotations

import numpy as np

from articles.provenance.reuse.shingles import Hashes

LEAST = 0.08
"""Below this share, both ways, a pair is no reuse: unrelated articles reach .02 by chance."""


def containment(one: Hashes, other: Hashes) -> tuple[float, float]:
    """The share (0–1) of one text's distinct 5-grams that the other has, and the reverse; 0 for an empty text."""
    if not len(one) or not len(other):
        return 0.0, 0.0
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / len(one), shared / len(other)
