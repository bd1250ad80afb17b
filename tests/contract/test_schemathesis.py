"""Schemathesis: valid and invalid requests by the schema for every operation, alone and in chains.

No answer may be a 5xx or differ from the schema. Bounded here; `-m slow` goes on for longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import PositiveDataAcceptanceConfig, SchemathesisConfig
from schemathesis.config._checks import NegativeDataRejectionConfig
from schemathesis.specs.openapi.checks import response_schema_conformance

from articles.access import api_keys
from articles.intake.imports import importing
from articles.intake.imports.lines import chunks
from articles.models.access.keys import SCOPES
from moderation.decisions import DecisionRequest, decide
from moderation.models import QueueItem
from tests.makers import person, queued
from tests.module_rows import module_rows
from workbench.api.reference.schema import document
from workbench.api.reference.schema_hooks import operations
from workbench.wsgi import application

pytestmark = pytest.mark.django_db
# Statuses of a valid request: it may be refused for reasons beyond the schema (an unknown name, an item's state).
_REFUSED = ["2xx", "304", "401", "403", "404", "409", "413", "422", "503"]
# Statuses of an invalid request. 207: each submission of a batch is checked by itself.
_REJECTED = ["207", "400", "401", "403", "404", "405", "406", "409", "411", "413", "415", "422", "429"]
# Parameters whose valid values a schema cannot express (an issued cursor, an existing code, a time that databases
# hold), and `fields`, on which the required members depend. Other tests cover them.
_OURS = {
    "cursor",
    "fields",
    "platform",
    "queue",
    "policy",
    "created_after",
    "created_before",
    "updated_after",
    "due_before",
    "due_after",
    "opened_after",
    "opened_before",
}
_BOUNDS: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": [Phase.explicit, Phase.generate],
    "derandomize": True,
    "database": None,
}


@contextmanager
def _one_connection() -> Iterator[None]:
    """The test's transaction stays open between requests, as with Django's own test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    with _one_connection():
        yield


class Api(NamedTuple):
    schema: Any
    key: str
    ids: dict[str, int]
    """Of rows that are there, by the first part of a path."""

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Api-Key {self.key}", "Accept-Encoding": "identity"}


@module_rows
def api() -> Api:
    """The schema as the server gives it, a key that may do everything, and rows to ask for."""
    config = SchemathesisConfig()
    project = config.projects.default
    project.checks.positive_data_acceptance = PositiveDataAcceptanceConfig(expected_statuses=_REFUSED)
    project.checks.negative_data_rejection = NegativeDataRejectionConfig(expected_statuses=_REJECTED)
    project.generation.modes = [GenerationMode.POSITIVE]  # for chains; single operations set their own
    with _one_connection():
        schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application, config=config)
    moderator = person("moderator")
    _, key = api_keys.make("test", SCOPES, moderators=["moderator"])

    item, done = queued(), queued()
    decision = decide(moderator, DecisionRequest(done.pk, done.version, "limit", clause="1.1"))
    run = importing.start(chunks([b"{}\n"]), platform=None, api_key="x" * 8)
    article = QueueItem.objects.select_related("article").get(pk=item.pk).article
    ids = {
        "articles": article.pk, "sources": article.source_id, "queue-items": item.pk, "decisions": decision.pk,
        "imports": run.pk,
    }  # fmt: skip
    return Api(schema, key, ids)


OPERATIONS = [(method.upper(), path) for path, method, _ in operations(document())]
IDS = [f"{method} {path}" for method, path in OPERATIONS]


@pytest.mark.parametrize("amount", [6, pytest.param(200, marks=pytest.mark.slow)])
@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=IDS)
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
def test_every_operation(api, method, path, mode, amount):
    if (mode, method, path) == (GenerationMode.NEGATIVE, "POST", "/api/v1/imports/"):
        pytest.skip("any text is a file of lines; what is wrong with a line stands in its result")
    operation = api.schema[path][method]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=amount, **_BOUNDS)
    def check(case: Any) -> None:
        kind = path.removeprefix("/api/v1/").partition("/")[0]
        number = (case.path_parameters or {}).get("id")
        if isinstance(number, int) and number > 0 and number % 2 and kind in api.ids:
            case.path_parameters["id"] = api.ids[kind]
        if mode is GenerationMode.POSITIVE:
            _leave(case, _OURS)
        elif not _still_wrong(case, api.headers):
            return
        # An answer with chosen fields is shorter than the schema says; test_reading.py is about it.
        unfit = [response_schema_conformance] if "fields" in (case.query or {}) else []
        case.call_and_validate(headers=api.headers, excluded_checks=unfit)

    check()


def _still_wrong(case: Any, headers: dict[str, str]) -> bool:
    """Whether the request is still invalid as sent: with a valid key, and without empty lists or objects."""
    case.headers.update(headers)
    if case.query:
        case.query = {name: value for name, value in case.query.items() if value not in ([], {}, None)}
    return bool(case.meta.generation.mode is GenerationMode.NEGATIVE)


def _leave(case: Any, names: set[str]) -> None:
    if case.query:
        case.query = {name: value for name, value in case.query.items() if name not in names}


@schemathesis.serializer("application/x-ndjson")
def _lines(context: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@pytest.mark.parametrize("chains", [15, pytest.param(200, marks=pytest.mark.slow)])
def test_chains_by_the_links(api, chains, monkeypatch):
    bounds = settings(max_examples=chains, stateful_step_count=6, **_BOUNDS)
    # Every call here carries a key that is valid, which this check does not see; test_access_matrix.py is about keys.
    monkeypatch.setattr(api.schema.config.checks.ignored_auth, "enabled", False)
    machine = api.schema.as_state_machine()

    class Chains(machine):  # type: ignore[misc,valid-type]
        def before_call(self, case: Any) -> None:
            _leave(case, _OURS)

        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": api.headers}

    Chains.run(settings=bounds)
