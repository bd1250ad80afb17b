"""Webhooks by REST: endpoints, secrets, the log, replays, and access by platform."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator

from articles.models import Platform
from moderation.models import AuditEntry, DeliveryAttempt, Event, WebhookDelivery, WebhookEndpoint
from moderation.webhooks.delivery import deliver_due, deliver_one
from moderation.webhooks.protocol import sealing
from tests.makers import fields, stored
from tests.moderation.webhooks.receiver import answers, receiving
from tests.moderation.webhooks.world import happened

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver(settings):
    settings.WEBHOOK_PRIVATE_RECEIVERS = ["127.0.0.1"]
    with receiving() as server:
        yield server


def wanted(receiver: Any, **changes: Any) -> dict[str, Any]:
    return {"url": receiver.url, "event_types": ["decision.made"], "owner_email": "o@example.org", **changes}


def patch(api: Any, path: str, body: dict[str, Any]) -> Any:
    response = api.client.patch(f"/api/v1/{path}", json.dumps(body), content_type="application/json")
    return api._checked(response)


def test_an_endpoint_from_making_to_removing(api, receiver):
    made = api.post("webhook-endpoints/", wanted(receiver, description="决定"))
    assert made.status_code == 201
    endpoint = made.json()
    secret = endpoint.pop("secret")
    assert secret.startswith("whsec_")
    row = WebhookEndpoint.objects.get()
    assert secret not in row.sealed_secret
    assert sealing.unseal(row.sealed_secret) == secret
    place = f"webhook-endpoints/{endpoint['id']}/"
    assert made["Location"].endswith(place)
    assert api.get(place).json() == endpoint
    assert "secret" not in api.get("webhook-endpoints/").json()["results"][0]

    changed = patch(api, place, {"event_types": ["rule.alarm"], "state": "disabled"}).json()
    assert (changed["event_types"], changed["state"], changed["cause"]) == (["rule.alarm"], "disabled", "hand")
    assert patch(api, place, {"state": "active"}).json()["state"] == "active"

    rotated = api.post(f"{place}rotate-secret/", {}).json()
    assert rotated["secret"] != secret
    assert rotated["previous_until"] > timezone.now().isoformat()

    assert api.request("DELETE", place).status_code == 204
    assert api.get(place).status_code == 404
    assert api.request("DELETE", place).status_code == 404
    entries = AuditEntry.objects.filter(action__startswith="webhook_endpoint.").order_by("sequence")
    actions = list(entries.values_list("action", flat=True))
    assert [action.removeprefix("webhook_endpoint.") for action in actions] == [
        "made", "secret_shown", "changed", "disabled", "enabled", "secret_rotated", "secret_shown", "removed"
    ]  # fmt: skip
    assert secret not in "".join(AuditEntry.objects.values_list("payload", flat=True))


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"url": "http://platform.example/"}, "/url", "not_https"),
        ({"url": "https://169.254.169.254/latest"}, "/url", "private_address"),
        ({"url": 5}, "/url", "invalid"),
        ({"url": "https://x.example/\x00"}, "/url", "null_characters_not_allowed"),
        ({"event_types": []}, "/event_types", "min_length"),
        ({"event_types": ["decision.made", "all"]}, "/event_types/1", "invalid_choice"),
        ({"event_types": ["webhook.test"]}, "/event_types/0", "invalid_choice"),
        ({"owner_email": "nobody"}, "/owner_email", "invalid"),
        ({"platform": "nowhere"}, "/platform", "does_not_exist"),
        ({"owner_email": None}, "/owner_email", "null"),
    ],
)
def test_faulty_endpoint_is_named(api, receiver, changes, pointer, code):
    refused = api.post("webhook-endpoints/", wanted(receiver, **changes))
    assert refused.status_code == 422
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [(pointer, code)]
    assert not WebhookEndpoint.objects.exists()


def test_no_key_sees_or_touches_another_platforms(api, api_with, receiver):
    netease = api_with("webhooks:manage", platform=Platform.objects.get(code="netease"))
    sohu = api_with("webhooks:manage", platform=Platform.objects.get(code="sohu"))
    mine = netease.post("webhook-endpoints/", wanted(receiver)).json()
    assert mine["platform"] == "netease"
    foreign = netease.post("webhook-endpoints/", wanted(receiver, platform="sohu"))
    assert foreign.json()["errors"][0]["code"] == "not_yours"
    everybody = netease.post("webhook-endpoints/", wanted(receiver, platform=None))
    assert everybody.json()["errors"][0]["code"] == "not_yours"
    happened(stored().article)
    delivery = WebhookDelivery.objects.get()
    deliver_due()
    place, log = f"webhook-endpoints/{mine['id']}/", f"webhook-deliveries/{delivery.pk}/"
    assert sohu.get("webhook-endpoints/").json()["results"] == []
    assert sohu.get("webhook-deliveries/").json()["results"] == []
    for path in (place, log):
        assert sohu.get(path).status_code == 404
        assert netease.get(path).status_code == 200
    assert patch(sohu, place, {"state": "disabled"}).status_code == 404
    assert sohu.request("DELETE", place).status_code == 404
    for act in (f"{place}test/", f"{place}rotate-secret/", f"{log}replay/"):
        assert sohu.post(act, {}).status_code == 404
    whole = {"since": "2020-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z", "state": "delivered"}
    assert sohu.post("webhook-deliveries/replay/", whole).json()["matching"] == 0
    assert netease.post("webhook-deliveries/replay/", whole).json()["matching"] == 1
    assert patch(netease, place, {"platform": "sohu"}).json()["platform"] == "netease"


def test_a_test_message_and_its_log(api, receiver):
    endpoint = api.post("webhook-endpoints/", wanted(receiver)).json()
    started = api.post(f"webhook-endpoints/{endpoint['id']}/test/", {})
    assert (started.status_code, started.json()["state"]) == (202, "pending")
    receiver.act = answers(500, "<script>坏".encode())
    assert deliver_one(started.json()["id"])
    shown = api.get(f"webhook-deliveries/{started.json()['id']}/").json()
    assert (shown["event_type"], shown["state"], shown["last_status"]) == ("webhook.test", "pending", 500)
    (attempt,) = shown["made"]
    assert (attempt["number"], attempt["status"], attempt["answer"]) == (1, 500, "<script>坏")
    assert attempt["request_headers"]["webhook-id"] == shown["event"] == receiver.ids[0]
    assert shown["message"] == receiver.requests[0].document
    patch(api, f"webhook-endpoints/{endpoint['id']}/", {"state": "disabled"})
    refused = api.post(f"webhook-endpoints/{endpoint['id']}/test/", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "endpoint_disabled")


def test_one_is_replayed_under_its_own_id(api, receiver):
    api.post("webhook-endpoints/", wanted(receiver))
    event = happened(stored().article)
    delivery = WebhookDelivery.objects.get()
    path = f"webhook-deliveries/{delivery.pk}/replay/"
    assert api.post(path, {}).json()["code"] == "delivery_pending"
    deliver_due()
    again = api.post(path, {})
    assert (again.status_code, again.json()["state"], again.json()["replays"]) == (202, "pending", 1)
    deliver_due()
    assert receiver.ids == [str(event.pk)] * 2
    assert DeliveryAttempt.objects.count() == 2


def test_a_range_is_counted_first_and_only_that_count_is_replayed(api, receiver):
    endpoint = api.post("webhook-endpoints/", wanted(receiver, event_types=["rule.alarm"])).json()["id"]
    second = wanted(receiver, event_types=["rule.alarm"], url=f"{receiver.url}?second")
    other = api.post("webhook-endpoints/", second).json()["id"]
    for _ in range(5):
        happened()
    now = timezone.now()
    WebhookDelivery.objects.update(state="failed", next_attempt_at=None)
    old = WebhookDelivery.objects.filter(endpoint=endpoint).first()
    WebhookDelivery.objects.filter(pk=old.pk).update(created_at=now - timedelta(days=3))
    day = {"since": (now - timedelta(days=1)).isoformat(), "until": (now + timedelta(days=1)).isoformat()}
    one = {**day, "endpoint": endpoint}
    path = "webhook-deliveries/replay/"
    assert api.post(path, day).json() == {"matching": 9, "replayed": 0}
    assert api.post(path, one).json() == {"matching": 4, "replayed": 0}
    stale = api.post(path, {**one, "confirm": 5})
    assert (stale.status_code, stale.json()["code"], stale.json()["matching"]) == (409, "count_changed", 4)
    assert not WebhookDelivery.objects.filter(state="pending").exists()
    done = api.post(path, {**one, "confirm": 4})
    assert (done.status_code, done.json()) == (202, {"matching": 4, "replayed": 4})
    assert set(WebhookDelivery.objects.filter(state="pending").values_list("endpoint", flat=True)) == {endpoint}
    assert WebhookDelivery.objects.filter(endpoint=other, state="failed").count() == 5
    wrong = api.post(path, {"since": day["until"], "until": day["since"]})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/until")


@pytest.mark.parametrize(
    ("parameter", "value"),
    [("state", "lost"), ("event", "x"), ("event_type", "x"), ("endpoint", "-1"), ("created_after", "yesterday")],
)
def test_wrong_parameters_of_the_log_are_named(api, parameter, value):
    response = api.get("webhook-deliveries/", **{parameter: value})
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


def test_the_log_is_filtered(api, receiver):
    api.post("webhook-endpoints/", wanted(receiver, event_types=["decision.made", "rule.alarm"]))
    article = stored().article
    first, _ = happened(article), happened()
    deliver_due()
    for found in ({"event": str(first.pk)}, {"article": article.pk}, {"event_type": "decision.made"}):
        (row,) = api.get("webhook-deliveries/", **found).json()["results"]
        assert row["event"] == str(first.pk)
    assert len(api.get("webhook-deliveries/", state="delivered").json()["results"]) == 2
    assert api.get("webhook-deliveries/", state="failed").json()["results"] == []


def test_schemas_are_schemas(api):
    served = api.get("webhook-events/schemas/").json()
    assert {"article.assessed", "decision.made", "decision.overturned", "appeal.resolved", "report.published"} <= set(
        served
    )
    for schema in served.values():
        Draft202012Validator.check_schema(schema)


def test_events_tell_articles_of_the_same_id_on_two_platforms_apart(api, assess_all):
    twins = {
        platform: api.post("articles/", fields(platform=platform, external_id="SAME-ID-2")).json()["id"]
        for platform in ("netease", "toutiao")
    }
    page = "https://www.sohu.com/a/900000001_100000001"
    by_page = api.post("articles/", fields(platform="sohu", external_id=None, url=page)).json()["id"]
    assess_all()
    told = {
        data["article"]: data for data in Event.objects.filter(type="article.assessed").values_list("data", flat=True)
    }
    for platform, article in twins.items():
        assert (told[article]["platform"], told[article]["external_id"]) == (platform, "SAME-ID-2")
        assert told[article]["url"] is None
    names = {name: told[by_page][name] for name in ("platform", "external_id", "url")}
    assert names == {"platform": "sohu", "external_id": None, "url": page}
