"""The queue for outside consoles: claim, decide, release, heartbeat, and decisions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from articles.models import Platform
from moderation.models import AuditEntry, Decision, QueueItem
from moderation.queue import leading
from tests.makers import queued, reason

pytestmark = pytest.mark.usefixtures("moderator")


def claim(api, **body: object):
    return api.post("queue-items/claim/", {"moderator": "moderator", **body})


def test_queue_lists_open_items_with_all_reasons_in_the_order_of_work(api):
    low = queued(reason("vague_sourcing", 0.1))
    high = queued(reason("vague_sourcing", 0.6), reason("clickbait", 0.9, kind="score"))
    shown = api.get("queue-items/").json()["results"]
    assert [item["id"] for item in shown] == [high.pk, low.pk]
    assert [item["code"] for item in shown[0]["reasons"]] == ["clickbait", "vague_sourcing"]
    assert shown[0]["article"] == high.article_id
    assert api.get("queue-items/", article=low.article_id).json()["results"][0]["id"] == low.pk
    assert api.get("queue-items/", state="decided").json()["results"] == []
    assert api.get(f"queue-items/{low.pk}/").json() == shown[1]


def test_claim_gives_the_item_or_204(api):
    assert claim(api).status_code == 204
    item = queued()
    response = claim(api)
    assert response.status_code == 200
    shown = response.json()
    assert (shown["id"], shown["article"], shown["version"]) == (item.pk, item.article_id, 1)
    assert shown["claimed_by"] == "moderator"
    assert shown["claimed_until"] > timezone.now().isoformat()
    assert shown["reasons"]
    assert claim(api).json()["id"] == item.pk, "what they hold already comes first"
    assert claim(api, moderator="lead").status_code == 403


def test_claim_of_another_moderator_gets_another_item(lead, api):
    first, second = queued(reason(weight=0.9)), queued(reason(weight=0.1))
    assert claim(api).json()["id"] == first.pk
    assert claim(api, moderator="lead").json()["id"] == second.pk
    assert api.get("queue-items/", claimed="false").json()["results"] == []
    assert len(api.get("queue-items/", claimed="true").json()["results"]) == 2


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"moderator": 7.5}, "/moderator"),
        ({"moderator": ""}, "/moderator"),
        ({"moderator": "nobody\x00"}, "/moderator"),
        ({"moderator": "moderator", "queue": "nowhere"}, "/queue"),
        ({"moderator": "moderator", "queue": 7.5}, "/queue"),
        ([], ""),
    ],
)
def test_faulty_claim_is_named(api, body, pointer):
    response = api.post("queue-items/claim/", body)
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


def test_moderator_who_lost_the_role_or_left_is_refused(api, moderator):
    item = queued()
    body = {"version": 1, "act": "allow", "moderator": "moderator"}
    moderator.groups.clear()
    for answer in (claim(api), api.post(f"queue-items/{item.pk}/decide/", body)):
        assert (answer.status_code, answer.json()["code"]) == (403, "moderator_cannot_act")
    moderator.groups.add(Group.objects.get(name="moderator"))
    User.objects.update(is_active=False)
    answer = claim(api)
    assert (answer.status_code, answer.json()["code"]) == (403, "moderator_cannot_act")
    assert not Decision.objects.exists()


def test_holder_decides(api):
    item = queued()
    claim(api)
    body = {"version": 1, "act": "label", "policy": "2.3", "note": "来源笼统"}
    response = api.post(f"queue-items/{item.pk}/decide/", body)
    assert response.status_code == 201
    decision = Decision.objects.get()
    assert (decision.decided_by.username, decision.channel, decision.act) == ("moderator", "api", "label")
    shown = response.json()
    assert (shown["policy"], shown["policy_version"], shown["note"]) == ("2.3", 1, "来源笼统")
    assert response["Location"].endswith(f"/api/v1/decisions/{decision.pk}/")
    assert AuditEntry.objects.filter(action="decision.label").count() == 1
    article = api.get(f"articles/{item.article_id}/").json()
    assert article["queue_item"]["state"] == "decided"
    assert article["decision"]["id"] == decision.pk
    assert [entry["act"] for entry in article["decisions"]] == ["label"]


def test_named_moderator_decides_without_a_claim(api):
    item = queued()
    body = {"version": 1, "act": "allow", "moderator": "moderator"}
    assert api.post(f"queue-items/{item.pk}/decide/", body).status_code == 201
    item.refresh_from_db()
    assert item.state == QueueItem.State.DECIDED


class TestConflicts:
    """A 409 holds the item's current state."""

    def decide(self, api, item: QueueItem, **changes: object):
        return api.post(f"queue-items/{item.pk}/decide/", {"version": 1, "act": "allow", **changes})

    def test_nobody_holds_it(self, api):
        response = api.post(f"queue-items/{queued().pk}/release/", {})
        assert (response.status_code, response.json()["reason"]) == (409, "not_held")

    def test_claim_has_run_out(self, api):
        item = queued()
        claim(api)
        QueueItem.objects.filter(pk=item.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
        response = api.post(f"queue-items/{item.pk}/heartbeat/", {})
        assert (response.status_code, response.json()["reason"]) == (409, "not_held")
        assert response.json()["current"]["claimed_by"] is None

    def test_item_has_changed(self, api):
        item = queued()
        claim(api)
        QueueItem.objects.filter(pk=item.pk).update(version=2)
        response = self.decide(api, item)
        assert (response.status_code, response.json()["code"]) == (409, "item_changed")
        current = response.json()["current"]
        assert (current["version"], len(current["reasons"])) == (2, 1)

    def test_item_is_decided(self, api):
        item = queued()
        claim(api)
        first = self.decide(api, item).json()
        again = self.decide(api, item)
        assert (again.status_code, again.json()["reason"]) == (409, "decided")
        assert again.json()["decision"] == first["id"]
        named = self.decide(api, item, moderator="moderator")
        assert (named.status_code, named.json()["reason"]) == (409, "decided")
        assert Decision.objects.count() == 1

    def test_somebody_else_holds_it(self, lead, api):
        item = queued()
        claim(api)
        response = self.decide(api, item, moderator="lead")
        assert (response.status_code, response.json()["reason"]) == (409, "claimed")
        assert api.post(f"queue-items/{item.pk}/release/", {"moderator": "lead"}).status_code == 409


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"act": "delete"}, "/act"),
        ({"act": None}, "/act"),
        ({"version": "x"}, "/version"),
        ({"version": 0}, "/version"),
        ({"version": 2**40}, "/version"),
        ({"act": "remove", "policy": ""}, "/policy"),
        ({"act": "remove", "policy": "99.9"}, "/policy"),
        ({"act": "remove", "policy": "2"}, "/policy"),
        ({"note": "x" * 10_001}, "/note"),
        ({"note": "a\x00b"}, "/note"),
        ({"note": {}}, "/note"),
        ({"moderator": []}, "/moderator"),
    ],
)
def test_faulty_decision_is_named_and_changes_nothing(api, change, pointer):
    item = queued()
    claim(api)
    response = api.post(f"queue-items/{item.pk}/decide/", {"version": 1, "act": "allow", **change})
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]
    item.refresh_from_db()
    assert (item.state, item.version) == ("open", 1)
    assert not Decision.objects.exists()


