"""Passages that two texts share: an alignment for highlighting, in linear time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from articles.provenance.reuse.compared import ComparedText
from articles.provenance.reuse.shingles import SIZE, positions

SHORTEST = 10
"""Characters; shorter matches are chance. (Unrelated articles share runs of up to 17, but such pairs get no edge.)"""

_MOST = 200  # passages per pair; the longest are kept
_PLACES = 8  # occurrences of a 5-gram in the other text that are tried: a refrain must not cost quadratic time
_GAP = 8  # an edit of this many characters within a passage does not end it


@dataclass(frozen=True, slots=True)
class Passage:
    """`start:end` of one article's text is copied from, or into, `other_start:other_end` of the other's."""

    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(slots=True)
class _Run:
    start: int
    end: int
    other_start: int
    other_end: int
    shared: int


def passages(one: ComparedText, other: ComparedText) -> tuple[Passage, ...]:
    """Find the passages, the longest 200, in the order of `one`. Offsets count in the articles' own texts."""
    runs = [run for run in _merged(_runs(one.text, other.text)) if run.shared >= SHORTEST]
    runs = sorted(sorted(runs, key=lambda run: (-run.shared, run.start))[:_MOST], key=lambda run: run.start)
    return tuple(
        Passage(
            int(one.offsets[run.start]),
            int(one.offsets[run.end - 1]) + 1,
            int(other.offsets[run.other_start]),
            int(other.offsets[run.other_end - 1]) + 1,
        )
        for run in runs
    )


def _runs(text: str, other: str) -> Iterator[_Run]:
    """Match greedily from left to right: the longest match at each place, preferably continuing the last one."""
    here, there = positions(text), positions(other)
    shared = np.isin(here, there)
    index: dict[int, list[int]] = defaultdict(list)
    wanted = np.flatnonzero(np.isin(there, here))
    for place in wanted.tolist():
        places = index[int(there[place])]
        if len(places) < _PLACES:
            places.append(place)
    at, after = 0, -1
    candidates = np.flatnonzero(shared)
    while True:
        following = np.searchsorted(candidates, at)
        if following == len(candidates):
            return
        at = int(candidates[following])
        places = index[int(here[at])]
        if after >= 0 and other.startswith(text[at : at + SIZE], after):
            places = [after, *places]
        best = max(places, key=lambda place: _common(text, at, other, place))
        length = _common(text, at, other, best)
        if length < SIZE:  # a hash collision
            at += 1
            continue
        yield _Run(at, at + length, best, best + length, length)
        at, after = at + length, best + length


def _common(text: str, at: int, other: str, place: int) -> int:
    """Return the length of the common prefix from these offsets, by doubling steps, so that C does the comparing."""
    step, length = 32, 0
    most = min(len(text) - at, len(other) - place)
    while length < most:
        size = min(step, most - length)
        if text[at + length : at + length + size] == other[place + length : place + length + size]:
            length += size
            step *= 2
        elif size == 1:
            break
        else:
            step = max(1, size // 2)
            most = min(most, length + size)
    return length


def _merged(runs: Iterator[_Run]) -> Iterator[_Run]:
    """Merge runs that are separated by a small edit in both texts."""
    last: _Run | None = None
    for run in runs:
        if last is not None and run.start - last.end <= _GAP and 0 <= run.other_start - last.other_end <= _GAP:
            last.end, last.other_end = run.end, run.other_end
            last.shared += run.shared
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last
