"""Finds what is next for one person, and claims it, in a single statement that is as fast on a million items.

Written by hand: Django can neither merge the queues along their indexes nor lock the row that such a merge finds.

- what the person holds comes first, then what was handed to them, then what is free for everybody
- each is found along an index of its own (`item_free`, `item_handed`, the foreign key of `claimed_by`)
- queues are read one by one in order, and merged: rows of other people's queues are never passed over
- on PostgreSQL, rows that another transaction is claiming are skipped; SQLite has one writer at a time
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from moderation.models import QueueItem

_LAPSED = "(claimed_until IS NULL OR claimed_until <= %(now)s)"
# As the index `item_free` has it.
_READY = f"state = 'open' AND NOT on_hold AND assigned_to_id IS NULL AND {_LAPSED}"
_FIRST = "ORDER BY rank_at, id LIMIT 1"
# `IS TRUE` keeps PostgreSQL from reading the index of everybody's claims besides that of this person's.
_HELD = "claimed_by_id = %(user)s AND (claimed_until > %(now)s) IS TRUE AND state = 'open'"
_HANDED = f"assigned_to_id = %(user)s AND state = 'open' AND NOT on_hold AND {_LAPSED}"
# Leads may do more.
_MAY_WORK = "NOT on_hold AND (assigned_to_id IS NULL OR assigned_to_id = %(user)s)"


@dataclass(frozen=True, slots=True)
class Search:
    """Whose next item at which time, from which queues, and of which platform (any, if None); ids throughout.

    `leads`: what they hold is theirs even when it is on hold or was handed to somebody else.
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


def take(search: Search, until: datetime) -> QueueItem | None:
    """The next item, claimed until then; None when there is none. In a transaction of its own, or the caller's."""
    if not search.queues:
        return None
    lock = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    sql = (
        "UPDATE moderation_queueitem SET claimed_by_id = %(user)s, claimed_until = %(until)s "  # noqa: S608 - as above
        f"WHERE id = {_chosen(search, lock)} RETURNING *"
    )
    return _one(sql, search, until)


def _one(sql: str, search: Search, until: datetime | None = None) -> QueueItem | None:
    parameters = {"user": search.user, "now": search.now, "until": until, "platform": search.platform}
    # To the end: on SQLite a statement that is left half read has not written yet.
    rows = list(QueueItem.objects.raw(sql, parameters))
    return rows[0] if rows else None


def _chosen(search: Search, lock: str) -> str:
    """The id; what comes later is not looked for when there is something before."""
    asked = f"{_among('queue_id', search.queues)}{_narrowed(search)}"
    held = _HELD if search.leads else f"{_HELD} AND {_MAY_WORK}"
    owned = [f"SELECT id FROM moderation_queueitem WHERE {own} AND {asked} {_FIRST} {lock}" for own in (held, _HANDED)]  # noqa: S608
    return f"COALESCE({', '.join(f'({way})' for way in (*owned, _free(search, lock)))})"


def _free(search: Search, lock: str) -> str:
    asked = _narrowed(search)
    # The order within is what makes PostgreSQL merge the queues instead of sorting all that is in them.
    queues = " UNION ALL ".join(
        "SELECT id, rank_at FROM (SELECT id, rank_at FROM moderation_queueitem "  # noqa: S608
        f"WHERE queue_id = {queue:d} AND {_READY}{asked} ORDER BY rank_at, id) AS queue_{queue:d}"
        for queue in search.queues
    )
    if not lock:
        return f"SELECT id FROM ({queues} {_FIRST}) AS near"  # noqa: S608
    # Looked at again once it is locked: somebody may have claimed it a moment ago.
    return (
        f"SELECT item.id FROM ({queues} ORDER BY rank_at, id) AS near CROSS JOIN LATERAL "  # noqa: S608
        f"(SELECT id FROM moderation_queueitem WHERE id = near.id AND {_READY} AND {_among('queue_id', search.queues)} "
        f"{lock}) AS item ORDER BY near.rank_at, near.id LIMIT 1"
    )


def _narrowed(search: Search) -> str:
    """What every item must meet besides its queue, whoever has it; begins with AND, or is empty."""
    terms = []
    if search.platform is not None:
        # Not as a join, which PostgreSQL would rather begin with and sort.
        terms.append("(SELECT platform_id FROM articles_article WHERE id = article_id) = %(platform)s")
    if search.without_items:
        terms.append(f"NOT {_among('id', search.without_items)}")
    if search.without_articles:
        terms.append(f"NOT {_among('article_id', search.without_articles)}")
    return "".join(f" AND {term}" for term in terms)


def _among(column: str, ids: Collection[int]) -> str:
    return f"{column} IN ({', '.join(f'{number:d}' for number in ids)})"
