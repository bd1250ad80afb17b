"""Makes the months ahead, and detaches old ones."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from workbench.partitions.tables import TABLES, Month, is_partitioned, partitions_of

# Months made ahead. A row of a missing month is refused, and the work that writes it fails; a year outlasts any
# standstill of the schedule.
AHEAD = 12
# The latest month that the application's role may have made: the same, and a month of clocks that differ.
LATEST = AHEAD + 1


class NoSuchMonth(Exception):
    """The month is not attached to the table."""


def make_ahead(*, dry_run: bool = False) -> int:
    """Makes the months of the coming year for every partitioned table (a nightly job); returns how many."""
    if connection.vendor != "postgresql":
        return 0
    made = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for table in TABLES:
            if is_partitioned(cursor, table):
                made += len(missing(cursor, table)) if dry_run else make_missing(cursor, table)
    return made


def missing(cursor: CursorWrapper, table: str, first: Month | None = None) -> list[Month]:
    """The unattached months from `first` (by default the present one) to a year from now."""
    now = Month.of(timezone.now())
    attached = partitions_of(cursor, table)
    found, month = [], first or now
    while month <= now.later(AHEAD):
        if month.partition_of(table) not in attached:
            found.append(month)
        month = month.later()
    return found


def make_missing(cursor: CursorWrapper, table: str, first: Month | None = None) -> int:
    """Makes the missing months; returns how many. Names and columns are our own, never input."""
    months = missing(cursor, table, first)
    if months and not _is_owner(cursor, table):
        for month in months:
            cursor.execute("SELECT workbench_make_month(%s, %s)", [table, month.starts_at.date()])
        return len(months)
    for month in months:
        name = month.partition_of(table)
        cursor.execute(
            f"CREATE TABLE {name} PARTITION OF {table} FOR VALUES FROM (%s) TO (%s)",
            [month.starts_at.isoformat(), month.later().starts_at.isoformat()],
        )
        # The guards of rows come from the table to its months; one against emptying is each month's own.
        guard = f"{table}_no_truncate"
        cursor.execute(
            f"CREATE TRIGGER {guard} BEFORE TRUNCATE ON {name} FOR EACH STATEMENT EXECUTE FUNCTION {guard}()"
        )
        if TABLES[table]:
            cursor.execute(f"CREATE UNIQUE INDEX {name}_once ON {name} ({', '.join(TABLES[table])})")
    return len(months)


def _is_owner(cursor: CursorWrapper, table: str) -> bool:
    """Whether this role may make months itself; the application's asks a function of the owner's for it."""
    cursor.execute("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass(%s)", [table])
    return bool(cursor.fetchone()[0])


def detach(table: str, month: Month) -> str:
    """Detaches a month; its rows stay in a table of their own, whose name is returned.

    Raises NoSuchMonth.
    """
    name = month.partition_of(table)
    with transaction.atomic(), connection.cursor() as cursor:
        if name not in partitions_of(cursor, table):
            raise NoSuchMonth(f"{table} has no partition {name}")
        cursor.execute(f"ALTER TABLE {table} DETACH PARTITION {name}")
    return name
