"""What an article is about, as pairs of characters, and whether a sentence is about the same.

Names of places and words that any news holds do not count: 河湾市统计局介绍全市粮食增产 is not about a fire in 河湾.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, pairwise

from articles.provenance.lexicons import lexicon, one_of
from articles.text.prose_folding import fold_prose

_WORDS = lexicon("answerable")
_EMPTY = re.compile(one_of(_WORDS["empty"]))
_ONE_WORD = {word: group[0] for group in _WORDS["one_event"] for word in group}
_ONE = re.compile(one_of(_ONE_WORD))
_STOP = re.compile(one_of({*_WORDS["empty"], *_WORDS["of_any_news"]}))
_PLACE = re.compile(r"[^\W\d_a-zA-Z]{2,3}(?=[省市县区州镇乡村])")
_EXHORTS = re.compile(one_of(_WORDS["exhortations"]))
_DEALT_WITH = re.compile(one_of(_WORDS["dealt_with"]))
_EXHORTED = 3
"""Shared pairs from which an exhortation is about the matter, too."""
_ALL_BUT = 2
"""Characters beside words of dealing with it, up to which a sentence refers to the matter at hand: 正在调查."""

_SITE = re.compile(r"(?<=.)(?:_|\||--| - )")
_LONG = 2000
"""Characters from which a text has the room to speak of its headline."""
_LEAST_TOLD = 0.35
"""Share of the headline's pairs of characters that such a text has at least."""


_MORE = re.compile("[【\\[(](?:详细|详情|全文|更多)[】\\])]")


def is_digest(text: str) -> bool:
    """Whether a text is a page of beginnings, each with a link to the rest: their claims are those of other texts."""
    return sum(1 for _ in islice(_MORE.finditer(fold_prose(text)), 2)) > 1


class Matter:
    """The pairs of characters that tell what an article is about."""

    def __init__(self, texts: Iterable[str], places_of: str) -> None:
        places = {pair for found in _PLACE.finditer(fold_prose(places_of)) for pair in _pairs(found.group()[-2:])}
        self._places = frozenset(places)
        self._pairs = frozenset().union(*(_telling(text) for text in texts)) - self._places

    @property
    def size(self) -> int:
        """The number of pairs."""
        return len(self._pairs)

    def shared(self, text: str) -> int:
        """Count the pairs that a text has in common with the matter."""
        return len(_telling(text) & self._pairs)

    def covers(self, text: str) -> bool:
        """Whether a claim is about the matter, or says no more than how the matter is dealt with."""
        folded = fold_prose(text)
        if _EXHORTS.search(folded):
            return self.shared(text) >= _EXHORTED
        return self.shared(text) > 0 or deals_with_it(folded)


def deals_with_it(folded: str) -> bool:
    """Whether a sentence says how a matter is dealt with, and nothing of another: 正在调查, 接到报警后赶赴现场."""
    if not _DEALT_WITH.search(folded):
        return False
    rest = _STOP.sub(" ", _DEALT_WITH.sub(" ", folded))
    return sum("一" <= each <= "鿿" for each in rest) <= _ALL_BUT


def strays_from(headline: str, text: str) -> bool:
    """Whether a long text has next to nothing of its headline, as pages have that are put together from scraps."""
    told = bigrams(_SITE.split(headline)[0])
    if not told or len(text) <= _LONG:
        return False
    folded = fold_prose(text)
    return sum(pair in folded for pair in told) < _LEAST_TOLD * len(told)


def bigrams(text: str) -> set[str]:
    """Return the pairs of Han characters in a text, without words that say nothing of a matter."""
    return _pairs(_EMPTY.sub(" ", fold_prose(text)))


def _telling(text: str) -> set[str]:
    """The pairs of a text, with one word for one event: 起火 is 火灾."""
    folded = _ONE.sub(lambda found: _ONE_WORD[found[0]], fold_prose(text))
    return _pairs(_STOP.sub(" ", folded))


def _pairs(kept: str) -> set[str]:
    return {a + b for a, b in pairwise(kept) if "一" <= a <= "鿿" and "一" <= b <= "鿿"}
