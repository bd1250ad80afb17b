"""Splits a table into months, with the same columns, checks, references, indexes and triggers."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from workbench.partitions.months import make_missing
from workbench.partitions.tables import CLOCK, Month, is_partitioned

# The table's indexes as statements that make them again. A unique index becomes a plain one: each month has its own.
_INDEXES = """
SELECT replace(pg_get_indexdef(indexrelid), 'CREATE UNIQUE INDEX', 'CREATE INDEX') FROM pg_index
WHERE indrelid = %s::regclass AND NOT indisprimary
"""
_REFERENCES = """
SELECT format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f'
"""
_TRIGGERS = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal"


def partition(table: str) -> int:
    """Splits the table in one transaction that locks it; returns the number of its rows.

    Does nothing to a partitioned table, and returns 0.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if is_partitioned(cursor, table):
            return 0
        cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        again = [made for query in (_INDEXES, _REFERENCES, _TRIGGERS) for made in _column(cursor, query, table)]
        whole, ids = f"{table}_whole", f"{table}_ids"
        cursor.execute(f"ALTER TABLE {table} RENAME TO {whole}")
        cursor.execute(
            f"CREATE TABLE {table} (LIKE {whole} INCLUDING CONSTRAINTS INCLUDING DEFAULTS INCLUDING STORAGE)"
            f" PARTITION BY RANGE ({CLOCK})"
        )
        # A sequence, because PostgreSQL before version 17 has no identity columns in partitioned tables.
        cursor.execute(f"CREATE SEQUENCE {ids} OWNED BY {table}.id")
        cursor.execute(f"ALTER TABLE {table} ALTER id SET DEFAULT nextval('{ids}')")
        cursor.execute(f"SELECT min({CLOCK}), max(id) FROM {whole}")  # noqa: S608 - names of our own
        earliest, last = cursor.fetchone()
        cursor.execute("SELECT setval(%s, %s, %s)", [ids, last or 1, last is not None])
        make_missing(cursor, table, Month.of(earliest or timezone.now()))
        cursor.execute(f"INSERT INTO {table} SELECT * FROM {whole}")  # noqa: S608 - names of our own
        rows: int = cursor.rowcount
        # Indexes come last: their names are free only now, and building them once is faster than updating them.
        cursor.execute(f"DROP TABLE {whole}")
        cursor.execute(f"ALTER TABLE {table} ADD PRIMARY KEY (id, {CLOCK})")
        for statement in again:
            cursor.execute(statement)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {table}")
    return rows


def _column(cursor: CursorWrapper, query: str, table: str) -> list[Any]:
    cursor.execute(query, [table])
    return [value for (value,) in cursor.fetchall()]
