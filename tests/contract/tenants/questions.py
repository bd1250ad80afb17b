"""Every question that the API answers, from its schema: rows, filters, orders, forms, acts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.db import models
from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from django.utils import timezone

from articles.models import Source
from moderation.models import QueueItem
from tests.contract.endpoints import _views
from tests.contract.tenants.owned_rows import models_with_text, paths, rows_of
from workbench.api.reference.recorded import recorded_examples
from workbench.api.reference.schema_hooks import operations

_PUBLISHED = Path(__file__).parent.with_name("openapi.json")
_PLACE = re.compile(r"\{[^}]+\}|<[^>]+>")
_FALLBACK = range(1, 30)
"""Ids that are asked for where no endpoint of the kind says which model its rows are."""


class Operation(NamedTuple):
    """An operation of the schema; `path` is absolute and may have one place for a row."""

    name: str
    method: str
    path: str
    item: dict[str, Any]

    @property
    def kind(self) -> str:
        """The kind of row, as the first part of the route says."""
        return self.path.removeprefix("/api/v1/").partition("/")[0]

    @property
    def names_a_row(self) -> bool:
        return "{" in self.path

    def at(self, row: object) -> str:
        return _PLACE.sub(str(row), self.path)


@cache
def every_operation() -> tuple[Operation, ...]:
    """Of the published schema, which a test holds equal to the one made from the code; making it takes a second."""
    schema = json.loads(_PUBLISHED.read_text(encoding="utf-8"))
    return tuple(Operation(item["operationId"], method, path, item) for path, method, item in operations(schema))


def without_names(path: str) -> str:
    """The path with its places for rows left blank."""
    return _PLACE.sub("*", path)


def other_pages() -> list[str]:
    """The paths of the URL conf outside the admin, with 1 in every place."""
    patterns = _patterns(get_resolver(), "/")
    return sorted({_PLACE.sub("1", path) for path in patterns if not path.startswith("/admin/")})


def _patterns(resolver: Any, before: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern.pattern, RoutePattern):
            path = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from _patterns(pattern, path)
            else:
                yield path


def rows(operation: Operation, *platforms: str) -> list[object]:
    """The names of the rows that the operation may be asked for, at most forty per platform, the newest first."""
    if not operation.names_a_row:
        return [""]
    if operation.kind == "reports":
        return [f"{timezone.localdate():%G-W%V}"]
    model = _models().get(operation.kind)
    if model is None or not paths(model):
        return list(_FALLBACK)
    return [pk for code in platforms for pk in rows_of(model, code).order_by("-pk").values_list("pk", flat=True)[:40]]


@cache
def _models() -> dict[str, type[models.Model]]:
    found: dict[str, type[models.Model]] = {}
    for route, view in _views():
        queryset = getattr(view, "queryset", None)
        if queryset is not None:
            found.setdefault(route.partition("/")[0], queryset.model)
    return found


def forms(operation: Operation) -> list[str]:
    """The media types of the answer."""
    answers = operation.item["responses"]
    return sorted(
        {media for status, answer in answers.items() if status < "300" for media in answer.get("content", {})}
    )


def filters(operation: Operation) -> Iterator[tuple[str, object]]:
    """Each query parameter with each value that the schema or the stored rows suggest."""
    for parameter in operation.item.get("parameters", ()):
        if parameter["in"] == "query" and parameter["name"] not in ("cursor", "fields"):
            for value in _values(parameter["name"], parameter["schema"]):
                yield parameter["name"], value


def _values(name: str, schema: dict[str, Any]) -> list[object]:
    if "enum" in schema:
        return list(schema["enum"])
    if schema.get("type") == "boolean":
        return ["true", "false"]
    if schema.get("type") == "integer":
        return list(range(1, 12))
    if schema.get("format") == "date-time":
        return ["2026-11-01T00:00:00+08:00"]
    return ["true", "false", *stored_values(name)]


def stored_values(name: str, *platforms: str) -> list[str]:
    """The texts that stand in columns of that name (of the platforms' rows), or in any short column."""
    found: set[str] = set()
    for model in models_with_text():
        for field in model._meta.concrete_fields:
            if field.name == name and isinstance(field, (models.CharField, models.TextField)):
                owned = [rows_of(model, code) for code in platforms] or [models.QuerySet(model)]
                for some in owned:
                    found.update(str(value) for value in some.values_list(field.name, flat=True)[:20] if value)
    return sorted(found)


def body(operation: Operation, row: Any) -> Any:
    """The recorded request of an act, with what the row needs: its version and who works on it."""
    given = recorded_examples().get(operation.name, {}).get("request")
    if not isinstance(given, dict):
        return given
    item = QueueItem.objects.filter(pk=row).first() if operation.kind == "queue-items" and row else None
    changes: dict[str, Any] = {}
    if item is not None and "version" in given:
        changes["version"] = item.version
    if "moderator" in given:
        changes["moderator"] = "lead"
    if "platform" in given:
        changes["platform"] = "netease"
    if operation.name == "sources_link":
        free = Source.objects.filter(platform__code="netease", links=None, linked_from=None).exclude(pk=row)
        changes["other"] = free.values_list("pk", flat=True).first()
    return {**given, **changes}
