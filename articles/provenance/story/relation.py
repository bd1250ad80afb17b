"""How an article stands to the others of its story, from the pairs that it has with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from articles.vocabulary.citations import CREDITED as IS_CREDITED
from articles.vocabulary.citations import SAME_SOURCE, UNCREDITED
from articles.vocabulary.retellings import COMMON_SOURCE, SAME_ORIGIN
from articles.vocabulary.retellings import INDEPENDENT as ANSWERED_INDEPENDENT
from articles.vocabulary.retellings import REWORDED as ANSWERED_REWORDED
from articles.vocabulary.stories import (
    COPIED,
    CREDITED,
    INDEPENDENT,
    OFFICIAL,
    ORIGINAL,
    REWORDED,
    SAME_DISPATCH,
    SHARES_TEXT,
)

LEAST_COPIED = 0.3
"""Share of an article's text from which it is called a copy in a story; a quotation stays below."""


@dataclass(frozen=True, slots=True)
class TextPair:
    """Text shared with another article of the story; `share` is that of this article. `is_later`: it came after."""

    other: int
    share: float
    directed: bool
    is_later: bool
    credit: str


@dataclass(frozen=True, slots=True)
class ToldPair:
    """Sentences that answer those of another article; `aligned` of the article's `sentences`."""

    other: int
    is_later: bool
    reading: str
    aligned: int
    sentences: int
    answer: str | None


@dataclass(frozen=True, slots=True)
class Relative:
    """A relation and the article it points to; `share` (0–1) of a copy, `aligned` of `sentences` of a rewording."""

    relation: str
    parent: int | None = None
    share: float | None = None
    aligned: int | None = None
    sentences: int | None = None


def relation(official: bool, texts: Iterable[TextPair], told: Iterable[ToldPair]) -> Relative:
    """Return the relation of an article, the strongest evidence first.

    - most of its text is from an earlier article: same source or both official → one dispatch; else copied by credit
    - the same without an order → shares text
    - its sentences answer an earlier article's → reworded, or one dispatch; what a person answered counts
    - a source that is an outlet or authority → official; whose text others copied → original
    """
    texts = [pair for pair in texts if pair.share >= LEAST_COPIED]
    earlier = [pair for pair in texts if pair.directed and pair.is_later]
    if earlier:
        best = max(earlier, key=lambda pair: (pair.share, -pair.other))
        return Relative(_copy(best.credit, official), best.other, best.share)
    unordered = [pair for pair in texts if not pair.directed]
    if unordered:
        best = max(unordered, key=lambda pair: (pair.share, -pair.other))
        return Relative(SAME_DISPATCH if best.credit == SAME_SOURCE else SHARES_TEXT, best.other, best.share)
    for pair in sorted(told, key=lambda each: (-each.aligned, each.other)):
        if pair.is_later and pair.answer != ANSWERED_INDEPENDENT:
            how = _telling(pair)
            return Relative(how, pair.other, None, pair.aligned, pair.sentences)
    if official:
        return Relative(OFFICIAL)
    return Relative(ORIGINAL if texts else INDEPENDENT)


def _copy(credit: str, official: bool) -> str:
    if official or credit == SAME_SOURCE:
        return SAME_DISPATCH
    if credit == IS_CREDITED:
        return CREDITED
    return COPIED if credit == UNCREDITED else SHARES_TEXT


def _telling(pair: ToldPair) -> str:
    if pair.answer == ANSWERED_REWORDED:
        return REWORDED
    return SAME_DISPATCH if pair.answer == SAME_ORIGIN or pair.reading == COMMON_SOURCE else REWORDED
