"""The API's page for people: everything in the schema, without a script, a font or a style from elsewhere."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from workbench.api.reference.prose import prose
from workbench.api.reference.schema import document
from workbench.api.reference.schema_hooks import operations

Json = dict[str, Any]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The endpoints by tag, with parameters, bodies, answers and examples."""
    return HttpResponse(_page(get_language() or ""))


@cache
def _page(language: str) -> str:
    """The page in the active language, which `language` names: half a megabyte, the same for all."""
    schema = document()
    objects = [
        {"name": name, "description": prose(item.get("description", "")), "properties": _members(item)}
        for name, item in sorted(schema["components"]["schemas"].items())
        if item.get("type") == "object"
    ]
    return render_to_string("api_docs.html", {"info": schema["info"], "groups": groups(schema), "objects": objects})


def groups(schema: Json) -> dict[str, list[Json]]:
    """The schema's operations by their first tag, in the order of their paths."""
    grouped: dict[str, list[Json]] = {}
    for path, method, operation in operations(schema):
        grouped.setdefault(operation["tags"][0], []).append(_operation(method, path, operation))
    return grouped


def _operation(method: str, path: str, operation: Json) -> Json:
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "description": prose(operation.get("description", "")),
        "scope": operation.get("x-scope", ""),
        "parameters": [_parameter(item) for item in operation.get("parameters", [])],
        "body": _holder(operation.get("requestBody")),
        "answers": [
            {"status": status, "description": answer.get("description", ""), **_holder(answer)}
            for status, answer in sorted(operation["responses"].items())
        ],
    }


def _parameter(item: Json) -> Json:
    item = {**item, "description": prose(item.get("description", ""))}
    return {**item, "required": item.get("required", False), "kind": _kind(item.get("schema", {}))}


def _holder(holder: Json | None) -> Json:
    """The content of a body or an answer: media type, name of the object, example."""
    for media, content in (holder or {}).get("content", {}).items():
        return {"media": media, "kind": _kind(content.get("schema", {})), "example": _shown(_example(content))}
    return {}


def _example(content: Json) -> Any:
    """The example of a body or an answer; of several named ones, the first."""
    named = content.get("examples", {}).values()
    stored = document()["components"]["examples"]
    values = (stored[each["$ref"].rsplit("/", 1)[-1]]["value"] if "$ref" in each else each["value"] for each in named)
    return next(values, content.get("example"))


def _shown(example: Any) -> str:
    if example is None or isinstance(example, str):
        return example or ""
    return json.dumps(example, ensure_ascii=False, indent=2)


def _members(schema: Json) -> list[Json]:
    required = schema.get("required", [])
    return [
        {
            "name": name,
            "kind": _kind(item),
            "required": name in required,
            "description": prose(item.get("description", "")),
        }
        for name, item in schema.get("properties", {}).items()
    ]


def _kind(schema: Json) -> str:
    """A schema in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1])
    for name in ("allOf", "oneOf", "anyOf"):
        if name in schema:
            return " | ".join(_kind(item) for item in schema[name])
    kind = schema.get("type", "")
    named: str = "|".join(kind) if isinstance(kind, list) else kind
    if "array" in named:
        return named.replace("array", f"{_kind(schema.get('items', {}))}[]")
    if schema.get("enum"):
        return " | ".join(str(value) for value in schema["enum"] if value is not None)
    return f"{named} ({schema['format']})" if "format" in schema else named
