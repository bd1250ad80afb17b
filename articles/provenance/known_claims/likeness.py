"""How like a sentence is to a known claim, by rare words that both have.

Another town, another remedy or another number makes another claim, however alike the rest is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from articles.provenance.known_claims.wording import Wording, wording
from articles.provenance.rewording.bigrams import bigrams, rarity
from articles.vocabulary.known_claims import MATCH as LEVEL_MATCH
from articles.vocabulary.known_claims import SUGGEST as LEVEL_SUGGEST

MATCH, SUGGEST = 0.60, 0.32
"""Score from which a likeness is close, and from which it is shown. Chosen on the half `tune` of
`bench/evidence/claims_known.py`."""
_OF_CLAIM = 0.7
"""Weight of the claim's coverage in the score, against that of the sentence: articles say more around a claim."""
_CLAUSE = re.compile(r"[,，、;；:：!！?？。\s]+")
_MOST_CLAUSES = 12
_RARE = 4.0
"""Rarity of a word that names something, so that another one in its place makes another claim."""
_SLOT = range(2, 5)
"""Letters of such a word. Single letters are mostly verbs and particles."""
_GRAMMAR = re.compile("[的了会就能要可以把是被让使有在和与也都不很再用过着得从为]")
_LONG_WORD = 4
"""Bigrams in a row that are more than one word."""
_FRAME = 2
"""Letters that both texts have beside such a word."""


@dataclass(frozen=True, slots=True)
class Compared:
    """`score`: 0–1. `is_other`: the facts say that it is another claim, however alike the wording.

    `is_vague`: the claim names a place or a number, and the sentence none; it is never a close likeness then.
    `is_thin`: one word is all that both have.
    """

    score: float
    is_other: bool
    is_vague: bool
    is_thin: bool

    def level(self, match: float = MATCH, suggest: float = SUGGEST) -> str | None:
        """Return how the likeness is shown; None when it is not."""
        if self.is_other or self.is_thin or self.score < suggest:
            return None
        return LEVEL_MATCH if self.score >= match and not self.is_vague else LEVEL_SUGGEST


def compare(sentence: str, claim: Wording) -> Compared:
    """Compare a sentence, or up to three clauses of it in a row, with a claim; the best part counts."""
    whole = wording(sentence)
    best, part = max(((score(each, claim), each) for each in _parts(sentence, whole)), key=lambda found: found[0])
    is_other = (
        _differ(claim.numbers, part.numbers, whole.numbers)
        or _differ(claim.places, part.places, whole.places)
        or any(_exchanged(claim.letters, part.letters))
    )
    is_vague = bool((claim.places and not whole.places) or (claim.numbers and not whole.numbers))
    return Compared(best, is_other, is_vague, not _has_two_words(claim, part))


def score(part: Wording, claim: Wording) -> float:
    """Return the likeness by words alone, 0–1: the shares of both texts' rarity in bigrams that both have."""
    shared = sum(weight for gram, weight in claim.weights.items() if gram in part.weights)
    if shared <= 0:
        return 0.0
    return float((shared / claim.weight) ** _OF_CLAIM * (shared / part.weight) ** (1 - _OF_CLAIM))


def _has_two_words(claim: Wording, part: Wording) -> bool:
    """Whether both share two words or a long one: a name alone says what a sentence is about, not what of it."""
    runs, length = 0, 0
    for gram in claim.grams:
        length = length + 1 if gram in part.weights else 0
        runs += length == 1
        if length >= _LONG_WORD or runs > 1:
            return True
    return False


def _parts(sentence: str, whole: Wording) -> Iterator[Wording]:
    yield whole
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause][:_MOST_CLAUSES]
    for size in (1, 2, 3):
        for at in range(len(clauses) - size + 1) if size < len(clauses) else ():
            yield wording("，".join(clauses[at : at + size]))


def _differ(claim: frozenset[Any], part: frozenset[Any], whole: frozenset[Any]) -> bool:
    """Whether both name some, and fewer than half of those of the claim stand in the sentence."""
    return bool(claim and part) and 2 * len(claim & whole) < len(claim)


def _exchanged(claim: str, part: str) -> Iterator[bool]:
    """Yield for each word of the claim in whose place, in the same frame, the sentence has another word."""
    steps = SequenceMatcher(None, claim, part, autojunk=False).get_opcodes()
    for at, (kind, start, end, begin, after) in enumerate(steps):
        if kind != "replace" or end - start not in _SLOT or after - begin not in _SLOT:
            continue
        before = steps[at - 1][2] - steps[at - 1][1] if at else 0
        behind = steps[at + 1][2] - steps[at + 1][1] if at + 1 < len(steps) else 0
        if before + behind >= 2 * _FRAME and (min(before, behind) >= 1 or at in (0, len(steps) - 1)):
            one, other = claim[start:end], part[begin:after]
            yield not set(one) & set(other) and _is_name(one) and _is_name(other)


def _is_name(word: str) -> bool:
    return not _GRAMMAR.search(word) and float(rarity(bigrams(word)).max()) >= _RARE
