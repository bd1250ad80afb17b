"""A claim or a sentence in the form in which they are compared: variants of a word are one, framing is left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from articles.provenance.lexicons import lexicon, one_of
from articles.provenance.rewording.bigrams import bigrams, rarity
from articles.provenance.rewording.facts import numbers
from articles.text.search_folding import fold_for_search

LONGEST = 300
"""Characters of a claim or sentence that are compared."""
_NOT_LETTERS = re.compile(r"[\W_]+")
_WORD_PLACE = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,3})(?:市|县|镇|村|州)(?!民|场|值|面|长|人)")


@cache
def _framing() -> re.Pattern[str]:
    words = lexicon("known_claims")
    return re.compile(one_of([*words["framing"], *words["denials"]]))


@cache
def _variants() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {variant: word for word, some in lexicon("known_claims")["synonyms"].items() for variant in some}
    return re.compile(one_of(table)), table


@cache
def _places() -> re.Pattern[str]:
    return re.compile(one_of(lexicon("known_claims")["places"]))


@dataclass(frozen=True, slots=True)
class Wording:
    """A compared sentence.

    `letters`: letters and digits of the normal form; `grams`: its bigrams in order; `weights`: the rarity of each;
    `numbers`: the values in it; `places`: the towns, provinces and countries that it names.
    """

    letters: str
    grams: tuple[int, ...]
    weights: Mapping[int, float]
    numbers: frozenset[float]
    places: frozenset[str]

    @property
    def weight(self) -> float:
        """The rarity of all its bigrams together."""
        return sum(self.weights.values())


@lru_cache(maxsize=4096)
def wording(text: str) -> Wording:
    """Return the form in which a text is compared. Linear; what follows after 300 characters is left out."""
    folded = fold_for_search(text[:LONGEST]).text
    pattern, table = _variants()
    said = pattern.sub(lambda found: table[found[0]], _framing().sub(" ", folded))
    letters = _NOT_LETTERS.sub("", said)
    hashes = bigrams(letters)
    return Wording(
        letters,
        tuple(hashes.tolist()),
        dict(zip(hashes.tolist(), rarity(hashes).tolist(), strict=True)),
        frozenset(number.value for number in numbers(folded)),
        frozenset({*_places().findall(folded), *_WORD_PLACE.findall(folded)}),
    )


def exact_key(letters: str) -> int:
    """Return the term of a whole claim, so that one of common words alone is found by its own wording."""
    return int.from_bytes(
        hashlib.blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True
    )


STORED, LOOKED_UP = 16, 32
"""Terms of an entry as rows, and of a sentence that are looked up: the rarest."""


def terms(said: Wording, most: int) -> list[int]:
    """Return the rarest bigrams and the exact key; the terms stored are always among those looked up."""
    rarest = sorted(said.weights, key=lambda gram: (-said.weights[gram], gram))[:most]
    return [*rarest, exact_key(said.letters)]
