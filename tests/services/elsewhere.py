"""Points the test process and its later child processes to another database for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.database import template
from tests.services.postgresql import PostgreSQL


@contextmanager
def elsewhere(**place: Any) -> Iterator[None]:
    """Points the default connection to `place` (NAME, HOST, PORT…), which must exist; migrates nothing.

    For tests with `django_db(transaction=True)`: the suite's database is back before the test empties it.
    """
    kept = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(place)
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)
        ContentType.objects.clear_cache()


@contextmanager
def migrated_on(server: PostgreSQL) -> Iterator[PostgreSQL]:
    """Fills this running, empty server with a migrated database, and lets the product use it."""
    template.fill(server)
    with elsewhere(HOST="127.0.0.1", PORT=server.port, NAME="postgres", USER="postgres", PASSWORD=""):
        yield server
