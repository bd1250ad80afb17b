"""Rows that were stamped by a clock which was ahead: it was wrong for a while, or another machine's still is.

Nothing is put off by more than a known time. What waits longer would wait until our clock gets there, a day perhaps;
a sweep brings it back to the longest it may wait. Who holds such a row keeps it that long, and its token guards the
result as ever. The other way round nothing is to be done: to a clock that is ahead a lease has run out, and a row whose
lease ran out is anybody's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Assessment, Import
from articles.models.due import RETRY_SECONDS, DueQuerySet

TOLERATED = timedelta(seconds=60)
"""By so much clocks may differ, and whatever waits for one waits so much longer at most."""
Changes = list[tuple[QuerySet[Any], dict[str, Any]]]
"""Rows, and what becomes of them; in the order in which it is done."""


def ahead(field: str, now: datetime, most: timedelta = timedelta(0)) -> Q:
    """Rows whose `field` is further ahead than `most`, which is how far it is ever set."""
    return Q(**{f"{field}__gt": now + most + TOLERATED})


def repair_clock_skew(*, dry_run: bool = False) -> int:
    """A sweep: work on articles that a clock which was ahead has put off too far; how many changes."""
    now = timezone.now()
    return changed([*due_rows(Assessment.objects.all(), now), *due_rows(Import.objects.all(), now)], dry_run=dry_run)


def due_rows(rows: DueQuerySet, now: datetime) -> Changes:
    """Of work as rows: leases, times to try again, doorbells."""
    lease, pause = timedelta(seconds=settings.LEASE_SECONDS), timedelta(seconds=RETRY_SECONDS[-1])
    rows = rows.filter(due_at__isnull=False)
    held, rung = ahead("leased_until", now, lease), ahead("notified_at", now)
    # What was never tried, or was taken, was due at once.
    at_once = ahead("due_at", now) & (Q(attempts=0) | Q(leased_until__isnull=False))
    late = ahead("due_at", now, pause) & Q(attempts__gt=0, leased_until=None)
    # Looked for in one go: mostly there is none, and the backlog may be long.
    if not rows.filter(held | at_once | late | rung).exists():
        return []
    return [
        (rows.filter(at_once), {"due_at": now}),
        (rows.filter(late), {"due_at": now + pause}),
        (rows.filter(held), {"leased_until": now + lease}),
        (rows.filter(rung), {"notified_at": None}),
    ]


def changed(changes: Iterable[tuple[QuerySet[Any], dict[str, Any]]], *, dry_run: bool) -> int:
    """Makes the changes; how many rows they changed, or would with `dry_run`."""
    # Read first: on SQLite a change of nothing waits for the lock of who writes.
    return sum(
        rows.count() if dry_run else rows.update(**values) for rows, values in changes if dry_run or rows.exists()
    )
