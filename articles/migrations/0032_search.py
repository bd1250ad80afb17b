"""The index of all articles and sources: full text on SQLite (FTS5), sets of numbers with GIN on PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db import migrations

TABLES = ("articles_searcharticle", "articles_searchsource")
# `version` is what was indexed, so that a rebuilding knows what is missing. Without positions (detail): a hit is
# compared with its text anyway. FTS5 sorts by rowid for nothing, the newest first.
_SQLITE = "CREATE VIRTUAL TABLE {table} USING fts5(grams, version UNINDEXED, detail=none, tokenize='ascii')"
# The numbers go out of line, so that the rows that a common word finds stand close together.
_POSTGRESQL = """
CREATE TABLE {table} (id bigint PRIMARY KEY, version bigint NOT NULL, grams integer[] NOT NULL)
    WITH (toast_tuple_target = 128);
CREATE INDEX {table}_grams ON {table} USING gin (grams)
"""


def _create(apps: Any, schema_editor: Any) -> None:
    form = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL
    for table in TABLES:
        schema_editor.execute(form.format(table=table))


def _drop(apps: Any, schema_editor: Any) -> None:
    for table in TABLES:
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0031_source_links")]
    operations = [migrations.RunPython(_create, _drop)]
