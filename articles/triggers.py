"""Database triggers that hold rows append-only, whoever writes: for use in migrations.

PostgreSQL refuses UPDATE and DELETE. SQLite refuses UPDATE only: there DELETE is what Django's test runner empties
tables with, and the models refuse it.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations import RunPython

_SQLITE = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} rows cannot be changed'); END
"""
_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} rows cannot be changed' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_append_only();
"""


def append_only(*tables: str) -> RunPython:
    """A migration operation that makes these tables append-only; `tables` are names from our own code, not input."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        statements = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[schema_editor.connection.vendor]
        for table in tables:
            schema_editor.execute(statements.format(table=table))

    def backwards(apps: Any, schema_editor: Any) -> None:
        for table in tables:
            if schema_editor.connection.vendor == "sqlite":
                schema_editor.execute(f"DROP TRIGGER {table}_append_only")
            else:
                schema_editor.execute(f"DROP FUNCTION {table}_append_only() CASCADE")

    return RunPython(forwards, backwards)
