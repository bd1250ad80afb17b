"""PostgreSQL by pg_dump and pg_restore, which must be on PATH and not older than the server."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from django.db import connection, transaction
from psycopg import sql

from workbench.backups.manifest import BadBackup
from workbench.backups.state import Saved

if TYPE_CHECKING:
    from typing import LiteralString

FILE = "database.dump"
# libpq's programs get the address of the database by the environment, since others can read command lines.
_ENVIRONMENT = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
}  # fmt: skip


def dump(folder: Path) -> Saved:
    """Dumps one snapshot, and reads its migrations and audit head in that snapshot. Raises BadBackup."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        cursor.execute("SELECT app, name FROM django_migrations")
        migrations = sorted(f"{app}.{name}" for app, name in cursor.fetchall())
        cursor.execute("SELECT sequence, hash FROM moderation_audithead")
        head = cursor.fetchone()
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges",
             f"--snapshot={snapshot}", f"--file={folder / FILE}")  # fmt: skip
    return Saved(FILE, migrations, *head)


@dataclass(frozen=True, slots=True)
class Beside:
    """A restored database beside the one in use; `name` opens it. Without `old` it stands in its place already."""

    name: str
    old: str = ""

    def swap(self) -> None:
        """Puts it in the place of the one in use, which is dropped. Raises BadBackup; then nothing has changed."""
        if not self.old:
            return
        aside = f"{self.old}_replaced"
        with _maintenance() as cursor:
            _statement(cursor, "ALTER DATABASE {} RENAME TO {}", self.old, aside)
            try:
                _statement(cursor, "ALTER DATABASE {} RENAME TO {}", self.name, self.old)
            except BadBackup:
                _statement(cursor, "ALTER DATABASE {} RENAME TO {}", aside, self.old)
                raise
            _statement(cursor, "DROP DATABASE {}", aside)


@contextmanager
def beside(folder: Path) -> Iterator[Beside]:
    """Restores into a database of its own; an empty one is restored in place. What was not swapped is removed.

    Raises BadBackup: others are connected, or the role may not create databases.
    """
    dump, name = str(folder / FILE), str(connection.settings_dict["NAME"])
    _run("pg_restore", "--list", dump)  # readable at all
    _check_alone(name)
    if not connection.introspection.table_names():
        connection.close()
        proved = False
        try:
            _restore(dump, name)
            yield Beside(name)
            proved = True
        finally:
            if not proved:
                _empty()
        return
    fresh = f"{name}_restoring"
    connection.close()
    with _maintenance() as cursor:
        _statement(cursor, "DROP DATABASE IF EXISTS {}", fresh)
        _statement(cursor, "CREATE DATABASE {} TEMPLATE template0", fresh)
    try:
        _restore(dump, fresh)
        yield Beside(fresh, name)
    finally:
        with _maintenance() as cursor:
            _statement(cursor, "DROP DATABASE IF EXISTS {}", fresh)


def _restore(dump: str, name: str) -> None:
    _run(
        "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--dbname", name, dump
    )


def _check_alone(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'",
            [name],
        )
        others = cursor.fetchone()[0]
    if others:
        raise BadBackup(f"{others} other connections to the database {name}: stop web, workers and schedule first")


def _empty() -> None:
    """Empties the database again that was empty before."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()


@contextmanager
def _maintenance() -> Iterator[psycopg.Cursor[Any]]:
    """A cursor outside of any transaction and of the database itself, which cannot be renamed from within."""
    parameters = {name: value for name, value in connection.get_connection_params().items() if name in _ENVIRONMENT}
    try:
        opened = psycopg.connect(**{**parameters, "dbname": "postgres"}, autocommit=True)
    except psycopg.Error as error:
        raise BadBackup(f"the database postgres of the server cannot be opened: {error}") from error
    with opened, opened.cursor() as cursor:
        yield cursor


def _statement(cursor: psycopg.Cursor[Any], text: LiteralString, *names: str) -> None:
    try:
        cursor.execute(sql.SQL(text).format(*map(sql.Identifier, names)))
    except psycopg.errors.InsufficientPrivilege as error:
        raise BadBackup(
            f"{error.diag.message_primary}: the role restores beside the database in use and needs CREATEDB; "
            "grant it for the restore, or name an empty database in DATABASE_URL"
        ) from error
    except psycopg.Error as error:
        raise BadBackup(f"PostgreSQL refused: {error.diag.message_primary or error}") from error


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise BadBackup(f"{program} is not on PATH: install PostgreSQL's client programs, as new as the server")
    done = subprocess.run(  # noqa: S603 - the program is looked up, the arguments are ours
        [found, *arguments], env={**os.environ, **_environment()}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BadBackup(f"{program} failed: {done.stderr.strip()}")


def _environment() -> dict[str, str]:
    known = connection.get_connection_params()
    return {variable: str(known[name]) for name, variable in _ENVIRONMENT.items() if known.get(name)}
