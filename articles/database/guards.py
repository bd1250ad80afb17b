"""Triggers that keep rows which are evidence: made after every migration, for every writer.

They are made after migrations, not in one: SQLite drops a table's triggers when it rebuilds the table, and cannot
rebuild a table that another trigger reads. So on SQLite they are removed before a migration that changes something.
No setting lifts them: only the owner of the tables can drop them, and `verify_audit` tells which are missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

_SQLITE = "CREATE TRIGGER {name} BEFORE {event} ON {table} {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF {condition} THEN
RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$
"""
_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """Refuses `event` on `table` where `condition`, SQL over NEW and OLD, holds; None refuses it always.

    `only` names the one database that needs it. All parts come from our own code, never from input.
    """

    name: str
    table: str
    event: str
    message: str
    condition: str | None = None
    only: str | None = None


def append_only(model: type[models.Model]) -> Iterator[Trigger]:
    """The triggers of a table whose rows never change and never go."""
    table = model._meta.db_table
    # On PostgreSQL DELETE is in this trigger too, as in the migrations that made it first.
    message = f"{table} rows cannot be changed"
    yield Trigger(f"{table}_append_only", table, "UPDATE", message, only="sqlite")
    yield Trigger(f"{table}_append_only", table, "UPDATE OR DELETE", message, only="postgresql")
    yield from kept(model, delete_on="sqlite")


def kept(model: type[models.Model], *, delete_on: str | None = None) -> Iterator[Trigger]:
    """The triggers of a table whose rows never go: no DELETE, no TRUNCATE, and on SQLite no REPLACE of one."""
    table = model._meta.db_table
    message = f"{table} rows cannot be removed"
    yield Trigger(f"{table}_no_delete", table, "DELETE", message, only=delete_on)
    yield Trigger(f"{table}_no_truncate", table, "TRUNCATE", message, only="postgresql")
    # REPLACE deletes the row in its way without running a trigger for DELETE, unless the connection asks for that.
    same = " OR ".join(_exists(table, columns) for columns in unique_columns(model))
    yield Trigger(f"{table}_no_replace", table, "INSERT", f"{table} rows cannot be replaced", same, only="sqlite")


def identified(model: type[models.Model], *fixed: str) -> Trigger:
    """The trigger of a table whose rows change, but never what they are: their keys, and the columns `fixed`.

    Keys count because an UPDATE OR REPLACE that takes another row's key removes that row on SQLite, and runs no
    trigger for DELETE.
    """
    table = model._meta.db_table
    columns = dict.fromkeys([*(column for columns in unique_columns(model) for column in columns), *fixed])
    changed = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in columns)
    return Trigger(f"{table}_is_the_same", table, "UPDATE", f"{table} rows stay what they are", changed)


def _exists(table: str, columns: tuple[str, ...]) -> str:
    same = " AND ".join(f"t.{column} = NEW.{column}" for column in columns)
    return f"EXISTS (SELECT 1 FROM {table} t WHERE {same})"  # noqa: S608 - names of our own


def unique_columns(model: type[models.Model]) -> list[tuple[str, ...]]:
    """The sets of columns of which no two rows have the same values."""
    meta = model._meta
    columns = {field.name: str(field.column) for field in meta.concrete_fields}
    names = [[field.name] for field in meta.concrete_fields if field.primary_key or field.unique]
    names += [list(several) for several in meta.unique_together]
    for constraint in meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            assert constraint.condition is None, f"{constraint.name}: say its condition here"  # noqa: S101
            names.append(list(constraint.fields))
    return sorted({tuple(columns[name] for name in several) for several in names})


def install(triggers: Iterable[Trigger], using: str = "default") -> None:
    """Makes these triggers; on PostgreSQL those that stand already are left alone, which locks nothing."""
    connection = connections[using]
    with transaction.atomic(using=using):
        standing = _standing(connection)
        for trigger in _of(connection, triggers):
            if connection.vendor == "sqlite":
                _make_sqlite(connection, trigger)
            else:
                _make_postgresql(connection, trigger, stands=trigger.name in standing)


def remove(triggers: Iterable[Trigger], using: str = "default") -> None:
    """Drops these triggers."""
    connection = connections[using]
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for trigger in _of(connection, triggers):
            on = "" if connection.vendor == "sqlite" else f" ON {trigger.table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on}")


def missing(triggers: Iterable[Trigger], using: str = "default") -> list[str]:
    """The names of those that do not stand, or that somebody disabled."""
    connection = connections[using]
    standing = _standing(connection)
    return [trigger.name for trigger in _of(connection, triggers) if trigger.name not in standing]


def _of(connection: BaseDatabaseWrapper, triggers: Iterable[Trigger]) -> list[Trigger]:
    return [trigger for trigger in triggers if trigger.only in (None, connection.vendor)]


def _standing(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def _make_sqlite(connection: BaseDatabaseWrapper, trigger: Trigger) -> None:
    when = f"WHEN {trigger.condition}" if trigger.condition else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}")
        parts = {"name": trigger.name, "event": trigger.event, "table": trigger.table, "message": trigger.message}
        cursor.execute(_SQLITE.format(**parts, when=when))


def _make_postgresql(connection: BaseDatabaseWrapper, trigger: Trigger, *, stands: bool) -> None:
    row = "OLD" if trigger.event == "DELETE" else "NULL" if trigger.event == "TRUNCATE" else "NEW"
    parts = {"name": trigger.name, "message": trigger.message, "row": row}
    with connection.cursor() as cursor:
        cursor.execute(_POSTGRESQL.format(**parts, condition=trigger.condition or "TRUE"))
        if not stands:
            each = "STATEMENT" if trigger.event == "TRUNCATE" else "ROW"
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name} ON {trigger.table}")
            cursor.execute(
                f"CREATE TRIGGER {trigger.name} BEFORE {trigger.event} ON {trigger.table}"
                f" FOR EACH {each} EXECUTE FUNCTION {trigger.name}()"
            )
