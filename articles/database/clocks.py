"""Repair rows that a fast clock stamped: our clock was ahead for a while, or another machine's still is.

Every delay has a known maximum. A row stamped in the future would be stuck until then, perhaps for a day; a sweep
shortens its delay to the maximum. A worker that holds such a row keeps it that long, and its token guards the result
as usual. A slow clock needs no repair: to a clock that is ahead of it the lease has expired, and any worker may claim
a row with an expired lease.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Assessment, Import
from articles.models.work.due import RETRY_SECONDS, DueQuerySet

TOLERATED = timedelta(seconds=60)
"""Tolerated difference between clocks; it adds at most this much to a delay."""
Changes = list[tuple[QuerySet[Any], dict[str, Any]]]
"""(rows, new values) pairs, in the order in which they are applied."""


def ahead(field: str, now: datetime, most: timedelta = timedelta(0)) -> Q:
    """Select rows whose `field` lies more than `most`, its longest delay, in the future."""
    return Q(**{f"{field}__gt": now + most + TOLERATED})


def repair_clock_skew(*, dry_run: bool = False) -> int:
    """Bring back work on articles that a fast clock put off too far (a sweep); return the number of changes."""
    now = timezone.now()
    return changed([*due_rows(Assessment.objects.all(), now), *due_rows(Import.objects.all(), now)], dry_run=dry_run)


def due_rows(rows: DueQuerySet, now: datetime) -> Changes:
    """Return the repairs of work rows: leases, times of retries, doorbells."""
    lease, pause = timedelta(seconds=settings.LEASE_SECONDS), timedelta(seconds=RETRY_SECONDS[-1])
    rows = rows.filter(due_at__isnull=False)
    held, rung = ahead("leased_until", now, lease), ahead("notified_at", now)
    # Rows that were never tried, or that a worker took, were due at once.
    at_once = ahead("due_at", now) & (Q(attempts=0) | Q(leased_until__isnull=False))
    late = ahead("due_at", now, pause) & Q(attempts__gt=0, leased_until=None)
    # One query for all: usually there is nothing to repair, and the backlog may be long.
    if not rows.filter(held | at_once | late | rung).exists():
        return []
    return [
        (rows.filter(at_once), {"due_at": now}),
        (rows.filter(late), {"due_at": now + pause}),
        (rows.filter(held), {"leased_until": now + lease}),
        (rows.filter(rung), {"notified_at": None}),
    ]


def changed(changes: Iterable[tuple[QuerySet[Any], dict[str, Any]]], *, dry_run: bool) -> int:
    """Apply the changes; return how many rows they change (with `dry_run`: would change)."""
    # Read first: on SQLite even an empty UPDATE waits for the write lock.
    return sum(
        rows.count() if dry_run else rows.update(**values) for rows, values in changes if dry_run or rows.exists()
    )
