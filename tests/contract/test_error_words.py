"""An error says what may be sent instead."""

from __future__ import annotations

import pytest

from articles.models import Platform
from tests.makers import queued

pytestmark = pytest.mark.django_db


def _detail(answer) -> str:
    assert answer.status_code == 422
    return answer.json()["errors"][0]["detail"]


def test_an_unknown_clause_is_answered_with_those_in_force(moderator, api):
    body = {"version": 1, "act": "limit", "policy": "99"}
    detail = _detail(api.post(f"queue-items/{queued().pk}/decide/", body))
    assert "1.1" in detail
    assert "2.3" in detail


def test_an_unknown_queue_is_answered_with_the_queues(moderator, api):
    assert "general" in _detail(api.post("queue-items/claim/", {"queue": "nowhere"}))


def test_an_unknown_choice_is_answered_with_the_choices(api):
    detail = _detail(api.post(f"articles/{queued().article_id}/reports/", {"category": "spam"}))
    assert detail.startswith("“spam” is not one of: headline, ")


def _parameter(answer) -> str:
    assert answer.status_code == 400, answer.content
    return answer.json()["errors"][0]["detail"]


@pytest.mark.parametrize(
    ("query", "asks"),
    [
        ("articles/?platform=netease&platform=sohu", "give it once"),
        ("articles/?source=1&source=1", "give it once"),
        ("articles/?fields=id&fields=url", "one list, separated by commas"),
        ("queue-items/?ids=1&ids=2", "one list, separated by commas"),
        ("reports/weekly/2026-W03/?language=zh&language=en", "give it once"),
        ("events/?after=1&after=2", "give it once"),
        ("sources/?page_size=1&page_size=2", "give it once"),
    ],
)
def test_a_parameter_that_is_given_twice_is_refused(api, query, asks):
    assert asks in _parameter(api.get(query))


@pytest.mark.parametrize(
    ("query", "choice"),
    [
        ("articles/?platform=netease2", "netease"),
        ("articles/?band=dreadful", "insufficient"),
        ("articles/?flag=web-sourced", "web_sourced"),
        ("articles/?finding=vague", "vague_sourcing"),
        ("queue-items/?queue=nowhere", "general"),
        ("queue-items/?sort=age", "opened"),
        ("decisions/?policy=77", "2.3"),
        ("decisions/?act=delete", "remove"),
        ("sources/?kind=person", "institution"),
        ("webhook-deliveries/?event_type=article", "article.assessed"),
    ],
)
def test_an_unknown_code_of_a_filter_is_answered_with_those_there_are(api, query, choice):
    detail = _parameter(api.get(query))
    assert " is not one of: " in detail
    assert choice in detail.partition(" is not one of: ")[2]


def test_a_key_of_one_platform_learns_of_no_other(api_with):
    api = api_with("articles:read", platform=Platform.objects.get(code="sohu"))
    assert _parameter(api.get("articles/?platform=nosuch")) == "“nosuch” is not one of: sohu"


@pytest.mark.parametrize(
    "moment", ["yesterday", "1767580200", "2026-13-01", "2026/01/05", "2026-01-05T24:30:00Z", "%25s"]
)
def test_a_time_that_cannot_be_read_is_answered_with_how_to_write_it(api, moment):
    assert "2026-01-05T10:30:00Z" in _parameter(api.get(f"articles/?created_after={moment}"))


@pytest.mark.parametrize("moment", ["2026-01-05T10:30:00+08:00", "2026-01-05T10:30+0800"])
def test_a_plus_that_was_lost_on_its_way_is_told(api, moment):
    assert "%2B" in _parameter(api.client.get(f"/api/v1/articles/?created_after={moment}"))


@pytest.mark.parametrize("since", ["soon", 1767580200, "2026-03-02T00:00:00 08:00", None, "0001-01-01T00:00:00+14:00"])
def test_a_time_of_a_body_is_answered_with_what_it_may_be(api, since):
    answer = api.post("webhook-deliveries/replay/", {"since": since, "until": "2026-03-04T00:00:00+08:00"})
    assert any(word in _detail(answer) for word in ("2026-01-05T10:30:00+08:00", "null", "1900"))


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ({}, "there is no key"),
        ({"Authorization": "Basic eDp5"}, "the scheme “Basic” is not taken"),
        ({"Authorization": "Api-Key"}, "malformed"),
        ({"Authorization": "abc"}, "one word only"),
    ],
)
def test_a_request_without_a_key_is_told_how_to_send_one(client, header, says):
    answer = client.get("/api/v1/articles/", headers=header)
    assert answer.status_code == 401
    assert says in answer.json()["detail"]


def test_a_refused_scope_is_named_beside_those_the_key_has(api_with):
    detail = api_with("scores:read").get("articles/").json()["detail"]
    assert "lacks the scope articles:read" in detail
    assert "scores:read" in detail


def test_a_refused_method_type_or_form_is_answered_with_what_is_taken(api):
    assert "these are: GET, POST" in api.request("DELETE", "articles/").json()["detail"]
    assert "application/json" in api.post("articles/batch/", b"[]", content_type="application/jsonl").json()["detail"]
    assert "application/x-ndjson" in api.post("imports/", b"{}").json()["detail"]
    assert "application/json" in api.get_as("application/xml", "articles/").json()["detail"]


def test_the_sentence_of_the_whole_names_the_fields(api):
    answer = api.post("articles/", {"platform": "netease", "html": "<p>x</p>", "text": "x"})
    assert answer.json()["detail"] == "give one of html, text, or headline and body"
    answer = api.get("articles/?assessed=perhaps&source=a")
    assert answer.json()["detail"] == "source: must be a whole number; assessed: true or false"


@pytest.mark.parametrize(
    "url", ["https://example.org/hook", "https://EXAMPLE.org/hook", "https://example.org:443/hook"]
)
def test_a_second_endpoint_for_the_same_events_is_a_conflict(api, url):
    body = {"url": "https://example.org/hook", "event_types": ["decision.made"], "owner_email": "a@example.org"}
    first = api.post("webhook-endpoints/", body).json()
    answer = api.post("webhook-endpoints/", {**body, "url": url})
    assert (answer.status_code, answer.json()["code"]) == (409, "endpoint_exists")
    assert answer.json()["endpoint"] == first["id"]
    other = api.post("webhook-endpoints/", {**body, "event_types": ["article.*"]})
    assert other.status_code == 201, "other events may have a secret of their own"
    again = api.request("PATCH", f"webhook-endpoints/{other.json()['id']}/", {"event_types": ["decision.made"]})
    assert again.json()["code"] == "endpoint_exists"


def test_a_removed_endpoint_makes_room_for_its_address(api):
    body = {"url": "https://example.org/hook", "event_types": ["*"], "owner_email": "a@example.org"}
    first = api.post("webhook-endpoints/", body).json()
    api.request("DELETE", f"webhook-endpoints/{first['id']}/")
    assert api.post("webhook-endpoints/", body).status_code == 201
