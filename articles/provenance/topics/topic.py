"""What kind of text an article is, so whether it needs a source label, and what it is about: two separate decisions.

The headline, the first lines and the manner of the text decide alone where they are clear, else the lead does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.provenance.topics.evidence import body_of, parts_of, tokens_of
from articles.provenance.topics.explanation import words_for
from articles.provenance.topics.manner import manner_of
from articles.provenance.topics.model import Model, amounts, model, totals
from articles.vocabulary.kinds import KINDS

NEWS, OTHER = "news", "other"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a moderator says an article is: codes of the families of kinds and topics."""

    kind: str
    topic: str


@dataclass(frozen=True, slots=True)
class Topic:
    """`code` is of the family of topics, `kind` of that of kinds.

    `terms` are the words that decided the topic and `kind_terms` those that decided the kind, the weightiest first
    (at most 8). `is_corrected`: a moderator said it; then there are no words.
    """

    code: str
    kind: str
    terms: tuple[str, ...] = ()
    kind_terms: tuple[str, ...] = ()
    is_corrected: bool = False

    @property
    def is_news(self) -> bool:
        """Whether the rules require a source label: by the kind of text, whatever it is about."""
        return KINDS[self.kind].needs_source


def topic_of(headline: str, text: str, correction: Correction | None = None) -> Topic:
    """Return kind and topic of a text; a correction stands before what the model says."""
    if correction is not None:
        return Topic(correction.topic, correction.kind, is_corrected=True)
    known = model()
    title, first, lead = parts_of(headline, text)
    if not any(True for part in (title, lead) for _ in tokens_of(part)):
        return Topic(OTHER, "furniture")
    manner = manner_of(title, body_of(text))
    found = amounts(title, first, known.rarity, manner)
    odds = totals(known, found)
    kind, topic = _Part(title, first, found, odds), _Part(title, first, found, odds)
    if lead != first and not (_news_is_clear(known, odds) and _topic_is_clear(known, odds)):
        found = amounts(title, lead, known.rarity, manner)
        whole = _Part(title, lead, found, totals(known, found))
        kind = kind if _news_is_clear(known, odds) else whole
        topic = topic if _topic_is_clear(known, odds) else whole
    kind_code, topic_code = _kind_of(known, kind.odds), _topic_of(known, topic.odds)
    return Topic(
        topic_code,
        kind_code,
        () if topic_code == OTHER else topic.words_for(known, topic_code, known.topics, len(known.kinds)),
        kind.words_for(known, kind_code, known.kinds, 0),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What was read to decide: the texts, the amounts of their tokens, and the log-odds that follow."""

    headline: str
    lead: str
    found: Mapping[str, float]
    odds: Sequence[float]

    def words_for(self, known: Model, code: str, codes: Sequence[str], offset: int) -> tuple[str, ...]:
        """Return the words that carried the decision for `code`."""
        return words_for(known, self.headline, self.lead, self.found, offset + codes.index(code))


def _news_is_clear(known: Model, odds: Sequence[float]) -> bool:
    return abs(odds[known.kinds.index(NEWS)] - known.news_from) >= known.news_clear


def _topic_is_clear(known: Model, odds: Sequence[float]) -> bool:
    best, next_best = sorted(odds[len(known.kinds) :], reverse=True)[:2]
    return best - next_best >= known.topic_clear


def _kind_of(known: Model, odds: Sequence[float]) -> str:
    """News if its log-odds reach the threshold, else the kind with the most of the others."""
    by_kind = dict(zip(known.kinds, odds, strict=False))
    if by_kind.pop(NEWS) >= known.news_from:
        return NEWS
    return max(by_kind, key=by_kind.__getitem__)


def _topic_of(known: Model, odds: Sequence[float]) -> str:
    """The topic with the most, if it is enough ahead of the next."""
    by_topic = sorted(zip(odds[len(known.kinds) :], known.topics, strict=True), reverse=True)
    return by_topic[0][1] if by_topic[0][0] - by_topic[1][0] >= known.topic_from else OTHER
