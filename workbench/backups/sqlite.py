"""SQLite by its backup API: a consistent copy while others go on writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from workbench.backups.state import Saved

FILE = "database.sqlite3"


def dump(folder: Path) -> Saved:
    """Copies the database into the folder; reads migrations and audit head from the copy."""
    copy = folder / FILE
    with closing(sqlite3.connect(_path())) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        migrations = target.execute("SELECT app, name FROM django_migrations").fetchall()
        head = target.execute("SELECT sequence, hash FROM moderation_audithead").fetchone()
    return Saved(FILE, sorted(f"{app}.{name}" for app, name in migrations), *head)


def restore(folder: Path) -> None:
    """Replaces whatever is in the database, in one transaction."""
    connection.close()
    with closing(sqlite3.connect(folder / FILE)) as source, closing(sqlite3.connect(_path())) as target:
        source.backup(target)


def _path() -> str:
    return str(connection.settings_dict["NAME"])
