"""The changelog of the API, made from two documents."""

from __future__ import annotations

import copy
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from workbench.api.reference.changes import Change, changes

DOCUMENT = json.loads((Path(__file__).parents[1] / "contract" / "openapi.json").read_text(encoding="utf-8"))
DECIDE = ("/api/v1/queue-items/{id}/decide/", "post")


@pytest.fixture
def new():
    return copy.deepcopy(DOCUMENT)


def operation(document, path, method):
    return document["paths"][path][method]


def difference(new) -> list[Change]:
    return changes(DOCUMENT, new)


def test_a_document_does_not_differ_from_itself(new):
    assert difference(new) == []


def test_an_operation_that_goes_breaks_callers_and_one_that_comes_does_not(new):
    new["paths"]["/api/v1/labels-of-old/"] = new["paths"].pop("/api/v1/labels/")
    assert difference(new) == [
        Change("GET /api/v1/labels-of-old/", "added"),
        Change("GET /api/v1/labels/", "removed", breaks=True),
    ]


def test_a_parameter_that_goes_breaks_callers(new):
    listed = operation(new, "/api/v1/articles/", "get")
    listed["parameters"] = [each for each in listed["parameters"] if each["name"] != "band"]
    assert Change("GET /api/v1/articles/", "query parameter band removed", breaks=True) in difference(new)


@pytest.mark.parametrize(("required", "what"), [(False, "added"), (True, "added, required")])
def test_a_new_parameter_breaks_callers_only_when_it_is_required(new, required, what):
    added = {"in": "query", "name": "hue", "required": required, "schema": {"type": "string"}}
    operation(new, "/api/v1/articles/", "get")["parameters"].append(added)
    assert difference(new) == [Change("GET /api/v1/articles/", f"query parameter hue {what}", breaks=required)]


def test_a_member_that_must_be_sent_since_breaks_callers(new):
    new["components"]["schemas"]["DecideRequest"]["required"].append("note")
    assert difference(new) == [
        Change("POST /api/v1/queue-items/{id}/decide/ body", "/note is required now", breaks=True)
    ]


def test_a_code_that_is_no_longer_taken_breaks_callers_and_a_new_one_does_not(new):
    acts = new["components"]["schemas"]["DecidableActEnum"]["enum"]
    acts.remove("escalate")
    acts.append("pause")
    bodies = ["POST /api/v1/queue-items/{id}/decide/ body", "POST /api/v1/second-looks/{id}/answer/ body"]
    assert set(difference(new)) == {
        change
        for where in bodies
        for change in (
            Change(where, "/act has the new code pause"),
            Change(where, "/act no longer takes escalate", breaks=True),
        )
    }


def test_a_member_that_is_gone_from_answers_breaks_callers_at_every_place(new):
    del new["components"]["schemas"]["QueueReason"]["properties"]["weight"]
    places = {change.where: change for change in difference(new)}
    assert places["GET /api/v1/queue-items/{id}/ 200"].what == "/reasons/*/weight removed"
    assert places["GET /api/v1/queue-items/ 200"].what == "/results/*/reasons/*/weight removed"
    assert all(change.breaks for change in places.values())


def test_a_member_that_may_be_null_since_breaks_readers(new):
    new["components"]["schemas"]["QueueItem"]["properties"]["headline"]["type"] = ["string", "null"]
    assert Change("GET /api/v1/queue-items/{id}/ 200", "/headline may be null now", breaks=True) in difference(new)


def test_a_message_to_receivers_is_compared_too(new):
    del new["webhooks"]["appeal.filed"]
    assert difference(new) == [Change("webhook appeal.filed", "removed", breaks=True)]


def test_a_deprecation_is_told(new):
    operation(new, "/api/v1/labels/", "get")["deprecated"] = True
    assert difference(new) == [Change("GET /api/v1/labels/", "deprecated")]


def printed(*arguments: object) -> str:
    out = StringIO()
    call_command("api_changes", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_command_prints_what_breaks_first_and_fails_when_it_is_to_check(new, tmp_path):
    del new["paths"]["/api/v1/labels/"]
    old, later = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    later.write_text(json.dumps(new), encoding="utf-8")
    assert printed(later, old) == "# Changes of the API\n\n## Other changes\n\n- `GET /api/v1/labels/`\n  - added\n\n"
    assert printed(old, later, "--language", "zh").startswith(
        "# 接口变更\n\n## 不兼容的变更\n\n- `GET /api/v1/labels/`"
    )
    with pytest.raises(CommandError, match="1 changes break callers"):
        printed(old, later, "--check")


def test_the_command_refuses_what_is_no_document(tmp_path):
    path = tmp_path / "x.json"
    for text, says in (("{}", "is no OpenAPI document"), ("{", "is no JSON"), (None, "cannot be read")):
        path.unlink(missing_ok=True)
        if text is not None:
            path.write_text(text, encoding="utf-8")
        with pytest.raises(CommandError, match=says):
            printed(path)
