"""A body as the comparison reads it: folded, with its sentences and amounts, each made when first needed."""

from __future__ import annotations

import re
from functools import cached_property

from articles.provenance.headline_body.promise import pieces
from articles.provenance.headline_body.quantities import Amount, amounts
from articles.text.search_folding import fold_for_search

_LONGEST = 20_000  # characters; what an article says against its headline stands before
_NOT_WORDS = re.compile(r"[\W_]+")
_DENIES = re.compile("[未没不]")


class Body:
    """A body; `text` is folded as headlines are."""

    def __init__(self, text: str) -> None:
        self.text = fold_for_search(text[:_LONGEST]).text

    @cached_property
    def amounts(self) -> list[Amount]:
        """The amounts of the body in order."""
        return list(amounts(self.text))

    @cached_property
    def denied(self) -> frozenset[str]:
        """Pairs of characters that stand up to two characters behind a 未, 没 or 不: what the body may deny."""
        places = [match.end() for match in _DENIES.finditer(self.text)]
        return frozenset(self.text[place + n : place + n + 2] for place in places for n in range(3))

    @cached_property
    def bare(self) -> str:
        """The text without punctuation and spaces, in which a name is found however it is set."""
        return _NOT_WORDS.sub("", self.text)

    def sentence_at(self, place: int) -> tuple[int, int]:
        """The sentence around a place: from the mark before it to the mark after it, 400 characters at most."""
        start = max(self.text.rfind(mark, max(0, place - 200), place) for mark in "。!?;\n") + 1
        ends = [end for mark in "。!?;\n" if (end := self.text.find(mark, place, place + 200)) >= 0]
        return max(start, place - 200), min(ends, default=min(len(self.text), place + 200))


def told_share(of: str, sentence: str) -> float:
    """The share (0–1) of the pieces of a clause that a sentence holds."""
    all_of = pieces(of)
    return sum(piece in sentence for piece in all_of) / len(all_of) if all_of else 0.0
