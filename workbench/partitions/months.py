"""Months that are made ahead, and months that are put away."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from workbench.partitions.tables import TABLES, Month, is_partitioned, partitions_of

# Rows of a month that was not made are refused, and with them the work that writes them. A year outlasts any schedule
# that stands still.
AHEAD = 12


class NoSuchMonth(Exception):
    """The month is not attached to the table."""


def make_ahead(*, dry_run: bool = False) -> int:
    """For the nightly schedule: gives every partitioned table its months of the year to come; how many were made."""
    if connection.vendor != "postgresql":
        return 0
    made = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            if is_partitioned(cursor, table):
                made += len(missing(cursor, table)) if dry_run else make_missing(cursor, table)
    return made


def missing(cursor: CursorWrapper, table: str, first: Month | None = None) -> list[Month]:
    """The months from `first` (the present one) to a year from now that are not attached."""
    now = Month.of(timezone.now())
    attached = partitions_of(cursor, table)
    found, month = [], first or now
    while month <= now.later(AHEAD):
        if month.partition_of(table) not in attached:
            found.append(month)
        month = month.later()
    return found


def make_missing(cursor: CursorWrapper, table: str, first: Month | None = None) -> int:
    """Makes them; how many. Names and columns are our own, never input."""
    months = missing(cursor, table, first)
    for month in months:
        name = month.partition_of(table)
        cursor.execute(
            f"CREATE TABLE {name} PARTITION OF {table} FOR VALUES FROM (%s) TO (%s)",
            [month.starts_at.isoformat(), month.later().starts_at.isoformat()],
        )
        if TABLES[table]:
            cursor.execute(f"CREATE UNIQUE INDEX {name}_once ON {name} ({', '.join(TABLES[table])})")
    return len(months)


def detach(table: str, month: Month) -> str:
    """Takes a month out of the table; its rows stay in a table of their own, whose name is returned.

    Raises NoSuchMonth.
    """
    name = month.partition_of(table)
    with transaction.atomic(), connection.cursor() as cursor:
        if name not in partitions_of(cursor, table):
            raise NoSuchMonth(f"{table} has no partition {name}")
        cursor.execute(f"ALTER TABLE {table} DETACH PARTITION {name}")
    return name
