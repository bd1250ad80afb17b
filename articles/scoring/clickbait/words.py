"""The words of a Chinese headline, so that reasons show words and no crumbs of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

LEXICON = Path(__file__).parents[1] / "data" / "headline_words.txt"
"""Words of two to six characters, folded; the model card says where they come from."""


def words_of(folded: str) -> list[tuple[int, int]]:
    """Find the known words of a folded text, from left to right, the longest first; spans do not overlap."""
    lengths = _lengths()
    found = []
    place, last = 0, len(folded) - 1
    while place < last:
        for length in lengths.get(folded[place : place + 2], ()):
            word = folded[place : place + length]
            if len(word) == 2 or word in _words():
                found.append((place, place + len(word)))
                place += len(word)
                break
        else:
            place += 1
    return found


@cache
def _words() -> frozenset[str]:
    return frozenset(LEXICON.read_text(encoding="utf-8").split())


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """The lengths of words by their first two characters, the longest first."""
    found: dict[str, set[int]] = {}
    for word in _words():
        found.setdefault(word[:2], set()).add(len(word))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}
