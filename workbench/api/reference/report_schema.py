"""The weekly report's JSON in the OpenAPI document, from the schema that the report itself is checked with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings

Json = dict[str, Any]
NAME = "WeeklyReportDocument"
_FILE = Path("moderation/reports/schema/weekly-report-2.json")
# Of the file alone, and what would make an added member a fault.
_OWN = ("$schema", "$id", "$defs", "title", "additionalProperties")


def report_schemas() -> dict[str, Json]:
    """The document under its name, and each part under `WeeklyReport` and the part's name."""
    schema: Json = json.loads((settings.BASE_DIR / _FILE).read_text(encoding="utf-8"))
    parts = {_name(name): _taken(part) for name, part in schema["$defs"].items()}
    return {NAME: _taken(schema), **parts}


def _name(part: str) -> str:
    return f"WeeklyReport{part.capitalize()}"


def _taken(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_taken(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return {"$ref": f"#/components/schemas/{_name(schema['$ref'].rsplit('/', 1)[-1])}"}
    return {
        name: {member: _taken(each) for member, each in value.items()} if name == "properties" else _taken(value)
        for name, value in schema.items()
        if name not in _OWN
    }
