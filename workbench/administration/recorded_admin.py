"""What every class of the admin does to rows, in the audit chain: who, before and after, in the same transaction.

The site wraps each class that is registered on it, those of libraries too; so a new class is recorded without a word of
its own. A class whose acts write their own entries names them in `records_itself`: made, changed, removed, or
True for all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import NestedObjects, unquote
from django.core.exceptions import ValidationError
from django.db import router, transaction
from django.db.models import Model
from django.http import HttpRequest

from moderation import audit
from moderation.audit.rows import State, changes, identity, shown, state_of
from moderation.console.access import user_of
from moderation.vocabulary.audit import RECORDED_ROWS

# Rows that are listed with a deletion that takes them along.
_MOST = 200


def recorded(admin_class: type[ModelAdmin[Any]]) -> type[ModelAdmin[Any]]:
    """The class, recording; itself when it records already."""
    if issubclass(admin_class, Recorded):
        return admin_class
    return type(admin_class.__name__, (Recorded, admin_class), {"__module__": admin_class.__module__})


class Recorded(ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """Writes an entry for each row that a form, a deletion or an action of the admin changes."""

    def _is_left_to_the_class(self, what: str) -> bool:
        """Whether the class's own save_model or delete_model calls a function that writes the entry."""
        own: Any = getattr(self, "records_itself", ())
        return own is True or (own is not False and what in own)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic(using=router.db_for_write(self.model)):
            _remember(request, self._stored(request, unquote(object_id)) if object_id else None)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        with transaction.atomic(using=router.db_for_write(self.model)):
            return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        with transaction.atomic(using=router.db_for_write(self.model)):
            return super().changelist_view(request, extra_context)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        if not self._is_left_to_the_class("made"):
            after = shown(type(obj), self._state(request, obj))
            self._append(request, "made", obj, after=after)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        if not self._is_left_to_the_class("changed"):
            self._append_change(request, obj)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        if not self._is_left_to_the_class("removed"):
            for row in queryset:
                before = shown(type(row), self._state(request, row))
                self._append(request, "removed", row, before=before, **_taken_along(row))
        return super().log_deletions(request, queryset)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        # Deletions are recorded row by row, as they are logged.
        return {
            name: (function if name == "delete_selected" else _recorded_action(function), name, words)
            for name, (function, _name, words) in actions.items()
        }

    def _append_change(self, request: HttpRequest, obj: Model) -> None:
        known: State | None = getattr(request, "recorded_before", None)
        if known is None:
            # A view of the class's own, such as the one that sets a password; it may name what it does.
            what = getattr(request, "recorded_as", "changed")
            self._append(request, what, obj, after=shown(type(obj), self._state(request, obj)))
            return
        before, after = changes(type(obj), known, self._state(request, obj))
        if before or after:
            self._append(request, "changed", obj, before=before, after=after)

    def _append(self, request: HttpRequest, what: str, row: Model, **payload: Any) -> None:
        code = RECORDED_ROWS.get(row._meta.label_lower, "row")
        # A row of a kind without words of its own is told by the name of its table.
        more = {"kind": row._meta.label_lower} if code == "row" else {}
        audit.append(
            user_of(request), f"{code}.{what}", subject(row), channel="admin", name=str(row)[:200], **more, **payload
        )

    def _stored(self, request: HttpRequest, key: str) -> State | None:
        """The row as it is stored, locked until the form is done; None for one that is not there."""
        rows = self.model._base_manager.select_for_update(of=("self",))
        try:
            row = rows.filter(pk=self.model._meta.pk.to_python(key)).first()
        except (ValidationError, ValueError):
            return None
        return None if row is None else self._state(request, row)

    def _state(self, request: HttpRequest, row: Model) -> State:
        """The row as stored, with the rows that its page edits beside it."""
        fresh = type(row)._base_manager.get(pk=row.pk)
        state = state_of(fresh)
        for inline in self.get_inline_instances(request, fresh):
            if not inline.has_change_permission(request, fresh):
                continue
            foreign_key: Any = inline.get_formset(request, fresh).fk
            key = foreign_key.name
            rows = inline.model._base_manager.filter(**{key: fresh}).order_by("pk")
            state[inline.model._meta.model_name or ""] = [shown(type(each), state_of(each)) for each in rows]
        return state


def subject(row: Model) -> str:
    """The row's subject in the chain, such as `act_rule:3`."""
    code = RECORDED_ROWS.get(row._meta.label_lower, row._meta.model_name)
    return f"{code}:{identity(row)}"[:100]


def _remember(request: HttpRequest, state: State | None) -> None:
    request.recorded_before = state  # type: ignore[attr-defined]  # carried to log_change


def _taken_along(row: Model) -> dict[str, Any]:
    """The rows that the database deletes with this one, such as the limits of a user."""
    collector = NestedObjects(using=router.db_for_write(type(row)))
    collector.collect([row])
    others = {
        model._meta.label_lower: [shown(model, state_of(each)) for each in list(rows)[:_MOST]]
        for model, rows in collector.data.items()
        if model is not type(row) and not model._meta.auto_created
    }
    return {"taken_along": others} if others else {}


def _recorded_action(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def run(model_admin: Any, request: HttpRequest, queryset: Any) -> Any:
        rows = [subject(row) for row in queryset[:_MOST]]
        name, about = function.__name__, model_admin.model._meta.label_lower
        audit.append(user_of(request), "admin.action", about, channel="admin", action=name, rows=rows)
        return function(model_admin, request, queryset)

    return run
