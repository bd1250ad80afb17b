"""Create all new tables of a migration in one operation: for use in migrations.

After each operation of a migration Django renders again every model that is related to the changed one, and nearly all
of ours are related. `together` merges the operations on the models that a migration creates into one, so that the
models are rendered once. A first start takes seconds instead of half a minute.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation


def together(*operations: Operation) -> list[Operation]:
    """Merge the operations that only concern newly created models into the first; keep the others."""
    created = {operation.name_lower for operation in operations if isinstance(operation, CreateModel)}
    first = [operation for operation in operations if _concerns(operation, created)]
    return [CreateTogether(*first), *(operation for operation in operations if operation not in first)]


def _concerns(operation: Operation, created: set[str]) -> bool:
    if isinstance(operation, CreateModel):
        return True
    return isinstance(operation, AddField | AddIndex | AddConstraint) and operation.model_name.lower() in created


class CreateTogether(Operation):
    """Creates models, with the fields, indexes and constraints that are added to them."""

    def __init__(self, *operations: Operation) -> None:
        self.operations = list(operations)
        self._names = [operation.name for operation in operations if isinstance(operation, CreateModel)]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, self.operations, {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        # Drop the rendered models, so that Django renders none again until it needs them.
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in self._models(app_label, schema_editor, to_state):
            schema_editor.create_model(model)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for model in reversed(self._models(app_label, schema_editor, from_state)):
            schema_editor.delete_model(model)

    def describe(self) -> str:
        return f"Create models {', '.join(self._names)}"

    def _models(self, app_label: str, schema_editor: Any, state: Any) -> list[Any]:
        models = [state.apps.get_model(app_label, name) for name in self._names]
        return [model for model in models if self.allow_migrate_model(schema_editor.connection.alias, model)]
