"""How likely two articles tell one event: headlines, what a headline names in the other text, numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import sqrt

import numpy as np

from articles.provenance.rewording.bigrams import Numbers, bigrams, rarity
from articles.text.prose_folding import fold_prose

SHOWN = 0.376
"""Likeness (0–1) from which two articles are of one story. Chosen on 47 hand-labelled events of web news:
`python -m bench --only stories` measures 56 others."""
JOINS_STORIES = 0.376
"""Likeness from which an article that belongs to a second story makes the two one. Chosen on the same events."""
OF_ONE_SOURCE = 0.08
"""Likeness that two articles of one source need on top: columns and series repeat their own words."""
_RARITY = 100.0
"""Rarity of shared terms that counts in full: eight to twelve rare names."""
COPIED = 0.5
"""Share of both texts that stands in the other, from which they are of one story without more."""
HEAD, LEAD = 1_500, 400
"""Letters of a text in which the words of a headline are looked for, and whose numbers are compared."""
_NUMBER = re.compile(r"\d{1,12}")
_FEWEST_NUMBERS = 2
_UNKNOWN_NUMBERS = 0.5
# A page title ends with the name of its site: “…_搜狐网”, “… - 腾讯网”.
_SITE = re.compile(r"\s*[_|–—-]\s*[^_|–—-]{1,14}$")
# A column or a label stands before the headline: “【海通非银】…”.
_COLUMN = re.compile(r"^(?:\s*【[^】]{1,30}】)+")
_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Telling:
    """What is compared of an article: hashed bigrams of headline and text, each once and in order, and its numbers."""

    headline: Numbers
    head: Numbers
    numbers: frozenset[str]

    def has_headline_of(self, other: Telling) -> bool:
        """Whether the headlines are equal; two such texts of one source are issues of a series."""
        return bool(self.headline.size) and np.array_equal(self.headline, other.headline)

    @classmethod
    def of(cls, headline: str, text: str) -> Telling:
        """Read a headline and a compared text (or its first 1,500 letters)."""
        words = fold_prose(headline)[:300]
        letters = _NOT_WORDS.sub("", _SITE.sub("", _COLUMN.sub("", words) or words)).lower()
        return cls(
            np.unique(bigrams(letters)),
            np.unique(bigrams(text[:HEAD])),
            frozenset(_NUMBER.findall(f"{words} {text[:LEAD]}")),
        )


def likeness(one: Telling, other: Telling, shared: float) -> float:
    """Return 0–1, the same in either order. A rare bigram counts by its rarity, a number once.

    - .20 · cosine of the headlines
    - .36 · what each headline names in the other's text (geometric mean of both shares)
    - .24 · share of the numbers of the text with fewer that stand in the other; .5 when one has fewer than 2
    - .20 · `shared`, the rarity of the rare terms that both whole texts have, in full from 100

    The second part tells an event from a formula: bulletins, notices and advertisements share most of their text, and
    what their headlines name differs.
    """
    named = sqrt(_named(one.headline, other.head) * _named(other.headline, one.head))
    words = 0.20 * _cosine(one.headline, other.headline) + 0.36 * named
    return words + 0.24 * _agreeing(one.numbers, other.numbers) + 0.20 * min(shared, _RARITY) / _RARITY


def _cosine(one: Numbers, other: Numbers) -> float:
    if not one.size or not other.size:
        return 0.0
    common = rarity(np.intersect1d(one, other, assume_unique=True))
    sizes = float((rarity(one) ** 2).sum() * (rarity(other) ** 2).sum())
    return float((common**2).sum()) / sizes**0.5 if sizes else 0.0


def _named(headline: Numbers, text: Numbers) -> float:
    """Return the share of a headline's rarity whose bigrams stand in a text."""
    weights = rarity(headline)
    total = float(weights.sum())
    return float(weights[np.isin(headline, text, assume_unique=True)].sum()) / total if total else 0.0


def _agreeing(one: frozenset[str], other: frozenset[str]) -> float:
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer >= _FEWEST_NUMBERS else _UNKNOWN_NUMBERS
