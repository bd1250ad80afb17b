"""PostgreSQL by pg_dump and pg_restore, which must be on PATH and not older than the server."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection, transaction

from workbench.backups.manifest import BadBackup
from workbench.backups.state import Saved

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


def restore(folder: Path) -> None:
    """Replaces the schema `public`. Raises BadBackup; a failure leaves it empty, for another try."""
    _run("pg_restore", "--list", str(folder / FILE))  # readable at all, before anything is dropped
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    _run("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
         "--dbname", _environment()["PGDATABASE"], str(folder / FILE))  # fmt: skip


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
