"""The database of each test process: a copy of one that is migrated once for the whole run.

Migrations take 8 seconds of a processor; a copy takes none to speak of.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from tests.services.postgresql import PostgreSQL

# Where the processes of a run find the template of SQLite and its lock; the first process sets it for the others.
FOLDER = "TESTS_TEMPLATE"
_POSTGRESQL_TEMPLATE = "test_template"


def template_file() -> Path:
    """The migrated SQLite database that others are copied from; it is made first if it does not exist."""
    file = Path(os.environ[FOLDER]) / "template.sqlite3"
    with alone():
        if not file.exists():
            unfinished = file.with_suffix(".new")
            _migrated(str(unfinished))
            unfinished.rename(file)
    return file


def set_up() -> None:
    """Gives this process a database of its own and points the connection to it."""
    is_file = connection.vendor == "sqlite"
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    own = str(connection.settings_dict["TEST"]["NAME"]) if is_file else f"test_{worker}"
    copy_to(own)
    _point_to(own)


def copy_to(name: str) -> None:
    """Makes a database of this name (of SQLite: a file), migrated, with its first rows."""
    if connection.vendor == "sqlite":
        shutil.copy(template_file(), name)
    else:
        _copy_on_postgresql(name)


def fill(server: PostgreSQL) -> None:
    """Fills another, empty server with a migrated database and its first rows; for tests on PostgreSQL."""
    with alone():
        server.take(int(connection.settings_dict["PORT"]), _POSTGRESQL_TEMPLATE)


def _copy_on_postgresql(name: str) -> None:
    with alone(), connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [_POSTGRESQL_TEMPLATE])
        if cursor.fetchone() is None:
            unfinished = f"{_POSTGRESQL_TEMPLATE}_new"
            _migrated(unfinished)
            cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {_POSTGRESQL_TEMPLATE}")
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE {_POSTGRESQL_TEMPLATE}')


@contextmanager
def alone() -> Iterator[None]:
    """Lets one process of the run in at a time."""
    with (Path(os.environ[FOLDER]) / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrated(name: str) -> None:
    """Makes the database `name` and migrates it; nobody is connected to it afterwards."""
    kept = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
    finally:
        connection.settings_dict["TEST"]["NAME"] = kept[1]
        _point_to(kept[0])


def _point_to(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connections["default"].settings_dict["NAME"] = name
