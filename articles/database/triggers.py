"""Database triggers that enforce a rule for every writer: for use in migrations.

`append_only` rows: PostgreSQL refuses UPDATE and DELETE, SQLite refuses UPDATE; the rest is refused by the triggers of
`articles.database.guards`, which are made after every migration.

For most changes SQLite rebuilds a table and drops its triggers; it cannot rebuild a table that a trigger elsewhere
reads. A later migration of such a table starts with `without(…)` and ends with creating the triggers again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import router
from django.db.migrations import RunPython

_SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON {table} {when}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN {raising} RETURN NEW; END $$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""
_RAISE = "RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';"


class _Statements(RunPython):
    """A RunPython that needs no models, so that Django does not render all of them for it."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if router.allow_migrate(schema_editor.connection.alias, app_label, **self.hints):
            models: Any = None
            self.code(models, schema_editor)


@dataclass(frozen=True, slots=True)
class Guard:
    """A trigger that refuses `event` (INSERT, UPDATE) on `table` when `condition`, SQL over NEW and OLD, holds.

    All parts come from our own code, never from input. Both databases must understand the condition.
    """

    name: str
    table: str
    event: str
    condition: str
    message: str


def append_only(*tables: str) -> RunPython:
    """Return a migration operation that makes these tables append-only; it may run twice."""
    names = [(table, f"{table}_append_only") for table in tables]

    def forwards(apps: Any, schema_editor: Any) -> None:
        for table, name in names:
            _drop(schema_editor, name)
            message = f"{table} rows cannot be changed"
            if schema_editor.connection.vendor == "sqlite":
                parts = {"event": "UPDATE", "when": "", "message": message}
                schema_editor.execute(_SQLITE.format(name=name, table=table, **parts))
            else:
                parts = {"event": "UPDATE OR DELETE", "raising": _RAISE.format(message=message)}
                schema_editor.execute(_POSTGRESQL.format(name=name, table=table, **parts))

    def backwards(apps: Any, schema_editor: Any) -> None:
        for _, name in names:
            _drop(schema_editor, name)

    return _Statements(forwards, backwards)


def guarded(*guards: Guard) -> RunPython:
    """Return a migration operation that creates these guards; it may run twice."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        for guard in guards:
            _drop(schema_editor, guard.name)
            common = {"name": guard.name, "table": guard.table, "event": guard.event}
            if schema_editor.connection.vendor == "sqlite":
                when = f"WHEN {guard.condition}"
                schema_editor.execute(_SQLITE.format(**common, when=when, message=guard.message))
            else:
                raising = f"IF {guard.condition} THEN {_RAISE.format(message=guard.message)} END IF;"
                schema_editor.execute(_POSTGRESQL.format(**common, raising=raising))

    def backwards(apps: Any, schema_editor: Any) -> None:
        for guard in guards:
            _drop(schema_editor, guard.name)

    return _Statements(forwards, backwards)


def without(*guards: Guard) -> RunPython:
    """Return a migration operation that drops these guards, before their tables or those they read change."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        for guard in guards:
            _drop(schema_editor, guard.name)

    return _Statements(forwards, RunPython.noop)


def _drop(schema_editor: Any, name: str) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    else:
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")
