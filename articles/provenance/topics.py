"""The topic of an article by its words, just precise enough to decide whether a source label is required."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from articles.provenance.lexicons import lexicon
from articles.provenance.term_index import TermIndex
from articles.text.prose_folding import fold_prose
from articles.vocabulary.topics import TOPICS

_WORDS = lexicon("topics")
_TOPICS_OF: dict[str, tuple[str, ...]] = {
    term: tuple(code for code, each in _WORDS["topics"].items() if term in each)
    for terms in _WORDS["topics"].values()
    for term in terms
}
_INDEX = TermIndex(_TOPICS_OF)
_POLICY = frozenset(_WORDS["public_policy"])
_IN_HEADLINE = 3  # weight of a word in the headline, which says more than one in the body
_MOST = 2  # occurrences of a word in the body that count: a refrain is not more evidence
_LEAST = 2  # least total weight that decides a topic


@dataclass(frozen=True, slots=True)
class Topic:
    """`code` is of the family of topics. `terms` are the words that decided it, the weightiest first (at most 12).

    `is_news`: the rules require a source label, because the topic is news or an economy article speaks of policy.
    """

    code: str
    is_news: bool
    terms: tuple[str, ...] = ()


def topic_of(headline: str, text: str) -> Topic:
    """Return the topic with the most weight: 3 per word of the headline, 1 for each of a word's first two in the text.

    A word of several topics counts for each. Ties go to the topic listed first in `data/topics.json`.
    """
    weights = _weights(headline, text)
    totals: Counter[str] = Counter()
    for term, weight in weights.items():
        for code in _TOPICS_OF[term]:
            totals[code] += weight
    code = max(_WORDS["topics"], key=lambda each: totals[each])
    if totals[code] < _LEAST:
        return Topic("other", is_news=False)
    terms = sorted((term for term in weights if code in _TOPICS_OF[term]), key=lambda term: (-weights[term], term))
    return Topic(code, TOPICS[code].is_news or (code == "economy" and _is_policy(weights)), tuple(terms[:12]))


def _weights(headline: str, text: str) -> Counter[str]:
    weights = Counter(_terms(text))
    for term in weights:
        weights[term] = min(weights[term], _MOST)
    for term in set(_terms(headline)):
        weights[term] += _IN_HEADLINE
    return weights


def _terms(text: str) -> Iterable[str]:
    return (term for _, term in _INDEX.find(fold_prose(text).lower()))


def _is_policy(weights: Counter[str]) -> bool:
    return sum(weight for term, weight in weights.items() if term in _POLICY) >= _LEAST
