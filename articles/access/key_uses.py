"""Counts which credential was used from which address, with one write per minute, not per request."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from articles.models import KeyUse

log = structlog.get_logger(__name__)
# Between two writes of one credential and address by one process; the first use is written at once.
EVERY = timedelta(minutes=1)
_AT_ONCE = 1000


@dataclass(slots=True)
class _Pending:
    """Requests since the last write, and when the last of them came."""

    written: datetime
    requests: int = 0
    last: datetime | None = None


class Uses:
    """What this process has counted and not written yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pending: dict[tuple[str, str], _Pending] = {}

    def note(self, via: str, address: str) -> None:
        """Counts one request. Writes what is due, of this credential and of others that went quiet."""
        now = timezone.now()
        with self._lock:
            key = (via, address)
            pending = self._pending.setdefault(key, _Pending(now - EVERY))
            pending.requests, pending.last = pending.requests + 1, now
            due = self._take(now)
        _write(due)

    def flush(self) -> None:
        """Writes all that is counted, as before a process ends."""
        with self._lock:
            due = self._take(timezone.now() + EVERY)
        _write(due)

    def forget(self) -> None:
        """Drops what is counted and not written."""
        with self._lock:
            self._pending.clear()

    def _take(self, now: datetime) -> list[tuple[str, str, int, datetime]]:
        due = []
        for key, pending in list(self._pending.items()):
            if now - pending.written < EVERY:
                continue
            if pending.last is None:
                del self._pending[key]  # quiet for a minute
                continue
            due.append((*key, pending.requests, pending.last))
            self._pending[key] = _Pending(now)
        return due


uses = Uses()


def _write(due: list[tuple[str, str, int, datetime]]) -> None:
    """Adds the counts. A database that is away costs counts, never the request."""
    for via, address, requests, last in due:
        log.info("key_used", via=via, address=address, requests=requests)
        try:
            _add(via, address, requests, last)
        except DatabaseError as error:
            log.warning("key_use_not_counted", via=via, requests=requests, error=type(error).__name__)


def _add(via: str, address: str, requests: int, last: datetime) -> None:
    hour = last.replace(minute=0, second=0, microsecond=0)
    row = KeyUse.objects.filter(via=via, address=address, hour=hour)
    change = {"requests": F("requests") + requests, "last_at": last}
    if row.update(**change):
        return
    try:
        with transaction.atomic():
            KeyUse.objects.create(via=via, address=address, hour=hour, requests=requests, last_at=last)
    except IntegrityError:  # another process was faster
        row.update(**change)


def forget_old(*, dry_run: bool = False) -> int:
    """Deletes uses older than settings.LOGIN_KEEP_DAYS; returns how many rows."""
    old = KeyUse.objects.filter(last_at__lt=timezone.now() - timedelta(days=settings.LOGIN_KEEP_DAYS))
    if dry_run:
        return old.count()
    forgotten = 0
    while ids := list(old.values_list("pk", flat=True)[:_AT_ONCE]):
        forgotten += KeyUse.objects.filter(pk__in=ids).delete()[0]
    return forgotten
