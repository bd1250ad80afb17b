"""Calls of the API over HTTP with a key; the shape of every answer is checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from workbench.api.language import CHINESE, worded
from workbench.api.reference.problem_types import problem_types

PROBLEM = {"type", "title", "status", "detail", "instance", "code", "errors", "request_id"}


class Api:
    """Django's test client with the API's conventions; an error that is not a whole problem document fails the test."""

    def __init__(self, key: str | None) -> None:
        headers = {"Authorization": f"Api-Key {key}"} if key else {}
        self.client = Client(headers=headers, raise_request_exception=False)

    def get(self, path: str, **params: Any) -> Any:
        return self._checked(self.client.get(f"/api/v1/{path}", params))

    def get_as(self, accept: str, path: str) -> Any:
        return self._checked(self.client.get(f"/api/v1/{path}", headers={"Accept": accept}))

    def post(self, path: str, body: object = None, *, content_type: str = "application/json", **headers: str) -> Any:
        data = body if isinstance(body, bytes) else json.dumps(body)
        return self._checked(self.client.post(f"/api/v1/{path}", data, content_type=content_type, headers=headers))

    def request(self, method: str, path: str, body: object = None) -> Any:
        data = "" if body is None else json.dumps(body)
        kind = "application/json"
        return self._checked(self.client.generic(method, f"/api/v1/{path}", data, content_type=kind))

    def _checked(self, response: Any) -> Any:
        if response.status_code >= 400:
            check_problem(response)
        return response


def check_problem(response: Any) -> dict[str, Any]:
    """Checks an error answer against the one shape, and returns it."""
    assert response["Content-Type"] == "application/problem+json", response.content[:200]
    document: dict[str, Any] = json.loads(response.content)
    assert set(document) >= PROBLEM
    assert document["status"] == response.status_code
    assert document["type"] == f"/problems/{document['code'].replace('_', '-')}"
    kind = problem_types().get(document["code"])
    assert kind is not None, f"{document['code']} is missing in workbench/api/reference/problem_types.json"
    assert response.status_code in kind.statuses, document["code"]
    assert document["request_id"] == response["X-Request-ID"]
    for error in document["errors"]:
        assert {"pointer", "detail", "code"} <= set(error)
        assert error["pointer"] == "" or error["pointer"].startswith("/")
        assert_has_chinese(error["detail"])
    if not document["errors"]:
        assert_has_chinese(document["detail"])
    return document


def assert_has_chinese(detail: str) -> None:
    """Checks that the sentence of a refusal has a Chinese one for whoever asks for it."""
    assert worded(detail, CHINESE), f"{detail!r} has no Chinese in workbench/api/reference/sentences.json"


@pytest.fixture
def api(api_key: Callable[..., str]) -> Api:
    """Calls with a key that may do everything."""
    return Api(api_key())


@pytest.fixture
def api_with(api_key: Callable[..., str]) -> Callable[..., Api]:
    """Calls with a key of the given scopes (and platform)."""

    def make(*scopes: str, **fields: Any) -> Api:
        return Api(api_key(*scopes, **fields))

    return make


@pytest.fixture
def anonymous(db: None) -> Api:
    """Calls without a key."""
    return Api(None)
