"""SQLite by its backup API: a consistent copy while others go on writing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from workbench.backups.manifest import BadBackup
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


@dataclass(frozen=True, slots=True)
class Beside:
    """A restored database beside the one in use; `name` opens it."""

    name: str

    def swap(self) -> None:
        """Puts it in the place of the one in use."""
        connection.close()
        path = _path()
        if path.exists():
            _settle(path)
        Path(self.name).replace(path)
        # Of the old one: next to another database they would be taken for its own log.
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextmanager
def beside(folder: Path) -> Iterator[Beside]:
    """Copies the backup next to the database in use; what was not swapped is removed. Raises BadBackup."""
    path, source = _path(), folder / FILE
    if path.exists():
        connection.close()
        _settle(path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    size, free = source.stat().st_size, shutil.disk_usage(path.parent).free
    if size > free:
        raise BadBackup(f"the backup needs {size:,} bytes beside the database in {path.parent}, and {free:,} are free")
    copy = path.with_name(path.name + ".restoring")
    copy.unlink(missing_ok=True)
    try:
        with (
            source.open("rb") as read,
            os.fdopen(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out,
        ):
            shutil.copyfileobj(read, out, 1 << 20)
        _check(copy)
        yield Beside(str(copy))
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)


def _check(path: Path) -> None:
    """Raises BadBackup unless SQLite finds the whole file in order."""
    try:
        with closing(sqlite3.connect(path)) as opened:
            found = opened.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BadBackup(f"the database in this backup cannot be read: {error}") from error
    if found != "ok":
        raise BadBackup(f"the database in this backup is damaged: {found}")


def _settle(path: Path) -> None:
    """Writes the log back into the file, so that it is whole alone. Raises BadBackup while others have it open."""
    try:
        with closing(sqlite3.connect(path, timeout=2)) as opened:
            # Only a connection that is alone may leave the write-ahead log.
            opened.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise BadBackup(f"{path} is in use ({error}): stop web, workers and schedule first") from error


def _path() -> Path:
    return Path(connection.settings_dict["NAME"])
