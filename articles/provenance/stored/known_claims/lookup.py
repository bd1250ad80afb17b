"""Find the known claim that an article resembles most; reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

from articles.models import ArticleVersion, KnownClaim
from articles.provenance.known_claims.denials import denial_in
from articles.provenance.known_claims.likeness import Compared, compare
from articles.provenance.known_claims.sentences import Sentence, opening_sentences
from articles.provenance.known_claims.wording import LOOKED_UP, terms, wording
from articles.provenance.stored.known_claims import vectors
from articles.provenance.stored.known_claims.terms import COMMON
from articles.provenance.stored.sql import listed, rows
from articles.vocabulary.known_claims import ACTIVE, MATCH, MEANING, SUGGEST, WORDS

CANDIDATES = 8
"""Entries per sentence that are compared, those that share most first."""
_RERANKED = 40
"""Entries found by words that are compared by meaning, where the bank is too large to be searched whole."""
_WORDS_SHARE = 0.15
"""Weight of the likeness by words beside that by meaning."""
_ANY = "SELECT 1 FROM articles_knownclaim LIMIT 1"
_HOLDERS = {
    "sqlite": "SELECT hash, claim_id FROM articles_claimterm WHERE hash IN (SELECT value FROM json_each(%s))",
    # As for fingerprints: the limit makes PostgreSQL use the key even without statistics.
    "postgresql": f"""
SELECT held.hash, held.claim_id FROM (SELECT unnest(%s::bigint[]) AS hash) given
CROSS JOIN LATERAL (
    SELECT t.hash, t.claim_id FROM articles_claimterm t WHERE t.hash = given.hash LIMIT {COMMON}
) held
""",  # noqa: S608 - our own number
}


@dataclass(frozen=True, slots=True)
class FoundLikeness:
    """The entry that a sentence resembles most, and how much."""

    claim: int
    number: int
    level: str
    method: str
    score: float
    sentence: Sentence
    denial: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """A sentence of a version with its meaning, and the entries that words or meaning lead to."""

    sentence: Sentence
    candidates: tuple[int, ...]
    meaning: Any


def find_likenesses(versions: Sequence[ArticleVersion]) -> dict[int, FoundLikeness]:
    """Find at most one entry per version, by the version's id.

    One query without a bank, else three, whatever the number of versions; with an embedding service two more, and one
    request for all sentences together.
    """
    if not rows(_ANY):
        return {}
    sentences = [(version, each) for version in versions for each in opening_sentences(version.extracted)]
    if not sentences:
        return {}
    led = _led_to([sentence for _, sentence in sentences])
    meanings = vectors.embedded([sentence.text for _, sentence in sentences][: _most_embedded()])
    bank = None if meanings is None else vectors.bank(meanings.shape[1])
    asked: dict[int, list[_Asked]] = defaultdict(list)
    for place, ((version, sentence), candidates) in enumerate(zip(sentences, led, strict=True)):
        meaning = None if meanings is None or place >= len(meanings) else meanings[place]
        near = () if bank is None or meaning is None else bank.nearest(meaning, CANDIDATES)
        most = _RERANKED if meaning is not None and bank is None else CANDIDATES
        asked[version.pk].append(_Asked(sentence, tuple(dict.fromkeys([*candidates[:most], *near])), meaning))
    wanted = {claim for some in asked.values() for each in some for claim in each.candidates}
    claims = _read(wanted)
    known = vectors.vectors_of(sorted(wanted), meanings.shape[1]) if meanings is not None and wanted else {}
    found = {}
    for version in versions:
        allowed = {
            pk: claim for pk, claim in claims.items() if claim.platform_id in (None, version.article.platform_id)
        }
        best = _best(asked.get(version.pk, ()), allowed, known)
        if best is not None:
            found[version.pk] = best
    return found


def _most_embedded() -> int:
    return 75  # 25 articles of three sentences: what is assessed together


def _led_to(sentences: Sequence[Sentence]) -> list[list[int]]:
    """Return for each sentence the entries with which it shares rare terms, most rarity first."""
    said = [wording(each.text) for each in sentences]
    terms_of = [terms(each, LOOKED_UP) for each in said]
    held: dict[int, list[int]] = defaultdict(list)
    for key, claim in rows(_HOLDERS[connection.vendor], listed(sorted({key for some in terms_of for key in some}))):
        held[key].append(claim)
    found = []
    for each, some in zip(said, terms_of, strict=True):
        sums: dict[int, float] = defaultdict(float)
        for key in some:
            for claim in held.get(key, ()):
                sums[claim] += each.weights.get(key, each.weight)
        found.append(sorted(sums, key=lambda claim: (-sums[claim], claim))[:_RERANKED])
    return found


def _read(claims: Collection[int]) -> dict[int, KnownClaim]:
    if not claims:
        return {}
    chosen = KnownClaim.objects.filter(pk__in=claims, state=ACTIVE)
    return {claim.pk: claim for claim in chosen.only("claim", "number", "platform_id")}


def _best(asked: Sequence[_Asked], claims: Mapping[int, KnownClaim], known: Mapping[int, Any]) -> FoundLikeness | None:
    """Return the likeness that ranks first among all sentences and entries, if it may be shown."""
    ranked = []
    for each in asked:
        for pk in each.candidates:
            if (claim := claims.get(pk)) is None:
                continue
            words = compare(each.sentence.text, wording(claim.claim))
            meaning = float(each.meaning @ known[pk]) if each.meaning is not None and pk in known else None
            shown = _shown(words, meaning)
            if shown is not None:
                rank = words.score if meaning is None else meaning + _WORDS_SHARE * words.score
                ranked.append((rank, -pk, each.sentence, claim, shown))
    if not ranked:
        return None
    _, _, sentence, claim, (level, method, score) = max(ranked, key=lambda row: row[:2])
    denial = denial_in(sentence.near, claim.claim)
    return FoundLikeness(claim.pk, claim.number, level, method, min(1.0, max(0.0, score)), sentence, denial)


def _shown(words: Compared, meaning: float | None) -> tuple[str, str, float] | None:
    """Return level, basis and score of a likeness that may be shown: by words, or else by meaning."""
    level = words.level(settings.CLAIM_MATCH, settings.CLAIM_SUGGEST)
    if level is not None:
        return level, WORDS, words.score
    if meaning is None or words.is_other or meaning < settings.CLAIM_MEANING_SUGGEST:
        return None
    is_close = meaning >= settings.CLAIM_MEANING_MATCH and not words.is_vague
    return (MATCH if is_close else SUGGEST), MEANING, meaning
