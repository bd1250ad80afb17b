"""The OpenAPI document is complete and free of warnings; its page loads nothing from elsewhere."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from tests.makers import queued
from workbench.api.reference.schema import document
from workbench.api.reference.schema_hooks import operations

# The endpoints of the contract.
ENDPOINTS = {
    "/api/v1/articles/": {"get", "post"},
    "/api/v1/articles/batch/": {"post"},
    "/api/v1/articles/{id}/": {"get"},
    "/api/v1/headlines/score/": {"post"},
    "/api/v1/sources/": {"get"},
    "/api/v1/sources/{id}/": {"get"},
    "/api/v1/sources/{id}/reliability/": {"get"},
    "/api/v1/sources/{id}/replies/": {"get", "post"},
    "/api/v1/imports/": {"get", "post"},
    "/api/v1/queue-items/": {"get"},
    "/api/v1/queue-items/claim/": {"post"},
    "/api/v1/queue-items/{id}/decide/": {"post"},
    "/api/v1/queue-items/{id}/release/": {"post"},
    "/api/v1/queue-items/{id}/heartbeat/": {"post"},
    "/api/v1/decisions/{id}/": {"get"},
    "/api/v1/webhook-endpoints/": {"get", "post"},
    "/api/v1/webhook-endpoints/{id}/": {"get", "patch", "delete"},
    "/api/v1/webhook-endpoints/{id}/rotate-secret/": {"post"},
    "/api/v1/webhook-endpoints/{id}/test/": {"post"},
    "/api/v1/webhook-deliveries/": {"get"},
    "/api/v1/webhook-deliveries/{id}/": {"get"},
    "/api/v1/webhook-deliveries/{id}/replay/": {"post"},
    "/api/v1/webhook-deliveries/replay/": {"post"},
    "/api/v1/webhook-events/schemas/": {"get"},
}


def test_schema_is_generated_without_a_warning(tmp_path):
    call_command("spectacular", "--fail-on-warn", "--validate", "--file", str(tmp_path / "schema.yaml"))
    assert (tmp_path / "schema.yaml").stat().st_size > 10_000


SNAPSHOT = Path(__file__).with_name("openapi.json")


def test_schema_is_the_one_that_was_published():
    """A change of the API is deliberate: renew with `RENEW=1 python -m pytest tests/contract/test_schema.py -n 0`.

    Then read the difference: what callers rely on may be added to, not renamed or removed.
    """
    text = json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if os.environ.get("RENEW"):
        SNAPSHOT.write_text(text, encoding="utf-8")
    assert json.loads(text) == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_schema_has_the_contract():
    paths = document()["paths"]
    assert document()["openapi"].startswith("3.1")
    for path, methods in ENDPOINTS.items():
        assert methods <= set(paths[path]), path


def test_every_operation_documents_its_errors_and_its_key():
    for path, item in document()["paths"].items():
        for method, operation in item.items():
            assert {"401", "403"} <= set(operation["responses"]), path
            # A person's token opens what works the queue, and nothing else.
            person = [{"PersonToken": ["queue:work"]}] if operation["x-scope"] == "queue:work" else []
            assert operation["security"] == [{"ApiKey": []}, *person], path
            assert operation["description"], path
            if method == "post":
                assert {"413", "415", "422"} <= set(operation["responses"]), path
            if "{id}" in path:
                assert "404" in operation["responses"], path


def test_article_in_the_schema_has_queue_state_and_decision():
    schemas = document()["components"]["schemas"]
    assert "ArticleState" in json.dumps(schemas["Article"])
    assert {"queue_item", "decision", "decisions"} <= set(schemas["ArticleState"]["properties"])


@pytest.mark.parametrize(("accept", "kind"), [("*/*", "json"), ("application/yaml", "yaml")])
def test_schema_is_served_to_everybody(db, accept, kind):
    response = Client().get("/api/v1/schema/", headers={"Accept": accept})
    assert response.status_code == 200
    assert kind in response["Content-Type"]
    if kind == "json":
        assert response.json() == json.loads(json.dumps(document()))


def test_docs_page_lists_every_operation_and_loads_nothing(db):
    response = Client().get("/api/v1/docs/")
    assert response.status_code == 200
    page = response.content.decode()
    for path in ENDPOINTS:
        assert path in page
    assert "<script" not in page
    assert not re.search(r"""(?:src|href)=["']https?:""", page)
    assert "<style" not in page
    for operation in document()["paths"]["/api/v1/articles/"].values():
        assert f'id="{operation["operationId"]}"' in page
    assert "articles:write" in page


def test_docs_page_takes_no_post(api):
    assert Client().post("/api/v1/docs/").status_code == 405


def problem_of(path: str, method: str, status: str) -> dict:
    return document()["paths"][path][method]["responses"][status]["content"]["application/problem+json"]


def test_the_conflict_of_a_decision_has_the_item_as_it_is_now(moderator, api):
    schemas = document()["components"]["schemas"]
    content = problem_of("/api/v1/queue-items/{id}/decide/", "post", "409")
    assert content["schema"] == {"$ref": "#/components/schemas/ItemConflict"}
    members = schemas["ItemConflict"]["properties"]
    assert {"reason", "current", "decision"} <= set(members)
    assert {"item_changed", "item_decided", "item_on_hold"} <= set(content["examples"])
    item = queued()
    answer = api.post(f"queue-items/{item.pk}/decide/", {"version": 9, "act": "allow"})
    assert answer.status_code == 409
    assert set(answer.json()) == set(members)
    assert set(answer.json()["current"]) == set(schemas["QueueItem"]["properties"]) - {"expanded"}


def test_examples_of_errors_stand_once():
    stored = document()["components"]["examples"]
    for _, _, operation in operations(document()):
        for status, response in operation["responses"].items():
            content = response.get("content", {}).get("application/problem+json")
            if content is None:
                continue
            assert "example" not in content
            for code, example in content["examples"].items():
                assert example == {"$ref": f"#/components/examples/{code}"}
                assert stored[code]["value"]["status"] == int(status)


def test_the_json_of_a_report_has_its_schema():
    responses = document()["paths"]["/api/v1/reports/weekly/{week}/"]["get"]["responses"]
    content = responses["200"]["content"]["application/json"]
    assert content["schema"] == {"$ref": "#/components/schemas/WeeklyReportDocument"}
    schemas = document()["components"]["schemas"]
    assert {"summary", "sections", "corrections"} <= set(schemas["WeeklyReportDocument"]["required"])
    assert "this_week" in schemas["WeeklyReportFigure"]["properties"]


def test_a_decision_does_not_offer_what_is_refused():
    schemas = document()["components"]["schemas"]
    assert "overturn" not in schemas["DecidableActEnum"]["enum"]
    assert "overturn" in schemas["ActEnum"]["enum"]


def test_enums_have_names_of_their_own():
    names = [name for name in document()["components"]["schemas"] if name.endswith("Enum")]
    assert not [name for name in names if re.search(r"[0-9a-f]{3}Enum$", name) and re.search(r"\d", name)]
    assert not {"CodeEnum", "KindEnum", "NameEnum", "WhatEnum", "StateEnum", "TypeEnum"} & set(names)
