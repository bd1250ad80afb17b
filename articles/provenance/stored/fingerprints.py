"""The index of fingerprints in SQL: writes an article's, finds the articles that share some, and verifies them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from articles.provenance.reuse import compared
from articles.provenance.reuse.containment import is_reuse, shared_with
from articles.provenance.reuse.shingles import Hashes, dense_sample, digest, sample, shingles

COMMON = 50
"""Articles; a hash that so many have is not stored for more of them, so that no look-up reads more rows a hash."""
LEAST_SHARED = 2
_ONLY_TWO = 0.5
_OF_COMMON = 4  # a fourth of all hashes must be shared where only common ones are: a copy of a copy of many, no phrase
_MOST_HASHES = 4000  # of one text; of 200,000 characters a sample of 1/50
_MOST_LOOKED_UP = 250

# Written as SQL, since each statement runs for every article. The text of a statement never changes and a list goes as
# one parameter, so that SQLite compiles it once a connection.
_INSERT = """
INSERT INTO articles_fingerprint (hash, article_id)
SELECT given.hash, %s FROM ({given}) given
WHERE {common} > (
    SELECT count(*) FROM (SELECT 1 FROM articles_fingerprint f WHERE f.hash = given.hash LIMIT {common}) held
)
ON CONFLICT DO NOTHING
"""
_DELETE = "DELETE FROM articles_fingerprint WHERE article_id = %s AND hash IN ({given})"
_HOLDERS = "SELECT hash, article_id FROM articles_fingerprint WHERE hash IN ({given})"
# The limit makes PostgreSQL go by the index, also before it has gathered statistics: it would read the whole table.
_HOLDERS_POSTGRESQL = """
SELECT held.hash, held.article_id FROM ({given}) given
CROSS JOIN LATERAL (
    SELECT f.hash, f.article_id FROM articles_fingerprint f WHERE f.hash = given.hash LIMIT {common}
) held
"""
_EQUAL = "SELECT article_id FROM articles_comparedtext WHERE digest = %s ORDER BY article_id LIMIT %s"
_TEXTS = "SELECT article_id, text, shingles FROM articles_comparedtext WHERE article_id IN ({given})"
_ADD = """
INSERT INTO articles_comparedtext (version_id, text, digest, shingles, article_id) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (article_id) DO NOTHING
"""
_REPLACE = (
    "UPDATE articles_comparedtext SET version_id = %s, text = %s, digest = %s, shingles = %s WHERE article_id = %s"
)


@dataclass(frozen=True, slots=True)
class Verified:
    """`containment` is the share of the text asked for that the article's holds, `other_containment` the reverse."""

    article_id: int
    containment: float
    other_containment: float


def write(article_id: int, version_id: int, text: compared.ComparedText) -> None:
    """Makes this the compared text of the article, in the caller's transaction."""
    hashes = shingles(text.text)
    fresh = _sampled(hashes)
    with connection.cursor() as cursor:
        row = (version_id, text.text, digest(text.text), len(hashes), article_id)
        cursor.execute(_ADD, row)
        if not cursor.rowcount:
            [(_, old, _)] = _rows(cursor, _TEXTS, [article_id])
            _run(cursor, _DELETE, _sampled(shingles(old)) - fresh, article_id)
            cursor.execute(_REPLACE, row)
        _run(cursor, _INSERT, fresh, article_id)


def candidates(text: str, limit: int = 20) -> list[int]:
    """Ids of articles that may share text with this one, the likeliest first, at most `limit`; itself among them.

    - they share at least 2 hashes that fewer than 50 articles have, or one that only two have, or
    - a fourth of as many as are stored of it: of a text that fifty have copied no hash is rare, or
    - the whole text, which is all that can be said of short ones.

    A hash that few articles have says more than one that is in many: each counts as 1 divided by how many have it.
    """
    every = shingles(text)
    hashes = set(dense_sample(every, _MOST_LOOKED_UP).tolist())
    whole = digest(text)
    with connection.cursor() as cursor:
        rows = _rows(cursor, _HOLDERS_POSTGRESQL if connection.vendor == "postgresql" else _HOLDERS, hashes)
        same = []
        if whole:
            cursor.execute(_EQUAL, [whole, limit])
            same = [article for (article,) in cursor.fetchall()]
    holders = Counter([found for found, _ in rows])
    shared = Counter([article for _, article in rows])
    rare = Counter([article for found, article in rows if holders[found] < COMMON])
    least, of_common = min(LEAST_SHARED, len(hashes)), len(_sampled(every)) / _OF_COMMON
    weight: dict[int, float] = defaultdict(float)
    for found, article in rows:
        weight[article] += 1 / holders[found]
    likely = [
        article
        for article, count in shared.items()
        if rare[article] >= least or weight[article] >= _ONLY_TWO or count >= of_common
    ]
    likely.sort(key=lambda article: (-weight[article], article))
    return list(dict.fromkeys([*same, *likely]))[:limit]


def verify(text: str, articles: Iterable[int]) -> list[Verified]:
    """Of these articles those that share text with this one, by all 5-grams, not a sample; see `is_reuse`.

    Texts too short for 5-grams count when they are equal.
    """
    hashes = shingles(text)
    with connection.cursor() as cursor:
        rows = sorted(_rows(cursor, _TEXTS, articles))
    found = []
    for (pk, other, size), count, run in zip(rows, *shared_with(hashes, [other for _, other, _ in rows]), strict=True):
        if other == text:
            shares = (1.0, 1.0) if digest(text) else (0.0, 0.0)
        else:
            shares = (count / len(hashes), count / size) if count and size else (0.0, 0.0)
        if is_reuse(shares, run):
            found.append(Verified(pk, *shares))
    return found


def _sampled(hashes: Hashes) -> set[int]:
    return set(sample(hashes)[:_MOST_HASHES].tolist())


def _rows(cursor: CursorWrapper, statement: str, numbers: Iterable[int]) -> list[Any]:
    _run(cursor, statement, numbers)
    rows: list[Any] = cursor.fetchall()
    return rows


def _run(cursor: CursorWrapper, statement: str, numbers: Iterable[int], *parameters: int) -> None:
    """`{given}` in the statement is the numbers as rows; they come behind the other parameters."""
    listed = ",".join(map(str, sorted(numbers)))
    # As one text: what psycopg makes of a list of numbers takes longer than the query.
    if connection.vendor == "sqlite":
        given, listed = "SELECT value AS hash FROM json_each(%s)", f"[{listed}]"
    else:
        given, listed = "SELECT unnest(%s::bigint[]) AS hash", f"{{{listed}}}"
    cursor.execute(statement.format(given=given, common=COMMON), [*parameters, listed])
