"""What somebody searches for: words that all have to stand in a text, in any width, script and spacing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from articles.search.grams import grams_of_folded
from articles.text.search_folding import fold_for_search

# Characters of a query that count: a pasted headline is shorter. Chosen.
MOST_CHARACTERS = 200
_RUNS = re.compile(r"[a-z]+|[0-9]+|[^\W_0-9a-z]")
_BETWEEN = r"[\W_]*"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a query: their entries in the index, and a pattern over folded text for each."""

    grams: frozenset[int]
    patterns: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, text: str) -> Words:
        """Read a query; without letters and digits it has no patterns, and finds nothing."""
        words = fold_for_search(text[:MOST_CHARACTERS]).text.split()
        runs = [found for word in words if (found := _RUNS.findall(word))]
        together: set[int] = set().union(*(grams_of_folded("".join(_spaced(each))) for each in runs))
        return cls(frozenset(together), tuple(_pattern(each) for each in runs))

    def match(self, text: str) -> bool:
        """Whether all words stand in the text."""
        folded = fold_for_search(text).text
        return bool(self.patterns) and all(pattern.search(folded) for pattern in self.patterns)

    def pieces(self, text: str) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether a word stands there."""
        folded = fold_for_search(text)
        hit = bytearray(len(text))
        for pattern in self.patterns:
            for found in pattern.finditer(folded.text):
                start, end = folded.span(*found.span())
                hit[start:end] = b"\1" * (end - start)
        return _cut(text, hit)

    def excerpt(self, text: str, length: int = 60) -> str:
        """The part of a text around its first word, of about `length` characters; "" where none stands in it."""
        folded = fold_for_search(text)
        found = next((found for pattern in self.patterns if (found := pattern.search(folded.text))), None)
        if found is None:
            return ""
        start, end = folded.span(*found.span())
        begin = max(0, start - (length - (end - start)) // 3)
        cut = " ".join(text[begin : begin + length].split())
        return ("…" if begin else "") + cut + ("…" if begin + length < len(text) else "")


@dataclass(frozen=True)
class Query:
    """A query as typed, with its words."""

    text: str

    @cached_property
    def words(self) -> Words:
        return Words.of(self.text)


def _spaced(runs: list[str]) -> list[str]:
    """The runs of a word in one string in which two Latin ones stay apart."""
    return [f"{' ' if place and run.isascii() else ''}{run}" for place, run in enumerate(runs)]


def _pattern(runs: list[str]) -> re.Pattern[str]:
    parts = []
    for place, run in enumerate(runs):
        if not run.isascii():
            parts.append(re.escape(run))
        else:
            same = "[0-9]" if run.isdigit() else "[a-z]"
            ends = "" if place == len(runs) - 1 else f"(?!{same})"
            parts.append(f"(?<!{same}){run}{ends}")
    return re.compile(_BETWEEN.join(parts))


def _cut(text: str, hit: bytearray) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or hit[at] != hit[start]:
            pieces.append((text[start:at], bool(hit[start])))
            start = at
    return pieces
