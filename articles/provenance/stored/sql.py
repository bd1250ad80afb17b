"""Statements that run for every article, as SQL: the ORM would take longer to build them than to run them.

Queries that run only for articles with neighbours (copies, references, rings) use the ORM.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

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
