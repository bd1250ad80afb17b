"""Query parameters that every GET has: `fields`, and none that the schema does not know."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from rest_framework.request import Request

from articles.api.conventions.errors import ApiProblem, FieldProblem

FIELDS = "fields"
# DRF's own way to name the media type, which an endpoint may or may not document.
_ALWAYS = frozenset((FIELDS, "format"))
# Schema keywords that restrict a text.
_FORMS = frozenset(("enum", "format", "pattern", "minLength"))
# Parameters that take several values, separated by commas.
_LISTS = frozenset((FIELDS, "ids", "expand"))
_EMPTY = "is empty: give a value, or leave it out"
_CONVERTER = re.compile(r"<(?:[^:>]+:)?([^>]+)>")


@dataclass(frozen=True, slots=True)
class Operation:
    """A GET: its query parameters, those that may be "", and its answer's members (none: no choice of fields)."""

    parameters: frozenset[str]
    texts: frozenset[str]
    members: frozenset[str]


def chosen_fields(request: Request) -> list[str] | None:
    """The names of `fields=a,b`; None for all fields. Raises ApiProblem (400) for names unknown to the schema.

    So a misspelt filter is an error, not a list of everything.
    """
    operation = _operation(request)
    if operation is None:
        return None
    parameters, names = operation.parameters, operation.members
    unknown = [_problem(name, _twice(name), "repeated") for name in _repeated(request)]
    unknown += [_unknown(name, parameters) for name in request.query_params if name not in parameters | _ALWAYS]
    unknown += [_problem(name, _EMPTY, "blank") for name in _empty(request, operation)]
    given = request.query_params.get(FIELDS)
    wanted = None if given is None else [name.strip() for name in given.split(",") if name.strip()]
    if wanted is not None and names:
        unknown += [_no_field(name, names) for name in wanted if name not in names]
        if not wanted:
            unknown.append(_problem(FIELDS, "names at least one field", "required"))
    if unknown:
        raise ApiProblem(400, "invalid_parameter", "a query parameter is not valid", errors=unknown)
    return wanted if names else None


def only(data: Any, names: list[str]) -> Any:
    """The object with those members only; for a page, its results with them."""
    if isinstance(data, dict) and isinstance(data.get("results"), list) and "next" in data:
        return {**data, "results": [_members(item, names) for item in data["results"]]}
    return _members(data, names)


def _members(item: Any, names: list[str]) -> Any:
    return {name: item[name] for name in names if name in item} if isinstance(item, dict) else item


def _empty(request: Request, operation: Operation) -> list[str]:
    given = ((name, value) for name, value in request.query_params.items() if name in operation.parameters)
    return [name for name, value in given if not str(value).strip() and name not in operation.texts and name != FIELDS]


def _repeated(request: Request) -> list[str]:
    """Parameters that are given more than once: one value is meant, and readers differ in which they take."""
    return [name[:100] for name, values in request.query_params.lists() if len(values) > 1]


def _twice(name: str) -> str:
    return f"is given more than once: give {'one list, separated by commas' if name in _LISTS else 'it once'}"


def _operation(request: Request) -> Operation | None:
    match = request.resolver_match
    return _known(match.route) if match is not None else None


@cache
def _known(route: str) -> Operation | None:
    """The GET at a route."""
    # Imported here because making the document loads every view, and the first view loads this module.
    from workbench.api.reference.schema import document
    from workbench.api.reference.schema_hooks import ANY_TEXT, answer_properties

    path = _document_path(route)
    operation = document()["paths"].get(path, {}).get("get")
    if operation is None:
        return None
    parameters = {item["name"]: item["schema"] for item in operation.get("parameters", []) if item["in"] == "query"}
    texts = {name for name, schema in parameters.items() if _is_text(schema, ANY_TEXT)}
    return Operation(frozenset(parameters), frozenset(texts), frozenset(answer_properties(document(), operation)))


def _is_text(schema: dict[str, Any], any_text: str) -> bool:
    forms = _FORMS & set(schema) - ({"pattern"} if schema.get("pattern") == any_text else set())
    return schema.get("type") == "string" and not forms


def operation_id(request: Request) -> str | None:
    """The id of the operation in the OpenAPI document; None for what the document does not have."""
    match = request.resolver_match
    return None if match is None else operation_ids().get((_document_path(match.route), (request.method or "").lower()))


@cache
def operation_ids() -> dict[tuple[str, str], str]:
    """The id of each operation, by its path in the document and its method."""
    from workbench.api.reference.schema import document
    from workbench.api.reference.schema_hooks import operations

    return {(path, method): item["operationId"] for path, method, item in operations(document())}


def _document_path(route: str) -> str:
    return "/" + _CONVERTER.sub(lambda match: "{" + ("id" if match[1] == "pk" else match[1]) + "}", route)


def _unknown(name: str, known: frozenset[str]) -> FieldProblem:
    close = get_close_matches(name, known | {FIELDS}, 1)
    hint = f"; did you mean {close[0]}?" if close else ""
    return _problem(name[:100], f"there is no such parameter here{hint}", "unknown")


def _no_field(name: str, names: frozenset[str]) -> FieldProblem:
    return _problem(FIELDS, f"there is no field {name[:100]!a}; there are {', '.join(sorted(names))}", "unknown")


def _problem(parameter: str, detail: str, code: str) -> FieldProblem:
    return {"pointer": "", "parameter": parameter, "detail": detail, "code": code}
