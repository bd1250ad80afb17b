"""Points the test process, and whatever is started from it, to another database for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection


@contextmanager
def elsewhere(**place: Any) -> Iterator[None]:
    """Within, the default connection goes to `place` (NAME, HOST, PORT…). It must exist; nothing is migrated.

    For tests with `django_db(transaction=True)`: the suite's database is back before it is emptied.
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
