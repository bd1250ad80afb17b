"""Sentences of two texts that answer each other: an alignment with spans, and one number for it.

Two sentences are a pair when each is the other's most similar one, by the cosine of their bigrams weighted by rarity.
Two reports of one event share facts, but their sentences choose others; those of a rewriting choose each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from articles.provenance.rewording.bigrams import Numbers, bigrams, rarity
from articles.provenance.rewording.narrative import Narrative, Sentence

LEAST_SIMILAR = 0.10
"""Cosine from which two sentences that choose each other are a pair; measured in `bench/evidence/rewordings.py`."""
FEWEST_PAIRS, FEWEST_LETTERS = 3, 80
"""With fewer, nothing is told: two long sentences of two reports can be alike. Letters count in the later text."""

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences by their positions in the narratives; `similarity` is their cosine (0–1)."""

    one: int
    other: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs in the order of the first text; `coverage` is the share of its letters in pairs, both ways (0–1)."""

    pairs: tuple[Pair, ...]
    coverage: float
    other_coverage: float
    letters: int

    @property
    def score(self) -> float:
        """√(coverage · other coverage); 0 with fewer than 3 pairs or 80 aligned letters."""
        if len(self.pairs) < FEWEST_PAIRS or self.letters < FEWEST_LETTERS:
            return 0.0
        return sqrt(self.coverage * self.other_coverage)


NOTHING = Alignment((), 0.0, 0.0, 0)


def align(one: Narrative, other: Narrative, least: float = LEAST_SIMILAR) -> Alignment:
    """Align two texts. Of sentences that a text repeats the first one is aligned. At most 300 × 300 sentences."""
    if not one.sentences or not other.sentences:
        return NOTHING
    return from_similarities(one, other, similarities(one, other), least)


def from_similarities(one: Narrative, other: Narrative, similar: Matrix, least: float) -> Alignment:
    """Align two texts by any similarity of their sentences, a row for each of the first."""
    there = similar.argmax(axis=1)
    back = similar.argmax(axis=0)
    pairs = tuple(
        Pair(here, int(place), float(similar[here, place]))
        for here, place in enumerate(there)
        if back[place] == here and similar[here, place] >= least
    )
    mine = sum(_letters(one.sentences[each.one]) for each in pairs)
    theirs = sum(_letters(other.sentences[each.other]) for each in pairs)
    return Alignment(
        pairs,
        mine / sum(map(_letters, one.sentences)),
        theirs / sum(map(_letters, other.sentences)),
        min(mine, theirs),
    )


def similarities(one: Narrative, other: Narrative) -> Matrix:
    """Return the cosine of each sentence of the first text with each of the second."""
    (rows, grams), (others, theirs) = _cells(one), _cells(other)
    shared = np.intersect1d(grams, theirs)
    mine = _matrix(rows, grams, shared, len(one.sentences))
    yours = _matrix(others, theirs, shared, len(other.sentences))
    lengths = _lengths(rows, grams, len(one.sentences))[:, None] * _lengths(others, theirs, len(other.sentences))
    found: Matrix = (mine @ yours.T) / np.maximum(lengths, np.float32(1e-6))
    return found


def _letters(sentence: Sentence) -> int:
    return sentence.end - sentence.start


def _cells(text: Narrative) -> tuple[Numbers, Numbers]:
    """Return (sentence, bigram) of each distinct bigram of each sentence, as two arrays."""
    grams = bigrams(text.text)
    starts = np.array([each.start for each in text.sentences])
    sizes = np.array([max(0, each.end - each.start - 1) for each in text.sentences])
    rows = np.repeat(np.arange(len(sizes)), sizes)
    places = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes) + np.repeat(starts, sizes)
    found = grams[places]
    order = np.lexsort((found, rows))
    rows, found = rows[order], found[order]
    fresh = np.ones(len(rows), np.bool_)
    fresh[1:] = (rows[1:] != rows[:-1]) | (found[1:] != found[:-1])
    return rows[fresh], found[fresh]


def _matrix(rows: Numbers, grams: Numbers, shared: Numbers, size: int) -> Matrix:
    matrix = np.zeros((size, len(shared)), np.float32)
    if len(shared):
        places = np.minimum(np.searchsorted(shared, grams), len(shared) - 1)
        held = shared[places] == grams
        matrix[rows[held], places[held]] = rarity(grams[held])
    return matrix


def _lengths(rows: Numbers, grams: Numbers, size: int) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.sqrt(np.bincount(rows, rarity(grams) ** 2, size)).astype(np.float32)
