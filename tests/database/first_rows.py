"""Puts the database back to its first rows after a test that commits: those that migrations make.

Django empties every table and has the first rows made anew, which costs a third of a second of a processor per test.
"""

from __future__ import annotations

import sqlite3
import time
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.test import TransactionTestCase

_SECONDS = 60  # chosen: how long a process that a test left may keep SQLite's lock


def restore_after_commits() -> None:
    """Lets tests that commit end by `restore`; `keep` must have run by then."""
    TransactionTestCase._fixture_teardown = lambda self: restore()  # type: ignore[method-assign]


def keep() -> None:
    """Notes the rows that are there now."""
    (_sqlite if connection.vendor == "sqlite" else _postgresql)().keep()


def restore() -> None:
    """Brings back the noted rows, and only them. Ids go on: no test gets one that an earlier test committed."""
    (_sqlite if connection.vendor == "sqlite" else _postgresql)().restore()


class _SQLite:
    """Keeps the whole database: tables, triggers and rows."""

    def __init__(self) -> None:
        self._copy = sqlite3.connect(":memory:", isolation_level=None)

    def keep(self) -> None:
        connection.ensure_connection()
        connection.connection.backup(self._copy)

    def restore(self) -> None:
        connection.close()  # and with it what a test has not read to its end
        connection.ensure_connection()
        last_ids = connection.connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
        self._copy.execute("DELETE FROM sqlite_sequence")
        self._copy.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", last_ids)
        deadline = time.monotonic() + _SECONDS

        def give_up(status: int, remaining: int, total: int) -> None:
            assert time.monotonic() < deadline, "somebody keeps the test database locked"

        self._copy.backup(connection.connection, progress=give_up)


class _PostgreSQL:
    """Keeps the rows of each table as COPY writes them. Changes those tables only in which a test left something."""

    def __init__(self) -> None:
        self._rows: dict[str, bytes] = {}  # by table
        self._find_changed = ""

    def keep(self) -> None:
        with connection.cursor() as cursor:
            tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
            self._rows = {table: _copied(cursor, table) for table in tables}
            cursor.execute(" UNION ALL ".join(f"SELECT '{table}', {_digest(table)}" for table in tables))
            digests = dict(cursor.fetchall())
        found = [
            f"SELECT '{table}' WHERE {_digest(table)} <> '{digests[table]}'"
            if self._rows[table]
            else f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM \"{table}\")"  # noqa: S608 - names of our own
            for table in tables
        ]
        self._find_changed = " UNION ALL ".join(found)

    def restore(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            # Lifts guards and foreign keys; only a superuser, which the application is not, may set it.
            cursor.execute("SET LOCAL session_replication_role = replica")
            # What another process still writes is committed before we look.
            names = ", ".join(f'"{table}"' for table in self._rows)
            cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
            cursor.execute(self._find_changed)
            for (table,) in cursor.fetchall():
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
                if rows := self._rows[table]:
                    with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                        copy.write(rows)


def _copied(cursor: Any, table: str) -> bytes:
    with cursor.copy(f'COPY (SELECT * FROM "{table}") TO STDOUT') as copy:  # noqa: S608
        return b"".join(copy)


def _digest(table: str) -> str:
    """SQL: one value over all rows of the table, whatever their order."""
    rows = "string_agg(t::text, E'\\n' ORDER BY t::text COLLATE \"C\")"
    return f"(SELECT md5(coalesce({rows}, '')) FROM \"{table}\" t)"  # noqa: S608


@cache
def _sqlite() -> _SQLite:
    return _SQLite()


@cache
def _postgresql() -> _PostgreSQL:
    return _PostgreSQL()
