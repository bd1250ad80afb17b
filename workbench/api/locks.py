"""Named locks across all web processes; a process that dies releases its locks."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

_PAUSE = 0.02
# SQLite's processes share a machine, so file locks are enough. Names that hash to one file only wait for each other.
_FILES = 1024


class Busy(Exception):
    """Another process held the lock for the whole waiting time."""


@contextmanager
def transaction_alone(name: str, *, wait: float) -> Iterator[None]:
    """A transaction that excludes others of the same `name`. Raises Busy after `wait` seconds.

    PostgreSQL: an advisory lock that ends with the transaction. SQLite: a file lock, taken before the database's own
    lock, so that other names need not wait.
    """
    digest = hashlib.sha256(name.encode()).digest()
    if connection.vendor == "postgresql":
        with transaction.atomic():
            _until(lambda: _advisory(digest), wait)
            yield
    else:
        with _file(digest, wait), transaction.atomic():
            yield


def _advisory(digest: bytes) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)])
        return bool(cursor.fetchone()[0])


@contextmanager
def _file(digest: bytes, wait: float) -> Iterator[None]:
    folder = settings.HOME / "locks"
    folder.mkdir(mode=0o700, exist_ok=True)
    number = int.from_bytes(digest[:8]) % _FILES
    descriptor = os.open(folder / f"{number:03x}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _until(lambda: _flock(descriptor), wait)
        yield
    finally:
        os.close(descriptor)


def _flock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _until(take: Callable[[], bool], wait: float) -> None:
    deadline = time.monotonic() + wait
    while not take():
        if time.monotonic() > deadline:
            raise Busy
        time.sleep(_PAUSE)
