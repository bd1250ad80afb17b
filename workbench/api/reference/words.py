"""The words of the OpenAPI document: a sentence for every member and parameter, a phrase for every operation.

They stand in three tables beside this module. `members.json` has the sentence of a member by its name, and by
`Schema.member` where a name means something of its own there; `parameters.json` by name, or by `resource.name` with the
first part of the path; `summaries.json` the operations whose description does not begin with a phrase that will do.
What a serializer or a filter says itself (`help_text`) stands before all of them.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]
_HERE = Path(__file__).parent
_ALTERNATIVES = ("oneOf", "anyOf", "allOf")
# Schemas that are another one in a request, in a list, with more members.
_AROUND = (re.compile(r"^Patched|Request$"), re.compile(r"^(Full|Listed|Record|Declared)|(WithSecret|Change|Summary)$"))
_PHRASE = re.compile(r"(\w+?)s\b(.*?)(?:[.;:,](?:\s|$)|$)")
# How drf-spectacular lists the values of an enum: no words about the parameter.
_VALUES = "* `"


@cache
def table(name: str) -> dict[str, str]:
    """One of the tables: members, parameters or summaries."""
    entries: dict[str, str] = json.loads((_HERE / f"{name}.json").read_text(encoding="utf-8"))
    return entries


def member_keys(schema: str, member: str) -> list[str]:
    """The entries that a member may have, the nearest first."""
    names = [schema]
    for around in _AROUND:
        names.append(around.sub("", names[-1]))
    return [*dict.fromkeys(f"{name}.{member}" for name in names if name), member]


def parameter_keys(path: str, name: str) -> list[str]:
    """The entries that a parameter may have, the nearest first."""
    resource = path.removeprefix("/api/v1/").partition("/")[0]
    return [f"{resource}.{name}", name]


def described(schema: Any, name: str) -> Any:
    """A copy of the schema `name` whose members have their sentences, at every depth."""
    if not isinstance(schema, dict):
        return schema
    copy = dict(schema)
    for word in _ALTERNATIVES:
        if word in copy:
            copy[word] = [described(each, name) for each in copy[word]]
    if "items" in copy:
        copy["items"] = described(copy["items"], name)
    if "properties" in copy:
        copy["properties"] = {
            member: _worded(described(item, f"{name}.{member}"), table("members"), member_keys(name, member))
            for member, item in copy["properties"].items()
        }
    return copy


def add_words(path: str, operation: Json) -> None:
    """Gives an operation its summary, and its parameters and its own schemas their sentences, in place."""
    operation["summary"] = _summary(operation)
    operation["parameters"] = [
        _worded(each, table("parameters"), parameter_keys(path, each["name"]))
        for each in operation.get("parameters", [])
    ]
    for holder in (operation.get("requestBody", {}), *operation["responses"].values()):
        for content in holder.get("content", {}).values():
            if "schema" in content:
                content["schema"] = described(content["schema"], operation["operationId"])


def _summary(operation: Json) -> str:
    """The phrase of the table, or how the description begins, as an order: “Lists sources, …” is “List sources”."""
    phrase = table("summaries").get(operation["operationId"])
    found = _PHRASE.match(operation.get("description", ""))
    return phrase or (f"{found[1]}{found[2]}" if found else "")


def _worded(item: Json, entries: dict[str, str], keys: list[str]) -> Json:
    told = item.get("description", "")
    words = next((entries[key] for key in keys if key in entries), "")
    if not words or (told and not told.startswith(_VALUES)):
        return item
    # Older generators of clients leave out what stands beside a reference.
    plain = {"allOf": [item]} if "$ref" in item else item
    return {**plain, "description": f"{words}\n\n{told}" if told else words}
