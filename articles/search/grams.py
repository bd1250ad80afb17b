"""A text as a set of numbers to index: pairs of neighbouring characters, and threes of Latin letters and digits.

Chinese marks no words, and most of its words have two characters: each pair of neighbours is one entry. A Latin word
or a number is entered by threes, the first of which begins with its start, so that it is found by its beginning.
Punctuation and spaces count for nothing between Chinese characters: “停 水” is “停水”.
"""

from __future__ import annotations

import re

from articles.text.search_folding import fold_for_search

# Characters of a text that are indexed. Chosen: the longest articles have a tenth of it, and a hostile page is bounded.
MOST_CHARACTERS = 50_000
_RUNS = re.compile(r"(?P<latin>[a-z]+|[0-9]+)|[^\W_0-9a-z]+")
# Codes of windows stand between those of threes (below 2²¹) and of pairs (from the digit 0 on, 0x30 << 16).
_WINDOWS = 0x20 << 16
_HALF = 1 << 19
# Articles of a narrow and of a wide window. Chosen: one holds a screen of hits for a common word, sixteen of the other
# hold a million articles.
NARROW, WIDE = 1 << 12, 1 << 16


def grams(text: str) -> set[int]:
    """The entries of a text as signed 32-bit numbers; empty for less than two characters."""
    return grams_of_folded(fold_for_search(text[:MOST_CHARACTERS]).text)


def grams_of_folded(folded: str) -> set[int]:
    """The entries of a text that is folded already."""
    found: set[int] = set()
    last = ""
    for run in _RUNS.finditer(folded):
        word = run[0]
        if run["latin"] is None:
            pairs = last + word
            found.update(_pair(pairs[at], pairs[at + 1]) for at in range(len(pairs) - 1))
        else:
            if last and not last.isascii():
                found.add(_pair(last, word[0]))
            started = f" {word}"
            found.update(_three(started[at : at + 3]) for at in range(len(started) - 2))
        last = word[-1]
    return found


def narrow_window(number: int) -> int:
    """The entry that all of `NARROW` neighbouring articles share, so that a search may stay among them."""
    return _WINDOWS + number // NARROW % _HALF


def wide_window(number: int) -> int:
    """The entry that all of `WIDE` neighbouring articles share."""
    return _WINDOWS + _HALF + number // WIDE % _HALF


def _pair(first: str, second: str) -> int:
    # Characters beyond the first plane share codes with others: what is found is compared with the text anyway.
    code = (ord(first) & 0xFFFF) << 16 | (ord(second) & 0xFFFF)
    return code - (1 << 32) if code >= 1 << 31 else code


def _three(letters: str) -> int:
    return ord(letters[0]) << 14 | ord(letters[1]) << 7 | ord(letters[2])
