"""`expand` in the OpenAPI document: the parameter, and what rows come with."""

from __future__ import annotations

from typing import Any

from articles.api.conventions.expanding import EXPAND, EXPANDED

Json = dict[str, Any]


def add_expansions(document: Json, operation: Json, view: Any) -> None:
    """Adds the parameter to an operation whose view can expand something, and `expanded` to the schema of its rows."""
    known = getattr(view, "expandable", {})
    row = _row(document, operation) if known else None
    if row is None:
        return
    operation.setdefault("parameters", []).append(
        {
            "in": "query", "name": EXPAND, "style": "form", "explode": False, "example": list(known)[:2],
            "description": "What each row comes with, separated by commas: read once for the whole page, and found "
            f"under `{EXPANDED}`. Each needs its own scope.",
            "schema": {"type": "array", "items": {"type": "string", "enum": list(known)}, "minItems": 1},
        }
    )  # fmt: skip
    members = row["properties"].setdefault(EXPANDED, {"type": "object", "properties": {}})["properties"]
    for name, one in known.items():
        words = f"what `expand={name}` asked for; {'empty' if one.many else 'null'} when there is none for this key"
        members[name] = {**one.described(), "description": words}
    row["properties"][EXPANDED]["description"] = f"What `{EXPAND}` asked for, by name; only then there."


def _row(document: Json, operation: Json) -> Json | None:
    """The schema of a row of the answer that has members of its own, in the components."""
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    found = _of(document, schema)
    if "results" in found.get("properties", {}):
        found = _of(document, found["properties"]["results"].get("items", {}))
    return found if "properties" in found else None


def _of(document: Json, schema: Json) -> Json:
    while "$ref" in schema or "allOf" in schema:
        if "allOf" in schema:
            schema = schema["allOf"][0]
        else:
            schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema
