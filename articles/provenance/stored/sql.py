"""Statements that run for every article, written as SQL: building them anew would take longer than running them.

Whatever runs only where there is something (copies, references, circles) goes by the ORM.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

_AMONG = {"postgresql": "= ANY(%s::bigint[])", "sqlite": "IN (SELECT value FROM json_each(%s))"}


def rows(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """What the statement returns."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def rows_among(statement: str, ids: Iterable[int]) -> list[tuple[Any, ...]]:
    """What the statement returns; each `{among}` in it is "is one of these ids"."""
    given = listed(ids)
    return rows(statement.format(among=_AMONG[connection.vendor]), *[given] * statement.count("{among}"))


def listed(numbers: Iterable[int]) -> str:
    """The numbers, in their order, as one text as the database reads lists: psycopg's own way takes longer."""
    inner = ",".join(map(str, numbers))
    return f"{{{inner}}}" if connection.vendor == "postgresql" else f"[{inner}]"
