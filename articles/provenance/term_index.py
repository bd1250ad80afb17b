"""Find many words in a text in one pass, the longest word at each place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


class TermIndex:
    """Finds words of a fixed list. Time is linear in the text and does not depend on the number of words."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = frozenset(terms)
        lengths: dict[str, set[int]] = {}
        for term in self._terms:
            lengths.setdefault(term[0], set()).add(len(term))
        self._lengths = {first: sorted(each, reverse=True) for first, each in lengths.items()}
        # Most characters begin no word: a regex (C code) finds pairs of characters that may begin one.
        seconds = "".join(sorted({term[1] for term in self._terms if len(term) > 1}))
        singles = "".join(sorted(term for term in self._terms if len(term) == 1))
        firsts = "".join(sorted(lengths))
        likely = [f"[{re.escape(singles)}]"] if singles else []
        likely += [f"[{re.escape(firsts)}](?=[{re.escape(seconds)}])"] if seconds else []
        self._likely = re.compile("|".join(likely or ["(?!)"]))

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield `(offset, word)` from left to right, not overlapping. Latin words stand alone: AI is not in TAIPEI."""
        lengths, terms, end = self._lengths, self._terms, 0
        for found in self._likely.finditer(text):
            offset = found.start()
            if offset < end:
                continue
            for length in lengths[text[offset]]:
                term = text[offset : offset + length]
                if term in terms and not _inside_latin(text, offset, offset + length):
                    yield offset, term
                    end = offset + length
                    break


def _inside_latin(text: str, start: int, end: int) -> bool:
    return (start > 0 and _latin(text[start - 1]) and _latin(text[start])) or (
        end < len(text) and _latin(text[end]) and _latin(text[end - 1])
    )


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
