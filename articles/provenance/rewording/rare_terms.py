"""The rarest terms of a text, which are stored and looked up to find the text that it may retell."""

from __future__ import annotations

import numpy as np

from articles.provenance.rewording.bigrams import Numbers, bigrams, rarity

STORED, LOOKED_UP = 48, 96
"""Terms of an article as rows, and of a new one that are looked up."""
LEAST_SHARED = 36.0
"""Rarity that two articles share, added up, from which they are aligned: five rare names. Rewordings reach 42."""
MOST_CANDIDATES = 5
"""Per article. Of 16 rewordings among 29,000 articles each had its source in the first place."""
LONGEST = 20_000
"""Characters whose terms are counted; what follows in a longer text is left out."""
_SHORTEST = 60  # characters; three aligned sentences have more


def rare_terms(text: str, most: int) -> Numbers:
    """Return the `most` terms of a compared text with the highest (1 + ln count) · rarity, heaviest first.

    Empty for a text of fewer than 60 characters. Equal weights are ordered by hash, so that a result is stable and the
    terms stored are always the first of those looked up.
    """
    if len(text) < _SHORTEST:
        return np.empty(0, np.int64)
    found, counts = np.unique(bigrams(text[:LONGEST]), return_counts=True)
    weights = (1 + np.log(counts)) * rarity(found)
    return found[np.lexsort((found, -weights))[:most]]
