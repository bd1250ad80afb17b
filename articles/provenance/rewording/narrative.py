"""An article's own text as sentences that can be aligned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from articles.provenance.reuse.own_text import OwnText

MOST = 300
"""Sentences that are aligned; the rest of a longer text is not. Only 1 web article in 300 has more."""
LONGEST = 60
"""Letters; a longer sentence is cut at its commas."""
CRUMB = 6
"""Letters; a shorter piece belongs to the sentence before it."""
_END = re.compile(r"[。！？!?；;…\n]+")
_COMMA = re.compile(r"[，,：:]")


class Sentence(NamedTuple):
    """Letters `start:end` of the compared text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Narrative:
    """The compared text of an article, the sentences in it that are its own, and their places in the article's text."""

    text: str
    sentences: tuple[Sentence, ...]
    offsets: np.ndarray[tuple[int], np.dtype[np.intp]]
    whole: str

    @classmethod
    def of(cls, own: OwnText) -> Narrative:
        """Cut the text into sentences; those that mostly belong to nobody (notices, statutes, forms) are left out."""
        sums = np.concatenate(([0], np.cumsum(own.own)))
        kept = []
        for start, end in _sentences(own):
            if 2 * int(sums[end] - sums[start]) >= end - start:
                kept.append(Sentence(start, end))
                if len(kept) == MOST:
                    break
        return cls(own.text, tuple(kept), own.offsets, own.whole)

    def without(self, spans: Sequence[Sequence[int]]) -> Narrative:
        """Return the same text without the sentences that lie mostly in these spans of the article's text."""
        inside = np.zeros(len(self.text) + 1, np.int64)
        for start, end in spans:
            begin, after = np.searchsorted(self.offsets, (start, end))
            inside[begin:after] = 1
        sums = np.concatenate(([0], np.cumsum(inside)))
        kept = [each for each in self.sentences if 2 * int(sums[each.end] - sums[each.start]) < each.end - each.start]
        return replace(self, sentences=tuple(kept))

    def span(self, sentence: Sentence) -> tuple[int, int]:
        """Return the place of a sentence in the article's text."""
        return int(self.offsets[sentence.start]), int(self.offsets[sentence.end - 1]) + 1

    def words(self, sentence: Sentence) -> str:
        """Return the words of a sentence as they stand in the article."""
        start, end = self.span(sentence)
        return self.whole[start:end]


def _sentences(own: OwnText) -> list[tuple[int, int]]:
    size = len(own.text)
    ends = np.searchsorted(own.offsets, [found.start() for found in _END.finditer(own.whole)])
    commas = np.searchsorted(own.offsets, [found.start() for found in _COMMA.finditer(own.whole)])
    found: list[tuple[int, int]] = []
    for start, end in pairwise(dict.fromkeys([0, *ends.tolist(), size])):
        if end - start <= LONGEST:
            found.append((start, end))
        else:
            inside = commas[np.searchsorted(commas, start, "right") : np.searchsorted(commas, end)]
            found += _pieces(start, end, inside.tolist())
    return _merged(found)


def _pieces(start: int, end: int, commas: list[int]) -> list[tuple[int, int]]:
    """Cut an overlong sentence at the last comma that keeps a piece short, or at its length when it has none."""
    found = []
    at = last = start
    for comma in [*commas, end]:
        if comma - at > LONGEST and last > at:
            found.append((at, last))
            at = last
        while comma - at > LONGEST:
            found.append((at, at + LONGEST))
            at += LONGEST
        last = comma
    return [*found, (at, end)]


def _merged(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in pieces:
        if end - start < CRUMB and found and found[-1][1] == start:
            found[-1] = found[-1][0], end
        elif end > start:
            found.append((start, end))
    return found
