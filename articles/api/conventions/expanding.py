"""`expand=article,source`: what a row names by id comes with it, under `expanded`.

A view declares what may be asked for. Whatever is asked for is read once for the whole page, so the number of queries
does not depend on the number of rows; and only what the key may see comes. The types of the other members stay.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request

from articles.api.conventions.errors import ApiProblem
from articles.api.conventions.permissions import has_scope

EXPAND, EXPANDED = "expand", "expanded"
Row = dict[str, Any]
Load = Callable[[Request, list[Any]], Mapping[Any, Any]]


@dataclass(frozen=True, slots=True)
class Expansion:
    """One thing that rows may come with.

    `key` finds in a row what names it (an id, a code; None for none), `load` reads all that are named at once, by that
    name. `schema` is its component in the document; with `many`, a list of these. What is not there, or not for this
    key, is null, or an empty list. The key needs `scope` as well.
    """

    key: Callable[[Row], Hashable]
    load: Load
    schema: str
    scope: str
    many: bool = False

    def described(self) -> dict[str, Any]:
        """Its schema."""
        one = {"$ref": f"#/components/schemas/{self.schema}"}
        return {"type": "array", "items": one} if self.many else {"oneOf": [one, {"type": "null"}]}


Expansions = Mapping[str, Expansion]


def asked_expansions(request: Request, known: Expansions) -> list[str]:
    """The names in `expand`. Raises ApiProblem (400) for one that this view does not have."""
    names = list(dict.fromkeys(name.strip() for name in request.query_params.get(EXPAND, "").split(",")))
    names = [name for name in names if name]
    unknown = [name for name in names if name not in known]
    if unknown and known:
        detail = f"“{unknown[0][:100]}” is not one of: {', '.join(known)}"
        fault: Any = {"pointer": "", "parameter": EXPAND, "detail": detail, "code": "invalid_choice"}
        raise ApiProblem(400, "invalid_parameter", detail, errors=[fault])
    for name in names if known else ():
        if not has_scope(request, known[name].scope):
            raise PermissionDenied(f"to expand {name}, this key lacks the scope {known[name].scope}")
    return names if known else []


def expand(request: Request, data: Any, names: Iterable[str], known: Expansions) -> Any:
    """The answer with what was asked for: of a page, in each of its results."""
    is_page = isinstance(data, dict) and isinstance(data.get("results"), list) and "next" in data
    rows: list[Row] = list(data["results"]) if is_page else [data]
    added: list[dict[str, Any]] = [{} for _ in rows]
    for name in names:
        one = known[name]
        keys = [one.key(row) for row in rows]
        found = one.load(request, list(dict.fromkeys(key for key in keys if key is not None)))
        for row, key in zip(added, keys, strict=True):
            row[name] = found.get(key, [] if one.many else None)
    expanded = [{**row, EXPANDED: more} for row, more in zip(rows, added, strict=True)]
    return {**data, "results": expanded} if is_page else expanded[0]


def member(name: str) -> Callable[[Row], Hashable]:
    """What finds the id in a member of the row."""
    return lambda row: row.get(name)
