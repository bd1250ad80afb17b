"""Second looks by REST: blind, by somebody else, answered once."""

from __future__ import annotations

import pytest

from articles.models import Platform
from moderation.decisions import DecisionRequest, decide
from moderation.models import SecondLook
from tests.makers import queued

pytestmark = pytest.mark.django_db


@pytest.fixture
def look(moderator, lead):
    item = queued()
    decision = decide(lead, DecisionRequest(item.pk, item.version, "label", clause="2.3"))
    return SecondLook.objects.create(decision=decision)


def answer(api, look, **body):
    return api.post(f"second-looks/{look.pk}/answer/", body)


def test_a_moderator_gets_the_decision_without_what_was_decided(look, api_with):
    api = api_with("queue:work", acts_for=["moderator"])
    shown = api.post("second-looks/next/", {}).json()
    assert (shown["id"], shown["article"]) == (look.pk, look.decision.article_id)
    assert not {"act", "policy", "note", "label", "decided_by"} & set(shown)


def test_a_moderator_answers_once(look, api_with):
    api = api_with("queue:work", acts_for=["moderator"])
    told = answer(api, look, act="limit", policy="2.3").json()
    assert (told["act"], told["policy"]) == ("limit", "2.3")
    look.refresh_from_db()
    assert look.reviewed_by.username == "moderator"
    again = answer(api, look, act="allow")
    assert (again.status_code, again.json()["code"], again.json()["reason"]) == (409, "decision_stale", "reviewed")
    assert api.post("second-looks/next/", {}).status_code == 204


def test_who_decided_gets_nothing_and_may_not_answer(look, api_with):
    api = api_with("queue:work", acts_for=["lead"])
    assert api.post("second-looks/next/", {}).status_code == 204
    assert answer(api, look, act="allow").status_code == 403


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({"act": "limit"}, "/policy"), ({"act": "limit", "policy": "77"}, "/policy"), ({"act": "overturn"}, "/act")],
)
def test_an_answer_that_no_decision_could_be_is_refused(look, api_with, body, pointer):
    refused = answer(api_with("queue:work", acts_for=["moderator"]), look, **body)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == pointer


def test_a_key_of_another_platform_finds_none(look, api_with):
    api = api_with("queue:work", acts_for=["moderator"], platform=Platform.objects.get(code="sohu"))
    assert api.post("second-looks/next/", {}).status_code == 204
    assert answer(api, look, act="allow").status_code == 404


def test_the_policy_comes_with_its_clauses_and_the_templates_with_their_acts(api):
    (edition, *_) = api.get("policies/").json()["results"]
    assert edition["in_force"] is True
    assert {"2", "2.3"} <= {clause["code"] for clause in edition["clauses"]}
    templates = {row["act"]: row for row in api.get("templates/").json()["results"]}
    assert "{label}" in templates["label"]["measure_zh"]
    assert "{headline}" in templates["allow"]["notice_en"]
