"""The OpenAPI document has nothing that generators of clients refuse or leave out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from articles.api.serializers.submission import SUBMISSION
from workbench.api.reference.schema import document

# Values that are data, and tell nothing of a schema.
_DATA = {"example", "value", "const", "default"}


def faults(node: Any, place: str = "", *, names: bool = False) -> Iterator[str]:
    """What a generator stumbles over, by place. `names`: the keys of this object are names of members."""
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from faults(item, f"{place}/{number}")
    if not isinstance(node, dict):
        return
    if not names:
        yield from (f"{place}: {fault}" for fault in _own_faults(node))
    for name, item in node.items():
        if names or name not in _DATA:
            yield from faults(item, f"{place}/{name}", names=not names and name in {"properties", "examples"})


def _own_faults(node: dict[str, Any]) -> Iterator[str]:
    kind, required = node.get("type"), node.get("required")
    kinds = kind if isinstance(kind, list) else [kind]
    if len(set(kinds)) < len(kinds):
        yield f"type {kind} names one twice"
    if "array" in kinds and "items" not in node:
        yield "array without items"
    if "example" in node and "examples" in node:
        yield "example beside examples"
    values = [json.dumps(value) for value in node.get("enum", [])]
    if len(set(values)) < len(values):
        yield f"enum {values} has one twice"
    if isinstance(required, list) and not set(required) <= set(node.get("properties", {})):
        yield f"required {required} names what is no property"
    if "properties" in node and {"anyOf", "oneOf"} & set(node):
        yield "members beside alternatives: write if, then and else"


def test_a_generator_finds_nothing_to_stumble_over():
    assert list(faults(document())) == []


@pytest.mark.parametrize(
    "schema",
    [
        {"type": ["string", "null", "null"]},
        {"type": "array"},
        {"type": ["array", "null"]},
        {"example": 1, "examples": {"one": {"value": 1}}},
        {"enum": ["a", None, "a"]},
        {"required": ["a"], "properties": {"b": {}}},
        {"properties": {"a": {}}, "anyOf": [{"required": ["a"], "properties": {"a": {"type": "string"}}}]},
    ],
)
def test_each_fault_is_found_where_it_stands(schema):
    (found,) = faults({"components": {"schemas": {"One": {"properties": {"examples": schema}}}}})
    assert found.startswith("/components/schemas/One/properties/examples: ")


def test_names_of_members_and_data_are_no_faults():
    members = {"example": {"type": "string"}, "examples": {"type": "string"}, "required": {"type": "boolean"}}
    assert list(faults({"properties": members, "example": {"type": "array"}})) == []


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ({"html": "<p>雨</p>"}, True),
        ({"html": "<p>雨</p>", "text": None, "body": None, "headline": "雨"}, True),
        ({"html": "<p>雨</p>", "text": "雨"}, False),
        ({"html": "<p>雨</p>", "body": ["雨"]}, False),
        ({"text": "雨\n下了一夜"}, True),
        ({"text": "雨", "html": None, "headline": None}, True),
        ({"text": "雨", "body": "下了一夜"}, False),
        ({"headline": "雨", "body": ["下了一夜"]}, True),
        ({"headline": "雨", "body": "下了一夜", "html": None, "text": None}, True),
        ({"headline": "雨", "body": None}, False),
        ({"headline": None, "body": ["下了一夜"]}, False),
        ({"headline": "雨"}, False),
        ({"html": None, "text": None}, False),
        ({}, False),
    ],
)
def test_a_submission_is_of_one_of_the_three_forms(given, fits):
    assert Draft202012Validator(SUBMISSION).is_valid(given) is fits


@pytest.mark.parametrize(
    ("reference", "fits"),
    [
        ({"headline": "雨"}, True),
        ({"outlet": "山城晚报", "headline": None}, True),
        ({"outlet": "山城晚报", "url": "https://example.org/1"}, True),
        ({"headline": None, "outlet": None}, False),
        ({"headline": "雨", "outlet": 5}, False),
        ({"url": "https://example.org/1"}, False),
        ({}, False),
    ],
)
def test_a_reference_names_a_headline_or_an_outlet(reference, fits):
    given = {"headline": "雨", "body": ["下了一夜"], "references": [reference]}
    assert Draft202012Validator(SUBMISSION).is_valid(given) is fits


def test_what_always_comes_is_required():
    schemas = document()["components"]["schemas"]
    answered = set(_named(document()["paths"], "responses"))
    while more := {name for each in answered for name in _refs(schemas[each])} - answered:
        answered |= more
    lacking = {
        f"{name}.{member}"
        for name in answered
        for member in set(schemas[name].get("properties", {})) - set(schemas[name].get("required", []))
    }
    # Only the fault of a parameter names one.
    # The further members of a conflict are not there when a first request with the Idempotency-Key still runs.
    lacking = {name for name in lacking if "Conflict." not in name and not name.endswith(".expanded")}
    assert lacking == {"FieldProblem.parameter"}
    assert "version" in schemas["QueueItem"]["required"]
    assert schemas["DecideRequest"]["required"] == ["act", "version"]


def _named(node: Any, word: str) -> Iterator[str]:
    """The schemas that are named under the key `word`, wherever it stands."""
    for name, item in node.items():
        if name == word:
            yield from _refs(item)
        elif isinstance(item, dict):
            yield from _named(item, word)


def _refs(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str) and "/schemas/" in node["$ref"]:
            yield node["$ref"].rsplit("/", 1)[-1]
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            yield from _refs(item)
