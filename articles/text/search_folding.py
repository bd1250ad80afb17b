"""Fold text for matching: width, lower case, simplified characters; each character keeps its original offset."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from articles.text.simplified import SIMPLIFIED

# Invisible characters must not split a word: tags, controls, format characters (zero width), lone surrogates.
_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]{0,300}>")
_DROPPED = frozenset({"Cc", "Cf", "Cs"})


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded `text`; `origin[i]` is the index of its character i in the original (None: all indexes are equal)."""

    text: str
    origin: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original behind `text[start:end]`, which must not be empty."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


class _FoldTable(dict[int, str | None]):
    """A table for `str.translate`: code point → folded character, or None to drop it; filled on first use."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        folded: str | None
        if char in "\t\n\r\v\f":
            folded = " "
        elif unicodedata.category(char) in _DROPPED:
            folded = None
        else:
            # One character stays one character (“…” does not become “...”), so that offsets stay right.
            wide = unicodedata.normalize("NFKC", char)
            lower = (wide if len(wide) == 1 else char).lower()
            folded = lower if len(lower) == 1 else char
        self[code] = folded
        return folded


@cache
def _table() -> _FoldTable:
    table = _FoldTable()
    table.update(SIMPLIFIED)
    return table


def fold_for_search(text: str) -> Folded:
    """Folds to NFKC width, lower case and simplified characters; drops markup, controls and zero-width characters.

    Character by character, first choice of OpenCC's table: good for matching, not for display. Never raises.
    """
    table = _table()
    if "<" not in text:
        folded = text.translate(table)
        if len(folded) == len(text):
            return Folded(folded)
    hidden = {place for match in _MARKUP.finditer(text) for place in range(*match.span())}
    kept = [(place, char) for place, code in enumerate(map(ord, text)) if place not in hidden and (char := table[code])]
    return Folded("".join(char for _, char in kept), tuple(place for place, _ in kept))
