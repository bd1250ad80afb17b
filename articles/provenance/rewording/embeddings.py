"""The checked answer of an embedding service, and an alignment by meaning for pairs that words alone leave grey."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from articles.provenance.rewording.alignment import Alignment, Matrix, from_similarities, similarities
from articles.provenance.rewording.narrative import Narrative

Vectors = np.ndarray[tuple[int, int], np.dtype[np.float32]]
LEAST_ALIKE = 0.7
"""Cosine of meaning from which two sentences that choose each other are a pair."""
SHOWN_BY_MEANING = 0.48
"""Score from which such a pair is shown. Both numbers are from a prototype with another embedder and other texts."""
_DIMENSIONS = range(8, 8193)


class BadEmbeddings(ValueError):
    """What came is no list of vectors for the sentences that were sent; the message says why, as a code."""


def vectors_of(answer: bytes, amount: int) -> Vectors:
    """Read `{"data": [{"index", "embedding"}, …]}` and return vectors of length 1 in the order of the sentences.

    Raises BadEmbeddings for no JSON, another number of vectors, indexes that repeat or are out of range, vectors of
    different or odd sizes, and numbers that are no numbers, not finite, or all zero.
    """
    try:
        data: Any = json.loads(answer)["data"]
        rows = sorted(((_index(each, place), each["embedding"]) for place, each in enumerate(data)), key=_first)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadEmbeddings("no_embeddings") from error
    if [index for index, _ in rows] != list(range(amount)):
        raise BadEmbeddings("other_number_of_vectors")
    sizes = {len(vector) if isinstance(vector, list) else -1 for _, vector in rows}
    if len(sizes) != 1 or next(iter(sizes)) not in _DIMENSIONS:
        raise BadEmbeddings("sizes_differ")
    if not all(isinstance(number, int | float) for _, vector in rows for number in vector):
        raise BadEmbeddings("no_numbers")
    try:
        found = np.array([vector for _, vector in rows], np.float64)
    except (OverflowError, ValueError) as error:
        raise BadEmbeddings("no_numbers") from error
    lengths = np.linalg.norm(found, axis=1)
    if not np.isfinite(found).all() or not np.isfinite(lengths).all() or not (lengths > 0).all():
        raise BadEmbeddings("not_finite")
    unit: Vectors = (found / lengths[:, None]).astype(np.float32)
    return unit


def align_by_meaning(one: Narrative, other: Narrative, mine: Vectors, theirs: Vectors) -> Alignment:
    """Align two texts by meaning and words together: sentences choose each other by the sum of both similarities.

    A pair counts when its meaning alone reaches `LEAST_ALIKE`; shared facts remain a gate of their own.
    """
    meaning: Matrix = mine @ theirs.T
    both: Matrix = meaning + similarities(one, other)
    there, back = both.argmax(axis=1), both.argmax(axis=0)
    mutual = np.zeros_like(meaning)
    for here, place in enumerate(there):
        if back[place] == here:
            mutual[here, place] = meaning[here, place]
    return from_similarities(one, other, mutual, LEAST_ALIKE)


def _index(each: Any, place: int) -> int:
    index = each.get("index", place)
    if not isinstance(index, int) or isinstance(index, bool) or not math.isfinite(index):
        raise BadEmbeddings("no_embeddings")
    return index


def _first(row: tuple[int, Any]) -> int:
    return row[0]
