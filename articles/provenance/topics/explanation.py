"""The words that carried a decision: whole words, each with what its characters add."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

from articles.provenance.term_index import TermIndex
from articles.provenance.topics.evidence import tokens_of
from articles.provenance.topics.model import IN_HEADLINE, Model

MOST = 8
_LEAST_OF_BEST = 0.2
"""The part of the strongest word's gain below which a word is not shown."""


def words_for(model: Model, headline: str, lead: str, found: Mapping[str, float], place: int) -> tuple[str, ...]:
    """Return the words that spoke most for the class at `place`, the strongest first, at most eight.

    A word adds what its characters and their pairs add, for the class more than for the mean of its family. Only words
    that tell of the class are shown: those of which a general text has no more are no evidence, whatever they add.
    """
    first, last = (0, len(model.kinds)) if place < len(model.kinds) else (len(model.kinds), len(model.intercepts))
    known = found.keys()

    def gain(token: str) -> float:
        if token not in known:
            return 0.0
        row = model.weights[token][first:last]
        return found[token] * (row[place - first] - sum(row) / len(row))

    added: defaultdict[str, float] = defaultdict(float)
    for part, weight in ((headline, IN_HEADLINE), (lead, 1.0)):
        for word, count in Counter(word for _, word in _index(model).find(part)).items():
            if place not in model.words[word]:
                continue
            tokens = list(tokens_of(word))
            added[word] += weight * count * sum(gain(token) for token in tokens) / len(tokens)
    least = _LEAST_OF_BEST * max(added.values(), default=0.0)
    strong = (word for word, value in added.items() if value > 0 and value >= least)
    return tuple(sorted(strong, key=lambda word: (-added[word], word))[:MOST])


@lru_cache(maxsize=2)
def _index_of(words: frozenset[str]) -> TermIndex:
    return TermIndex(words)


def _index(model: Model) -> TermIndex:
    return _index_of(frozenset(model.words))
