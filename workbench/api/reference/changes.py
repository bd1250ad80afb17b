"""What differs between two OpenAPI documents, as lines of a changelog; pure.

A change breaks callers when something that they may send is refused since, or something that they may read is gone.
Members, parameters, operations and codes are added at any time, and break nobody who ignores what they do not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
_METHODS = ("get", "post", "put", "patch", "delete")
_DEEPEST = 12


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One difference: where, and what became of it. `breaks`: a caller of the old document may fail."""

    where: str
    what: str
    breaks: bool = False


@dataclass(slots=True)
class Member:
    """What a document says of one place in a body: its types, its codes, and whether it always comes."""

    types: set[str] = field(default_factory=set)
    codes: set[str] | None = None
    required: bool = False


def changes(old: Json, new: Json) -> list[Change]:
    """All differences, in the order of the paths; those of messages to receivers last."""
    found = list(_operations(old, new))
    found += _messages(old, new)
    return sorted(set(found), key=lambda change: (change.where.startswith("webhook"), change.where, change.what))


def _operations(old: Json, new: Json) -> Iterator[Change]:
    before, after = _by_name(old), _by_name(new)
    for name in before.keys() | after.keys():
        if name not in after:
            yield Change(name, "removed", breaks=True)
        elif name not in before:
            yield Change(name, "added")
        else:
            yield from _operation(name, (old, before[name]), (new, after[name]))


def _by_name(document: Json) -> dict[str, Json]:
    return {
        f"{method.upper()} {path}": item[method]
        for path, item in document.get("paths", {}).items()
        for method in _METHODS
        if method in item
    }


def _operation(name: str, before: tuple[Json, Json], after: tuple[Json, Json]) -> Iterator[Change]:
    (old, was), (new, now) = before, after
    if was.get("operationId") != now.get("operationId"):
        yield Change(name, f"operationId {was.get('operationId')} is {now.get('operationId')} now", breaks=True)
    if now.get("deprecated") and not was.get("deprecated"):
        yield Change(name, "deprecated")
    yield from _parameters(name, _parameters_of(was), _parameters_of(now))
    yield from _sent(f"{name} body", _body(old, was), _body(new, now))
    for status in sorted(was.get("responses", {}).keys() | now.get("responses", {}).keys()):
        if status not in now["responses"]:
            yield Change(name, f"no longer answers {status}", breaks=status.startswith("2"))
        elif status not in was["responses"]:
            yield Change(name, f"may answer {status}")
        else:
            yield from _read(f"{name} {status}", _answer(old, was, status), _answer(new, now, status))


def _parameters_of(operation: Json) -> dict[str, Json]:
    return {f"{each['in']} parameter {each['name']}": each for each in operation.get("parameters", [])}


def _parameters(name: str, was: dict[str, Json], now: dict[str, Json]) -> Iterator[Change]:
    for parameter in was.keys() | now.keys():
        before, after = was.get(parameter), now.get(parameter)
        if after is None:
            yield Change(name, f"{parameter} removed", breaks=True)
        elif before is None:
            needed = bool(after.get("required"))
            yield Change(name, f"{parameter} added{', required' if needed else ''}", breaks=needed)
        else:
            if after.get("required") and not before.get("required"):
                yield Change(name, f"{parameter} is required now", breaks=True)
            if after.get("deprecated") and not before.get("deprecated"):
                yield Change(name, f"{parameter} deprecated")
            yield from _codes(name, parameter, _codes_of(before), _codes_of(after), sent=True)


def _codes_of(parameter: Json) -> set[str] | None:
    schema = parameter.get("schema", {})
    codes = schema.get("enum", schema.get("items", {}).get("enum"))
    return None if codes is None else {str(code) for code in codes}


