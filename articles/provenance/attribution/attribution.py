"""The value of an attribution: a claim and the speaker it is credited to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from articles.vocabulary.citations import ATTRIBUTIONS

Kind = Literal["named_person", "named_institution", "named_outlet", "institution_anonymous", "anonymous", "unspecified"]

NAMED: frozenset[str] = frozenset(ATTRIBUTIONS.where(lambda each: each.is_named))
"""Kinds that name somebody whom a moderator can look up."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A claim in the text that is credited to somebody.

    Kinds: `named_person`; `named_institution` (also a state, and the spokesperson of an institution);
    `named_outlet` (also a titled report); `institution_anonymous` (a named institution, a nameless person of it:
    彼得森研究所专家); `anonymous` (专家, 网友, 知情人士, 外媒, 王先生); `unspecified` (据悉, 网传, 研究表明).

    All offsets count in `ExtractedArticle.text`: `start:end` is `who` (for `unspecified` the marker itself),
    `claim_start:claim_end` the claim without its quotation marks; both are equal when there is no claim.
    """

    who: str
    kind: Kind
    verb: str
    start: int
    end: int
    claim_start: int
    claim_end: int
