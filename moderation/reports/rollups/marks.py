"""Database triggers that mark the days whose rows changed, in the transaction of any change.

Recent days are counted repeatedly anyway (`counting.OPEN_FOR`), so only days that ended some time ago are marked: the
ordinary flow writes no marks. The two margins overlap by a day, because a transaction may hold a row that long.

The triggers are made after every migration, not in one: SQLite drops a table's triggers when it rebuilds the table,
and cannot rebuild a table that another trigger reads. So on SQLite they are removed before a migration.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from moderation.reports.rollups.watches import RISK, WATCHES, Due, Watch

PREFIX = "rollup_mark"
# A day is marked when it ended at least this many hours ago.
AFTER_HOURS = 12
_POSTGRESQL_DAY = "(({moment})::timestamptz AT TIME ZONE 'Asia/Shanghai')::date"
_POSTGRESQL_CUT = f"((now() - interval '{AFTER_HOURS} hours') AT TIME ZONE 'Asia/Shanghai')::date"
# Beijing has kept to UTC+8 since 1991. A date is taken as it is. Without the fraction of a second, which SQLite rounds
# to milliseconds: the last microsecond of a day would be the next day's.
_SQLITE_DAY = "CASE WHEN length({moment}) = 10 THEN {moment} ELSE date(substr({moment}, 1, 19), '+8 hours') END"
_SQLITE_CUT = f"date('now', '{8 - AFTER_HOURS} hours')"
_EVENTS = {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("OLD", "NEW")}


def install(using: str = "default", plan: Any = None, **_: Any) -> None:
    """Makes the triggers after a migration. (A flush, which has no plan, leaves them alone.)"""
    if plan is None:
        return
    connection = connections[using]
    make = _make_postgresql if connection.vendor == "postgresql" else _make_sqlite
    for name, watch in _named():
        make(connection, name, watch)


def remove(using: str = "default", plan: Any = None, **_: Any) -> None:
    """Removes the triggers on SQLite before a migration that changes something."""
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name, _watch in _named():
                for event in _EVENTS:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}_{event.lower()}")


def _named() -> list[tuple[str, Watch]]:
    return [*((f"{PREFIX}_{watch.table}", watch) for watch in WATCHES), (f"{PREFIX}_risk", RISK)]


def _events(watch: Watch) -> list[str]:
    inserted = ["INSERT", "DELETE"] if watch is not RISK else []
    return [*inserted, *(["UPDATE"] if watch.columns else [])]


def _make_sqlite(connection: BaseDatabaseWrapper, name: str, watch: Watch) -> None:
    with connection.cursor() as cursor:
        for event in _events(watch):
            changed = f"WHEN {_changed(watch)}" if event == "UPDATE" else ""
            body = " ".join(_insert(due, row, _SQLITE_DAY, _SQLITE_CUT) for row in _EVENTS[event] for due in watch.due)
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}_{event.lower()}")
            cursor.execute(
                f"CREATE TRIGGER {name}_{event.lower()} AFTER {event} ON {watch.table} {changed} BEGIN {body} END"
            )


def _make_postgresql(connection: BaseDatabaseWrapper, name: str, watch: Watch) -> None:
    """Replaces the function, which locks nothing, and makes the trigger only where it is missing."""
    branches = []
    for event in _events(watch):
        rows = " ".join(
            _insert(due, row, _POSTGRESQL_DAY, _POSTGRESQL_CUT) for row in _EVENTS[event] for due in watch.due
        )
        condition = f" AND ({_changed(watch)})" if event == "UPDATE" else ""
        branches.append(f"IF TG_OP = '{event}' THEN IF TRUE{condition} THEN {rows} END IF; END IF;")
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {' '.join(branches)} RETURN NULL; END $$"
        )
        cursor.execute("SELECT 1 FROM pg_trigger WHERE tgname = %s", [name])
        if cursor.fetchone() is None:
            events = " OR ".join(_events(watch))
            cursor.execute(
                f"CREATE TRIGGER {name} AFTER {events} ON {watch.table} FOR EACH ROW EXECUTE FUNCTION {name}()"
            )


def _changed(watch: Watch) -> str:
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in watch.columns)


def _insert(due: Due, row: str, day: str, cut: str) -> str:
    moments = due.days.format(row=row) if due.days else f"SELECT {due.moment.format(row=row)} AS created_at"
    subjects = " UNION ALL ".join(f"SELECT '{name}' AS subject" for name in due.subjects)
    of_day = day.format(moment="m.created_at")
    return (
        f"INSERT INTO moderation_daymark (day, subject, onwards) "  # noqa: S608 - our own code throughout
        f"SELECT DISTINCT {of_day}, s.subject, {'TRUE' if due.onwards else 'FALSE'} "
        f"FROM ({moments}) m CROSS JOIN ({subjects}) s "
        f"WHERE m.created_at IS NOT NULL AND {of_day} < {cut};"
    )
