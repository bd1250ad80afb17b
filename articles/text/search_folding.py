"""One form for matching: width folded, lower case, simplified characters; every character keeps its place of origin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from articles.text.simplified import SIMPLIFIED

# What a reader does not see must not split a word: tags, controls, format characters (zero width), lone surrogates.
_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]{0,300}>")
_DROPPED = frozenset({"Cc", "Cf", "Cs"})


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` for matching; `origin[i]` is the index in the original of its character i (None: the same index)."""

    text: str
    origin: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that `text[start:end]` (not empty) came from."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


class _FoldTable(dict[int, str | None]):
    """For `str.translate`: code point → folded character or None (dropped); fills itself on first sight."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        folded: str | None
        if char in "\t\n\r\v\f":
            folded = " "
        elif unicodedata.category(char) in _DROPPED:
            folded = None
        else:
            # One character stays one character (“…” is not “...”), so that places can be counted.
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
