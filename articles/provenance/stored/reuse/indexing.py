"""Write articles into the index of fingerprints, and store their compared texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from articles.provenance.reuse.compared import ComparedText
from articles.provenance.reuse.keyed_sentences import KeyedSentence
from articles.provenance.reuse.shingles import digest, shingles
from articles.provenance.stored.reuse.fingerprints import COMMON, sampled
from articles.provenance.stored.sql import insert_capped, listed, rows_among

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
    """The compared text of an article, with its version, and the keys of its sentences."""

    article: int
    version: int
    text: ComparedText
    sentences: Sequence[KeyedSentence] = ()

    def held(self) -> Iterator[tuple[int, int]]:
        """Yield the (key, article) rows of its sentences."""
        return ((each.key, self.article) for each in self.sentences)


HELD = 12
"""Most articles stored per sentence: enough to tell a formula from a story that was copied."""


def write(texts: Sequence[Compared]) -> dict[int, str]:
    """Replace the compared texts of these articles in the caller's transaction; one per article.

    Returns the earlier texts of the articles that had another one.
    """
    replaced: dict[int, str] = {}
    if not texts:
        return replaced
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
                    replaced[article] = old
        pairs = [(found, article) for article, every in fresh.items() for found in sorted(every)]
        insert_capped(cursor, "articles_fingerprint", COMMON, pairs)
        insert_capped(cursor, "articles_sentenceholder", HELD, sorted({pair for each in texts for pair in each.held()}))
    return replaced


def _add(cursor: CursorWrapper, rows: Sequence[tuple[Any, ...]]) -> None:
    places = ",".join(["(%s,%s,%s,%s,%s)"] * len(rows))
    cursor.execute(_ADD.format(rows=places), [value for row in rows for value in row])
