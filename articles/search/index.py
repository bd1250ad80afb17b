"""The index at work: what is stored is indexed in the same transaction, and goes with its row.

Two tables outside Django's models, made by a migration: FTS5 on SQLite, a GIN index over arrays on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import CursorWrapper

from articles.search.grams import NARROW, WIDE, narrow_window, wide_window

# Ids read at a time.
_CHUNK = 100
# Narrow windows, then wide ones, that a search reads one by one before it reads all older rows at once: a million. A
# word that is rare in so many is rare in the others too.
_NARROW_WINDOWS, _WIDE_WINDOWS = 4, 16
_KEEP_ON_SQLITE = "INSERT OR REPLACE INTO {table} (rowid, grams, version) VALUES (%s, %s, %s)"
_KEEP_ON_POSTGRESQL = (
    "INSERT INTO {table} (id, version, grams) VALUES (%s, %s, %s)"
    " ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version, grams = EXCLUDED.grams"
)
_MATCH_ON_SQLITE = "SELECT rowid FROM {table} WHERE {table} MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s"
# Materialized, so that the planner reads the index of entries and not, for the order, the rows one by one.
_MATCH_ON_POSTGRESQL = (
    "WITH hits AS MATERIALIZED (SELECT id FROM {table} WHERE grams @> %s::integer[])"
    " SELECT id FROM hits WHERE id < %s ORDER BY id DESC LIMIT %s"
)
_BEYOND_ALL = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a row: its id, the version of it that was read, and its numbers."""

    pk: int
    version: int
    grams: Collection[int]


@dataclass(frozen=True, slots=True)
class Index:
    """One index: its table, and the table whose rows it finds."""

    table: str
    of: str

    def keep(self, entries: Sequence[Entry]) -> None:
        """Index the rows, in place of what was indexed of them before. Belongs to the caller's transaction."""
        if not entries:
            return
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                words = [(each.pk, _document(each.grams), each.version) for each in entries]
                cursor.executemany(_KEEP_ON_SQLITE.format(table=self.table), words)
            else:
                rows = [
                    (each.pk, each.version, [*each.grams, narrow_window(each.pk), wide_window(each.pk)])
                    for each in entries
                ]
                cursor.executemany(_KEEP_ON_POSTGRESQL.format(table=self.table), rows)

    def newest(self, wanted: Collection[int]) -> Iterator[int]:
        """The ids of the rows that have all these entries, the newest first.

        Reads as it is consumed, so that a common word costs no more than a rare one.
        """
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                yield from self._matches(cursor, _MATCH_ON_SQLITE, _expression(wanted), _BEYOND_ALL)
                return
            cursor.execute(f"SELECT max(id) FROM {self.table}")  # noqa: S608 - a name of our own
            (last,) = cursor.fetchone()
            before = (last or 0) + 1
            for size, number in ((NARROW, _NARROW_WINDOWS), (WIDE, _WIDE_WINDOWS)):
                for _ in range(number):
                    first = (before - 1) // size * size
                    window = narrow_window(first) if size == NARROW else wide_window(first)
                    yield from self._matches(cursor, _MATCH_ON_POSTGRESQL, [*wanted, window], before)
                    before = first
                    if before <= 0:
                        return
            yield from self._matches(cursor, _MATCH_ON_POSTGRESQL, [*wanted], before)

    def _matches(self, cursor: CursorWrapper, statement: str, wanted: str | list[int], before: int) -> Iterator[int]:
        while True:
            cursor.execute(statement.format(table=self.table), [wanted, before, _CHUNK])
            found = [pk for (pk,) in cursor.fetchall()]
            yield from found
            if len(found) < _CHUNK:
                return
            before = found[-1]

    def versions(self, first: int, last: int) -> dict[int, int]:
        """The indexed version of each row from `first` to `last`."""
        key = "rowid" if connection.vendor == "sqlite" else "id"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {key}, version FROM {self.table} WHERE {key} BETWEEN %s AND %s",  # noqa: S608
                [first, last],
            )
            return dict(cursor.fetchall())


ARTICLES = Index("articles_searcharticle", "articles_article")
SOURCES = Index("articles_searchsource", "articles_source")


def _word(gram: int) -> str:
    return f"{gram & 0xFFFFFFFF:x}"


def _document(found: Collection[int]) -> str:
    return " ".join(map(_word, found))


def _expression(wanted: Collection[int]) -> str:
    return " AND ".join(f'"{_word(gram)}"' for gram in wanted)