def test_heartbeat_renews_and_release_frees(api):
    item = queued()
    claim(api)
    soon = timezone.now() + timedelta(seconds=5)
    QueueItem.objects.filter(pk=item.pk).update(claimed_until=soon)
    renewed = api.post(f"queue-items/{item.pk}/heartbeat/", {})
    assert renewed.status_code == 200
    assert renewed.json()["claimed_until"] > soon.isoformat()
    freed = api.post(f"queue-items/{item.pk}/release/", {"moderator": "moderator"})
    assert (freed.status_code, freed.json()["claimed_by"]) == (200, None)
    assert api.post(f"queue-items/{item.pk}/heartbeat/", {}).json()["reason"] == "not_held"


def test_escalated_item_waits_for_a_lead(lead, api):
    item = queued()
    body = {"version": 1, "act": "escalate", "policy": "9.1", "moderator": "moderator"}
    assert api.post(f"queue-items/{item.pk}/decide/", body).status_code == 201
    assert claim(api).status_code == 204
    taken = claim(api, moderator="lead", queue="escalated").json()
    assert (taken["id"], taken["version"], taken["escalated"]) == (item.pk, 2, True)
    assert api.get(f"articles/{item.article_id}/").json()["decision"]["act"] == "escalate"


def test_decision_keeps_internal_matters_inside(api, api_with):
    item = queued()
    body = {"version": 1, "act": "limit", "policy": "1.1", "note": "内部备注", "moderator": "moderator"}
    pk = api.post(f"queue-items/{item.pk}/decide/", body).json()["id"]
    inside = api.get(f"decisions/{pk}/").json()
    assert (inside["note"], inside["decided_by"]) == ("内部备注", "moderator")
    assert inside["evidence"]["reasons"][0]["code"] == "vague_sourcing"
    outside = api_with("articles:read").get(f"decisions/{pk}/").json()
    assert (outside["note"], outside["decided_by"], outside["policy"]) == (None, None, "1.1")
    article = api_with("articles:read").get(f"articles/{item.article_id}/")
    assert "内部备注" not in article.content.decode()


def test_key_of_one_platform_works_its_items_only(api_with):
    sohu = api_with(platform=Platform.objects.get(code="sohu"))
    theirs = queued(reason(weight=0.9), platform="netease")
    assert claim(sohu).status_code == 204
    ours = queued(reason(weight=0.1), platform="sohu")
    assert [item["id"] for item in sohu.get("queue-items/").json()["results"]] == [ours.pk]
    assert claim(sohu).json()["id"] == ours.pk
    body = {"version": 1, "act": "allow", "moderator": "moderator"}
    assert sohu.post(f"queue-items/{theirs.pk}/decide/", body).status_code == 404
    assert sohu.post(f"queue-items/{ours.pk}/decide/", body).status_code == 201


@pytest.mark.parametrize(
    ("arrange", "reason"),
    [
        (lambda lead, item: leading.hold(lead, item.pk), "on_hold"),
        (lambda lead, item: leading.hand_to(lead, item.pk, lead), "handed_over"),
        (lambda lead, item: leading.take_over(lead, item.pk), "claimed"),
    ],
)
def test_an_item_that_a_lead_keeps_from_the_moderator_is_a_conflict(api, lead, arrange, reason):
    item = queued()
    arrange(lead, item)
    version = QueueItem.objects.get(pk=item.pk).version
    response = api.post(
        f"queue-items/{item.pk}/decide/", {"version": version, "act": "allow", "moderator": "moderator"}
    )
    problem = response.json()
    assert (response.status_code, problem["code"], problem["reason"]) == (409, f"item_{reason}", reason)
    assert problem["current"]["id"] == item.pk
    page = Client().get(problem["type"], headers={"Accept-Language": "zh-hans"})
    assert page.status_code == 200
    assert not Decision.objects.exists()
