"""Entries of what is taken out of the installation: by whom, which, over which time, how many rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import QuerySet

from moderation.audit.chain import append


def is_standby() -> bool:
    """Whether this database only follows another one: it can be read, and takes no entry."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        (follows,) = cursor.fetchone()
    return bool(follows)


@transaction.atomic
def decisions(
    actor: User | str, rows: QuerySet[Any], *, kind: str, form: str, start: datetime, end: datetime, channel: str
) -> None:
    """Records an export of the decisions of [start, end); `rows` are counted, one query."""
    span = f"{start:%Y%m%d}-{end:%Y%m%d}"
    append(
        actor,
        "export.decisions",
        f"decisions:{span}",
        kind=kind,
        form=form,
        start=start.isoformat(),
        end=end.isoformat(),
        rows=rows.count(),
        channel=channel,
    )


@transaction.atomic
def report(actor: User | str, document: Mapping[str, Any], form: str, *, channel: str) -> None:
    """Records a weekly report that was taken as a file; figures only, so no rows are counted."""
    revision, partial = document["revision"], document["partial"]
    append(
        actor,
        "export.report",
        f"report:{document['week']}",
        form=form,
        revision=revision,
        partial=partial,
        channel=channel,
    )


@transaction.atomic
def other(actor: User | str, what: str, subject: str, *, rows: int, channel: str, **about: Any) -> None:
    """Records any other export: `what` is the second word of its action, such as `skips`."""
    append(actor, f"export.{what}", subject, rows=rows, channel=channel, **about)
