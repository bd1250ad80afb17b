"""Schemathesis: what the schema allows and what it forbids, thrown at every operation, alone and in chains by its links.

No answer may be a 5xx or differ from the schema. Bounded here; `-m slow` goes on for longer.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis.config import PositiveDataAcceptanceConfig, SchemathesisConfig

from workbench.wsgi import application

pytestmark = pytest.mark.django_db
# Understood and refused for what the schema cannot say: a name that is not known here, an item in another state.
_REFUSED = ["2xx", "401", "403", "404", "409", "413", "422", "503"]
_BOUNDS: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": [Phase.explicit, Phase.generate],
    "derandomize": True,
    "database": None,
}


@pytest.fixture
def one_connection():
    """The test's transaction stays open between requests, as with Django's own test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def api_schema(api_key, moderator, one_connection):
    config = SchemathesisConfig()
    project = config.projects.default
    project.checks.positive_data_acceptance = PositiveDataAcceptanceConfig(expected_statuses=_REFUSED)
    loaded = schemathesis.openapi.from_wsgi("/api/v1/schema/", application, config=config)
    loaded.key = api_key()
    return loaded


@pytest.fixture
def existing(moderator) -> dict[str, int]:
    """Ids of rows that are there, by the first part of a path."""
    from articles.intake import importing
    from articles.intake.import_lines import chunks
    from moderation.decisions import DecisionRequest, decide
    from moderation.models import QueueItem
    from tests.makers import queued

    item, done = queued(), queued()
    decision = decide(moderator, DecisionRequest(done.pk, done.version, "limit", clause="1.1"))
    run = importing.start(chunks([b"{}\n"]), platform=None, api_key="x" * 8)
    article = QueueItem.objects.select_related("article").get(pk=item.pk).article
    return {
        "articles": article.pk, "sources": article.source_id, "queue-items": item.pk, "decisions": decision.pk,
        "imports": run.pk,
    }  # fmt: skip


schema = schemathesis.pytest.from_fixture("api_schema")


def _try(case: Any, existing: dict[str, int]) -> None:
    kind = case.path.removeprefix("/api/v1/").partition("/")[0]
    number = (case.path_parameters or {}).get("id")
    if isinstance(number, int) and number > 0 and number % 2 and kind in existing:
        case.path_parameters["id"] = existing[kind]
    case.call_and_validate(headers={"Authorization": f"Api-Key {case.operation.schema.key}"})


@schema.parametrize()
@settings(max_examples=12, **_BOUNDS)
def test_every_operation(case, existing):
    _try(case, existing)


@pytest.mark.slow
@schema.parametrize()
@settings(max_examples=300, **_BOUNDS)
def test_every_operation_for_longer(case, existing):
    _try(case, existing)


@pytest.mark.parametrize("chains", [15, pytest.param(200, marks=pytest.mark.slow)])
def test_chains_by_the_links(api_schema, chains):
    bounds = settings(max_examples=chains, stateful_step_count=6, **_BOUNDS)
    machine = api_schema.as_state_machine()
    authorization = {"Authorization": f"Api-Key {api_schema.key}"}

    class Chains(machine):  # type: ignore[misc,valid-type]
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            return {"headers": authorization}

    Chains.run(settings=bounds)


def test_the_links_lead_somewhere(api_schema):
    assert dataclasses.is_dataclass(api_schema) or api_schema.statistic.links.total >= 8
