"""Triggers that erase what is indexed of a row that goes, whoever deletes it.

They are made after migrations, as the guards are: SQLite drops the triggers of a table that it rebuilds.
"""

from __future__ import annotations

from typing import Any

from django.db import connections, transaction

from articles.search.index import ARTICLES, SOURCES

_ON_SQLITE = "CREATE TRIGGER {index}_erased AFTER DELETE ON {of} BEGIN DELETE FROM {index} WHERE rowid = OLD.id; END"
# Always: also where foreign keys are lifted for a restoration.
_ON_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {index}_erased() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN DELETE FROM {index} WHERE id = OLD.id; RETURN NULL; END $$;
CREATE TRIGGER {index}_erased AFTER DELETE ON {of} FOR EACH ROW EXECUTE FUNCTION {index}_erased();
ALTER TABLE {of} ENABLE ALWAYS TRIGGER {index}_erased
"""


def remove(using: str = "default", **_: Any) -> None:
    """Drop the triggers on SQLite, which cannot rebuild tables that a trigger names; a receiver of pre_migrate."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for index in (ARTICLES, SOURCES):
                cursor.execute(f"DROP TRIGGER IF EXISTS {index.table}_erased")


def install(using: str = "default", **_: Any) -> None:
    """Make the triggers that do not stand yet; a receiver of post_migrate."""
    connection = connections[using]
    is_file = connection.vendor == "sqlite"
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for index in (ARTICLES, SOURCES):
            named = "sqlite_master WHERE name" if is_file else "pg_trigger WHERE tgname"
            cursor.execute(f"SELECT count(*) FROM {named} = %s", [f"{index.table}_erased"])  # noqa: S608
            if cursor.fetchone() == (0,) and index.table in connection.introspection.table_names(cursor):
                cursor.execute((_ON_SQLITE if is_file else _ON_POSTGRESQL).format(index=index.table, of=index.of))
