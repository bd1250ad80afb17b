"""The index of fingerprints in SQL: writes an article's, finds the articles that share some, and verifies them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from django.db import connection

from articles.models import ComparedText, Fingerprint
from articles.provenance.reuse import compared
from articles.provenance.reuse.containment import LEAST, containment
from articles.provenance.reuse.shingles import Hashes, digest, sample, shingles

COMMON = 50
"""Articles; a hash that so many have is not stored for more of them, so that no look-up reads more rows a hash."""
LEAST_SHARED = 3
_OF_COMMON = 4  # a fourth of all hashes must be shared where only common ones are: a copy of a copy of many, no phrase
_MOST_HASHES = 4000  # of one text: what a text of 200,000 characters has at most, with room
_CHUNK = 400  # values a statement: SQLite takes 32,766 parameters, and plans long lists slowly

_INSERT = """
INSERT INTO articles_fingerprint (hash, article_id)
SELECT given.hash, %s FROM ({values}) given
WHERE {common} > (
    SELECT count(*) FROM (SELECT 1 FROM articles_fingerprint f WHERE f.hash = given.hash LIMIT {common}) held
)
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Verified:
    """`containment` is the share of the text asked for that the article's holds, `other_containment` the reverse."""

    article_id: int
    containment: float
    other_containment: float


def write(article_id: int, version_id: int, text: compared.ComparedText) -> None:
    """Makes this the compared text of the article, in the caller's transaction."""
    hashes = shingles(text.text)
    old = ComparedText.objects.filter(article=article_id).values_list("text", flat=True).first()
    fresh = _sampled(hashes)
    stale = set() if old is None else _sampled(shingles(old)) - fresh
    for part in _parts(sorted(stale)):
        Fingerprint.objects.filter(hash__in=part, article_id=article_id).delete()
    with connection.cursor() as cursor:
        for part in _parts(sorted(fresh)):
            values = " UNION ALL ".join(["SELECT %s AS hash", *["SELECT %s"] * (len(part) - 1)])
            if connection.vendor == "postgresql":
                values = "SELECT unnest(%s::bigint[]) AS hash"
            statement = _INSERT.format(values=values, common=COMMON)
            given = [part] if connection.vendor == "postgresql" else part
            cursor.execute(statement, [article_id, *given])
    ComparedText.objects.update_or_create(
        article_id=article_id,
        defaults={
            "version_id": version_id,
            "text": text.text,
            "digest": digest(text.text),
            "shingles": len(hashes),
        },
    )


def candidates(text: str, limit: int = 20) -> list[int]:
    """Ids of articles that may share text with this one, the likeliest first, at most `limit`; itself among them.

    - they share at least 3 hashes that fewer than 50 articles have (all of them, of a text that has fewer), or
    - a fourth of all: of a text that fifty have copied no hash is rare, or
    - the whole text, which is all that can be said of short ones.
    """
    hashes = sorted(_sampled(shingles(text)))
    rows: list[tuple[int, int]] = []
    for part in _parts(hashes):
        rows += Fingerprint.objects.filter(hash__in=part).values_list("hash", "article_id")
    holders = Counter(found for found, _ in rows)
    rare = Counter(article for found, article in rows if holders[found] < COMMON)
    shared = Counter(article for _, article in rows)
    least = min(LEAST_SHARED, len(hashes))
    likely = [
        article for article, count in shared.items() if rare[article] >= least or count * _OF_COMMON >= len(hashes)
    ]
    likely.sort(key=lambda article: (-shared[article], article))
    same = ComparedText.objects.filter(digest=digest(text)) if digest(text) else ComparedText.objects.none()
    return list(dict.fromkeys([*same.order_by("pk").values_list("pk", flat=True)[:limit], *likely]))[:limit]


def verify(text: str, articles: Iterable[int]) -> list[Verified]:
    """Of these articles those that hold at least LEAST of this text, or it of theirs, by all 5-grams, not a sample.

    Texts too short for 5-grams count when they are equal.
    """
    hashes = shingles(text)
    found = []
    for pk, other in ComparedText.objects.filter(pk__in=list(articles)).order_by("pk").values_list("pk", "text"):
        shares = _shares(text, hashes, other)
        if max(shares) >= LEAST:
            found.append(Verified(pk, *shares))
    return found


def _shares(text: str, hashes: Hashes, other: str) -> tuple[float, float]:
    if text == other:
        return (1.0, 1.0) if digest(text) else (0.0, 0.0)
    return containment(hashes, shingles(other))


def _sampled(hashes: Hashes) -> set[int]:
    return set(np.sort(sample(hashes))[:_MOST_HASHES].tolist())


def _parts(hashes: Collection[int]) -> Iterable[list[int]]:
    ordered = list(hashes)
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))
