"""Write articles into the index of fingerprints, and store their compared texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from articles.provenance.reuse.compared import ComparedText
from articles.provenance.reuse.shingles import digest, shingles
from articles.provenance.stored.fingerprints import COMMON, sampled
from articles.provenance.stored.sql import listed, rows_among

# A hash is stored for at most COMMON articles; articles of one batch count one after the other.
_INSERT = f"""
INSERT INTO articles_fingerprint (hash, article_id)
SELECT given.hash, given.article_id FROM (
    SELECT hash, article_id, row_number() OVER (PARTITION BY hash ORDER BY article_id) AS place
    FROM ({{pairs}}) pairs
) given
WHERE {COMMON} >= given.place + (
    SELECT count(*) FROM (SELECT 1 FROM articles_fingerprint f WHERE f.hash = given.hash LIMIT {COMMON}) held
)
ON CONFLICT DO NOTHING
"""  # noqa: S608 - our own numbers
_PAIRS = {
    "postgresql": "SELECT unnest(%s::bigint[]) AS hash, unnest(%s::bigint[]) AS article_id",
    "sqlite": (
        "SELECT hashes.value AS hash, owners.value AS article_id FROM json_each(%s) hashes"
        " JOIN json_each(%s) owners ON owners.key = hashes.key"
    ),
}
_DELETE = {
    "postgresql": "DELETE FROM articles_fingerprint WHERE article_id = %s AND hash = ANY(%s::bigint[])",
    "sqlite": "DELETE FROM articles_fingerprint WHERE article_id = %s AND hash IN (SELECT value FROM json_each(%s))",
}
_STORED = "SELECT article_id, version_id, text FROM articles_comparedtext WHERE article_id {among}"
_ADD = (
    "INSERT INTO articles_comparedtext (version_id, text, digest, shingles, article_id) VALUES {rows}"
    " ON CONFLICT (article_id) DO NOTHING"
)
_REPLACE = (
    "UPDATE articles_comparedtext SET version_id = %s, text = %s, digest = %s, shingles = %s WHERE article_id = %s"
)


class Compared(NamedTuple):
    """The compared text of an article, with its version."""

    article: int
    version: int
    text: ComparedText


def write(texts: Sequence[Compared]) -> None:
    """Replace the compared texts of these articles in the caller's transaction; one per article."""
    if not texts:
        return
    hashes = {each.article: shingles(each.text.text) for each in texts}
    fresh = {article: sampled(found) for article, found in hashes.items()}
    added = {
        each.article: (each.version, each.text.text, digest(each.text.text), len(hashes[each.article]), each.article)
        for each in texts
    }
    with connection.cursor() as cursor:
        _add(cursor, list(added.values()))
        if cursor.rowcount < len(texts):
            for article, version, old in rows_among(_STORED, added):
                if (version, old) != added[article][:2]:
                    gone = sampled(shingles(old)) - fresh[article]
                    cursor.execute(_DELETE[connection.vendor], [article, listed(sorted(gone))])
                    cursor.execute(_REPLACE, added[article])
        _insert(cursor, [(found, article) for article, every in fresh.items() for found in sorted(every)])


def _add(cursor: CursorWrapper, rows: Sequence[tuple[Any, ...]]) -> None:
    places = ",".join(["(%s,%s,%s,%s,%s)"] * len(rows))
    cursor.execute(_ADD.format(rows=places), [value for row in rows for value in row])


def _insert(cursor: CursorWrapper, pairs: Sequence[tuple[int, int]]) -> None:
    if pairs:
        given = [listed(hashes_or_owners) for hashes_or_owners in zip(*pairs, strict=True)]
        cursor.execute(_INSERT.format(pairs=_PAIRS[connection.vendor]), given)
