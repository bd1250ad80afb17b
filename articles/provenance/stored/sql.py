"""Statements that run for every article, written as SQL: building them anew would take longer than running them.

Whatever runs only where there is something (copies, references, circles) goes by the ORM.
"""

from __future__ import annotations

from typing import Any

from django.db import connection


def rows(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """What the statement returns."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
