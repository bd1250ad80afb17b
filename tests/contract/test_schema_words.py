"""The reference explains itself: every member, parameter, operation and message has words, and no word is left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from moderation.webhooks.protocol.schemas import types
from workbench.api.reference.schema import document
from workbench.api.reference.schema_hooks import operations
from workbench.api.reference.words import add_words, described, member_keys, parameter_keys, table

# Words that add nothing to a name.
_FILLERS = {"a", "an", "the", "its", "this", "of"}


def members() -> Iterator[tuple[str, str, str]]:
    """Every member of the document: its schema, its name and its words."""
    for name, schema in document()["components"]["schemas"].items():
        yield from _members(schema, name)
    for _, _, operation in operations(document()):
        for holder in (operation.get("requestBody", {}), *operation["responses"].values()):
            for content in holder.get("content", {}).values():
                yield from _members(content.get("schema", {}), operation["operationId"])


def _members(schema: Any, name: str) -> Iterator[tuple[str, str, str]]:
    if not isinstance(schema, dict):
        return
    for part in (schema.get("items"), *(each for word in ("oneOf", "anyOf", "allOf") for each in schema.get(word, []))):
        yield from _members(part, name)
    for member, item in schema.get("properties", {}).items():
        yield name, member, item.get("description", "")
        yield from _members(item, f"{name}.{member}")


def parameters() -> Iterator[tuple[str, str, str]]:
    """Every parameter of the document: its path, its name and its words."""
    for path, _, operation in operations(document()):
        for parameter in operation["parameters"]:
            yield path, parameter["name"], parameter.get("description", "")


def says_something(name: str, words: str) -> bool:
    """Whether the words tell more than the name does, and more than a list of values."""
    told = set(re.findall(r"\w+", words.lower())) - _FILLERS
    return not words.startswith("* `") and bool(told - set(name.lower().split("_")))


def test_every_member_is_explained():
    assert [f"{schema}.{member}" for schema, member, words in members() if not says_something(member, words)] == []


def test_members_are_looked_at_inside_others_too():
    seen = {f"{schema}.{member}" for schema, member, _ in members()}
    assert {"Article.headline", "Submission.images.caption", "Outcome.error.errors.pointer"} <= seen
    assert "articles_submit_batch.submissions" in seen


def test_every_parameter_is_explained():
    assert [f"{path} {name}" for path, name, words in parameters() if not says_something(name, words)] == []


def test_every_operation_has_a_short_phrase_of_its_own():
    summaries = [(operation["operationId"], operation["summary"]) for _, _, operation in operations(document())]
    for name, summary in summaries:
        assert re.fullmatch(r"[A-Z].{6,79}", summary), (name, summary)
        assert summary[-1] not in ".,;:", (name, summary)
    phrases = [summary for _, summary in summaries]
    assert sorted({each for each in phrases if phrases.count(each) > 1}) == []


@pytest.mark.parametrize("name", ["members", "parameters", "summaries"])
def test_every_entry_is_one_sentence_in_its_place(name):
    entries = table(name)
    assert list(entries) == sorted(entries)
    for key, words in entries.items():
        assert words == words.strip()
        assert "\n" not in words
        assert words.endswith(".") is (name != "summaries"), key


def test_every_entry_of_the_tables_is_used():
    for name, keys in (
        ("members", [(member_keys(schema, member), words) for schema, member, words in members()]),
        ("parameters", [(parameter_keys(path, each), words) for path, each, words in parameters()]),
    ):
        entries = table(name)
        nearest = [(next((key for key in found if key in entries), None), words) for found, words in keys]
        used = {key for key, words in nearest if key and words.startswith(entries[key])}
        assert sorted(set(entries) - used) == [], name
    assert set(table("summaries")) <= {operation["operationId"] for _, _, operation in operations(document())}


@pytest.mark.parametrize(("name", "words"), [("due_at", ""), ("note", "The note"), ("state", "* `open` - open")])
def test_words_that_say_nothing_are_found(name, words):
    assert not says_something(name, words)


def test_what_a_serializer_says_itself_stands():
    schema = {"properties": {"risk": {"type": "number", "description": "as told"}, "unheard_of": {"type": "string"}}}
    assert described(schema, "Any")["properties"] == schema["properties"]


def test_words_stand_before_the_values_of_an_enum():
    choice = {"in": "query", "name": "verdict", "description": "* `false` - false"}
    operation = {"operationId": "claims_list", "parameters": [choice], "responses": {}, "description": "Lists claims."}
    add_words("/api/v1/claims/", operation)
    assert operation["parameters"][0]["description"] == f"{table('parameters')['verdict']}\n\n* `false` - false"
    assert operation["summary"] == "List claims"


def test_document_says_what_it_is_under_which_licence_and_where():
    info = document()["info"]
    assert "ISO 8601" in info["description"]
    assert info["license"] == {"name": "Apache License 2.0", "identifier": "Apache-2.0"}
    assert document()["servers"][0]["url"] == "/"


def test_every_type_of_event_stands_under_webhooks():
    messages = document()["webhooks"]
    assert set(messages) == set(types())
    for event_type, item in messages.items():
        message = item["post"]
        schema = message["requestBody"]["content"]["application/json"]["schema"]
        assert schema["properties"]["type"] == {"const": event_type}
        assert message["summary"].lower() == schema["description"].lower()
        assert {"webhook-id", "webhook-timestamp", "webhook-signature"} == {
            parameter["name"] for parameter in message["parameters"]
        }
