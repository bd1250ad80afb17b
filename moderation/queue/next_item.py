"""Finds and claims the next item of one person in one statement, which stays fast on a million items.

Written by hand: Django can neither merge the queues along their indexes nor lock the row that such a merge finds.

- the item that the person holds comes first, then items handed to them, then free items
- each of the three has an index of its own (`item_free`, `item_handed`, the foreign key of `claimed_by`)
- queues are read one by one in order, and merged, so that rows of other people's queues are never read
- on PostgreSQL, rows that another transaction is claiming are skipped; SQLite has one writer at a time
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from moderation.models import QueueItem

_LAPSED = "(claimed_until IS NULL OR claimed_until <= %(now)s)"
# The condition of the index `item_free`.
_READY = f"state = 'open' AND NOT on_hold AND assigned_to_id IS NULL AND {_LAPSED}"
_FIRST = "ORDER BY rank_at, id LIMIT 1"
# `IS TRUE` keeps PostgreSQL from reading the index of all claims besides that of this person's claims.
_HELD = "claimed_by_id = %(user)s AND (claimed_until > %(now)s) IS TRUE AND state = 'open'"
_HANDED = f"assigned_to_id = %(user)s AND state = 'open' AND NOT on_hold AND {_LAPSED}"
# Leads may do more.
_MAY_WORK = "NOT on_hold AND (assigned_to_id IS NULL OR assigned_to_id = %(user)s)"


@dataclass(frozen=True, slots=True)
class Search:
    """One person's search: user, time, queues and platform (any, if None); ids throughout.

    `leads`: a lead keeps an item they hold even when it is on hold or was handed to somebody else.
    """

    user: int
    now: datetime
    queues: Collection[int]
    leads: bool
    platform: int | None = None
    without_items: Collection[int] = ()
    without_articles: Collection[int] = ()


def find(search: Search) -> QueueItem | None:
    """The next item as it is now, not locked; None when there is none."""
    if not search.queues:
        return None
    sql = f"SELECT * FROM moderation_queueitem WHERE id = {_chosen(search, lock='')}"  # noqa: S608 - ids and our own text
    return _one(sql, search)


def take(search: Search, until: datetime, via: str) -> QueueItem | None:
    """Claims the next item until `until`, through the credential `via`; None when there is none.

    Uses a transaction of its own, or the caller's.
    """
    if not search.queues:
        return None
    lock = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    sql = (
        "UPDATE moderation_queueitem SET claimed_by_id = %(user)s, claimed_until = %(until)s, claimed_via = %(via)s "  # noqa: S608 - as above
        f"WHERE id = {_chosen(search, lock)} RETURNING *"
    )
    return _one(sql, search, until, via)


def _one(sql: str, search: Search, until: datetime | None = None, via: str = "") -> QueueItem | None:
    parameters = {"user": search.user, "now": search.now, "until": until, "via": via, "platform": search.platform}
    # Read to the end: on SQLite a statement that is read halfway has not written yet.
    rows = list(QueueItem.objects.raw(sql, parameters))
    return rows[0] if rows else None


def _chosen(search: Search, lock: str) -> str:
    """SQL for the id; a later step is not searched when an earlier one finds an item."""
    asked = f"{_among('queue_id', search.queues)}{_narrowed(search)}"
    held = _HELD if search.leads else f"{_HELD} AND {_MAY_WORK}"
    owned = [f"SELECT id FROM moderation_queueitem WHERE {own} AND {asked} {_FIRST} {lock}" for own in (held, _HANDED)]  # noqa: S608
    return f"COALESCE({', '.join(f'({way})' for way in (*owned, _free(search, lock)))})"


def _free(search: Search, lock: str) -> str:
    asked = _narrowed(search)
    # The inner ORDER BY makes PostgreSQL merge the queues instead of sorting all their rows.
    queues = " UNION ALL ".join(
        "SELECT id, rank_at FROM (SELECT id, rank_at FROM moderation_queueitem "  # noqa: S608
        f"WHERE queue_id = {queue:d} AND {_READY}{asked} ORDER BY rank_at, id) AS queue_{queue:d}"
        for queue in search.queues
    )
    if not lock:
        return f"SELECT id FROM ({queues} {_FIRST}) AS near"  # noqa: S608
    # Checked again under the lock: somebody may have claimed the row a moment ago.
    return (
        f"SELECT item.id FROM ({queues} ORDER BY rank_at, id) AS near CROSS JOIN LATERAL "  # noqa: S608
        f"(SELECT id FROM moderation_queueitem WHERE id = near.id AND {_READY} AND {_among('queue_id', search.queues)} "
        f"{lock}) AS item ORDER BY near.rank_at, near.id LIMIT 1"
    )


def _narrowed(search: Search) -> str:
    """SQL conditions on every item besides its queue; begins with AND, or is empty."""
    terms = []
    if search.platform is not None:
        # A join would make PostgreSQL start with the platform's articles, and sort.
        terms.append("(SELECT platform_id FROM articles_article WHERE id = article_id) = %(platform)s")
    if search.without_items:
        terms.append(f"NOT {_among('id', search.without_items)}")
    if search.without_articles:
        terms.append(f"NOT {_among('article_id', search.without_articles)}")
    return "".join(f" AND {term}" for term in terms)


def _among(column: str, ids: Collection[int]) -> str:
    return f"{column} IN ({', '.join(f'{number:d}' for number in ids)})"
