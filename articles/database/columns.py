"""New columns for tables with triggers: for use in migrations."""

from __future__ import annotations

from typing import Any

from django.db.migrations import AddField


class AddColumnInPlace(AddField):
    """AddField for a text column with an empty default, without rebuilding the table on SQLite.

    A rebuild drops the table's triggers, and fails where a trigger elsewhere reads the table.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if schema_editor.connection.vendor != "sqlite" or not self.allow_migrate_model(
            schema_editor.connection.alias, model
        ):
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        field = model._meta.get_field(self.name)
        kind = field.db_parameters(connection=schema_editor.connection)["type"]
        names = [schema_editor.quote_name(name) for name in (model._meta.db_table, field.column)]
        schema_editor.execute("ALTER TABLE {} ADD COLUMN {} {} DEFAULT '' NOT NULL".format(*names, kind))
