"""Which of many words occur in a text: one pass, the longest word at each place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class TermIndex:
    """Finds words of a fixed list. Time is linear in the text, whatever the number of words."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = frozenset(terms)
        lengths: dict[str, set[int]] = {}
        for term in self._terms:
            lengths.setdefault(term[0], set()).add(len(term))
        self._lengths = {first: sorted(each, reverse=True) for first, each in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """`(offset, word)` from left to right, not overlapping. Latin words must stand alone: AI is not in TAIPEI."""
        offset, size, lengths, terms = 0, len(text), self._lengths, self._terms
        while offset < size:
            for length in lengths.get(text[offset], ()):
                term = text[offset : offset + length]
                if term in terms and not _inside_latin(text, offset, offset + length):
                    yield offset, term
                    offset += length
                    break
            else:
                offset += 1


def _inside_latin(text: str, start: int, end: int) -> bool:
    return (start > 0 and _latin(text[start - 1]) and _latin(text[start])) or (
        end < len(text) and _latin(text[end]) and _latin(text[end - 1])
    )


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
