"""The known claim that the item's article resembles, as the evidence shows it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User

from articles.models import ArticleVersion, ClaimAnswer, ClaimLikeness, KnownClaim
from articles.models.codes import lazy_word, word_of
from articles.provenance.stored.known_claims.likenesses import answer_on
from articles.vocabulary.known_claims import CLAIM_ANSWERS, CLAIM_STATES, LEVELS, METHODS, VERDICTS, WITHDRAWN

KEYS = {"same": "Q", "different": "Z", "unclear": "H"}
"""Keys of the answers; no act and no other key of the item page has them."""


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """An entry of the bank beside the sentence that resembles it."""

    likeness: ClaimLikeness
    claim: KnownClaim
    text: str
    answer: ClaimAnswer | None
    may_answer: bool

    @property
    def level(self) -> str:
        return word_of(LEVELS, self.likeness.level)

    @property
    def method(self) -> str:
        return word_of(METHODS, self.likeness.method)

    @property
    def verdict(self) -> str:
        return self.claim.verdict_words or word_of(VERDICTS, self.claim.verdict)

    @property
    def withdrawn(self) -> str:
        return word_of(CLAIM_STATES, WITHDRAWN) if self.claim.state == WITHDRAWN else ""

    @property
    def answered(self) -> str:
        return word_of(CLAIM_ANSWERS, self.answer.answer) if self.answer else ""

    @property
    def answers(self) -> list[tuple[str, str, str]]:
        """Code, words and key of each answer."""
        return [(term.code, lazy_word(term), KEYS[term.code]) for term in CLAIM_ANSWERS.terms]


def claim_shown(version: ArticleVersion, user: User, *, is_blind: bool = False) -> ShownClaim | None:
    """Return the entry that the version resembles; None where there is none. At most two queries.

    `is_blind`: the reader neither sees nor gives an answer.
    """
    likeness = ClaimLikeness.objects.filter(version=version).select_related("claim").first()
    if likeness is None:
        return None
    text = version.headline if likeness.in_headline else version.extracted.text
    answer = None if is_blind else answer_on(version.pk, likeness.claim_id)
    may_answer = not is_blind and user.has_perm("moderation.claim_queueitem")
    return ShownClaim(likeness, likeness.claim, text[likeness.start : likeness.end], answer, may_answer)