def _sent(where: str, was: dict[str, Member], now: dict[str, Member]) -> Iterator[Change]:
    for place in was.keys() | now.keys():
        before, after = was.get(place), now.get(place)
        if after is None:
            yield Change(where, f"{place} is no longer read", breaks=True)
        elif before is None:
            yield Change(where, f"{place} may be sent{', and must' if after.required else ''}", breaks=after.required)
        else:
            if after.required and not before.required:
                yield Change(where, f"{place} is required now", breaks=True)
            if refused := before.types - after.types:
                yield Change(where, f"{place} may no longer be {_listed(refused)}", breaks=True)
            yield from _codes(where, place, before.codes, after.codes, sent=True)


def _read(where: str, was: dict[str, Member], now: dict[str, Member]) -> Iterator[Change]:
    for place in was.keys() | now.keys():
        before, after = was.get(place), now.get(place)
        if after is None:
            yield Change(where, f"{place} removed", breaks=True)
        elif before is None:
            yield Change(where, f"{place} added")
        else:
            if before.required and not after.required:
                yield Change(where, f"{place} may be left out now", breaks=True)
            if new := after.types - before.types:
                yield Change(where, f"{place} may be {_listed(new)} now", breaks=True)
            yield from _codes(where, place, before.codes, after.codes, sent=False)


def _codes(where: str, place: str, was: set[str] | None, now: set[str] | None, *, sent: bool) -> Iterator[Change]:
    if was is None or now is None:
        if sent and was is None and now is not None:
            yield Change(where, f"{place} is one of {_listed(now)} now", breaks=True)
        return
    if gone := was - now:
        yield Change(
            where,
            f"{place} no longer takes {_listed(gone)}" if sent else f"{place} is never {_listed(gone)}",
            breaks=sent,
        )
    if new := now - was:
        yield Change(where, f"{place} has the new code{'s' if len(new) > 1 else ''} {_listed(new)}")


def _messages(old: Json, new: Json) -> Iterator[Change]:
    before, after = old.get("webhooks", {}), new.get("webhooks", {})
    for name in before.keys() | after.keys():
        where = f"webhook {name}"
        if name not in after:
            yield Change(where, "removed", breaks=True)
        elif name not in before:
            yield Change(where, "added")
        else:
            was, now = before[name].get("post", {}), after[name].get("post", {})
            yield from _read(where, _body(old, was), _body(new, now))


def _body(document: Json, operation: Json) -> dict[str, Member]:
    return _members(document, operation.get("requestBody", {}).get("content", {}))


def _answer(document: Json, operation: Json, status: str) -> dict[str, Member]:
    response = _resolved(document, operation["responses"][status])
    return _members(document, response.get("content", {}))


def _members(document: Json, content: Json) -> dict[str, Member]:
    """The places of a body of any media type, by their path: `/reasons/*/code`."""
    found: dict[str, Member] = {}
    for media in content.values():
        _walk(document, media.get("schema", {}), "", found, required=True, depth=0)
    found.pop("", None)
    return found


def _walk(document: Json, schema: Json, place: str, found: dict[str, Member], *, required: bool, depth: int) -> None:
    if depth > _DEEPEST:
        return
    schema = _resolved(document, schema)
    member = found.setdefault(place, Member(required=required))
    types = schema.get("type", [])
    member.types |= {types} if isinstance(types, str) else set(types)
    if "enum" in schema:
        member.codes = (member.codes or set()) | {str(code) for code in schema["enum"] if code is not None}
    for word in ("allOf", "oneOf", "anyOf"):
        for part in schema.get(word, []):
            _walk(document, part, place, found, required=required, depth=depth + 1)
    needed = set(schema.get("required", []))
    for name, inner in schema.get("properties", {}).items():
        _walk(document, inner, f"{place}/{name}", found, required=name in needed, depth=depth + 1)
    if isinstance(items := schema.get("items"), dict):
        _walk(document, items, f"{place}/*", found, required=True, depth=depth + 1)


def _resolved(document: Json, schema: Json) -> Json:
    while "$ref" in schema:
        target: Any = document
        for part in schema["$ref"].removeprefix("#/").split("/"):
            target = target.get(part, {})
        schema = target
    return schema


def _listed(values: set[str]) -> str:
    return ", ".join(sorted(values))
