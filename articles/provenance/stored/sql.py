"""Statements that run for every article, as SQL: the ORM would take longer to build them than to run them.

Queries that run only for articles with neighbours (copies, references, rings) use the ORM.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

_AMONG = {"postgresql": "= ANY(%s::bigint[])", "sqlite": "IN (SELECT value FROM json_each(%s))"}


def rows(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Run the statement and return its rows."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def rows_among(statement: str, ids: Iterable[int]) -> list[tuple[Any, ...]]:
    """Run the statement and return its rows; each `{among}` in it becomes "is one of these ids"."""
    given = listed(ids)
    return rows(statement.format(among=_AMONG[connection.vendor]), *[given] * statement.count("{among}"))


def listed(numbers: Iterable[int]) -> str:
    """Write the numbers in order as one list parameter of the database; faster than psycopg's own adapter."""
    inner = ",".join(map(str, numbers))
    return f"{{{inner}}}" if connection.vendor == "postgresql" else f"[{inner}]"


# At most so many rows per hash; pairs of one batch count one after the other.
_INSERT = """
INSERT INTO {table} (hash, {owner})
SELECT given.hash, given.article_id FROM (
    SELECT hash, article_id, row_number() OVER (PARTITION BY hash ORDER BY article_id) AS place
    FROM ({pairs}) pairs
) given
WHERE {most} >= given.place + (
    SELECT count(*) FROM (SELECT 1 FROM {table} f WHERE f.hash = given.hash LIMIT {most}) held
)
ON CONFLICT DO NOTHING
"""
_PAIRS = {
    "postgresql": "SELECT unnest(%s::bigint[]) AS hash, unnest(%s::bigint[]) AS article_id",
    # One list of pairs: a join of two lists reads the second one anew for each row of the first.
    "sqlite": (
        "SELECT json_extract(value, '$[0]') AS hash, json_extract(value, '$[1]') AS article_id FROM json_each(%s)"
    ),
}


def insert_capped(
    cursor: CursorWrapper, table: str, most: int, pairs: Sequence[tuple[int, int]], owner: str = "article_id"
) -> None:
    """Insert (hash, owner) rows, sorted by hash, into one of our tables; at most `most` rows per hash."""
    if pairs:
        given = (
            [listed(hashes_or_owners) for hashes_or_owners in zip(*pairs, strict=True)]
            if connection.vendor == "postgresql"
            else [f"[{','.join(f'[{key},{holder}]' for key, holder in pairs)}]"]
        )
        cursor.execute(_INSERT.format(table=table, owner=owner, most=most, pairs=_PAIRS[connection.vendor]), given)
