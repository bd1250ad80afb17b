"""DRF's nested validation errors as a flat list of fields."""

from __future__ import annotations

from typing import Any

from rest_framework.settings import api_settings

from articles.api.conventions.errors import FieldProblem
from articles.intake.strict_json import escape


def field_problems(details: Any, *, in_query: bool) -> list[FieldProblem]:
    """Flattens `ValidationError.get_full_details()`: body fields by JSON pointer, query parameters by name."""
    if in_query and isinstance(details, dict):
        return [
            {**item, "pointer": "", "parameter": str(name)}
            for name, value in details.items()
            for item in _flat(value, "")
        ]
    return _flat(details, "")


def _flat(details: Any, pointer: str) -> list[FieldProblem]:
    if isinstance(details, list):
        # A list of messages about one value, or (in older serializers) one entry per item, `{}` for valid items.
        messages = all(_is_message(item) or not isinstance(item, dict) for item in details)
        parts = [(pointer if messages else f"{pointer}/{index}", item) for index, item in enumerate(details)]
        return [problem for place, item in parts for problem in _flat(item, place)]
    if _is_message(details):
        return [{"pointer": pointer, "detail": str(details["message"]), "code": str(details["code"])}]
    if isinstance(details, dict):
        whole = api_settings.NON_FIELD_ERRORS_KEY
        return [
            problem
            for name, item in details.items()
            for problem in _flat(item, pointer if name == whole else f"{pointer}/{escape(name)}")
        ]
    raise TypeError(f"no validation detail: {type(details).__name__}")


def _is_message(item: Any) -> bool:
    return isinstance(item, dict) and set(item) == {"message", "code"} and not isinstance(item["message"], dict | list)
