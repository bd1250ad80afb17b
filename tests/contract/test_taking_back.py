"""Appeals, overturning, readers' reports and statements of reasons by REST."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, User

from moderation.decisions import DecisionRequest, decide, overturn
from moderation.models import ActRule, Decision, QueueItem, Report
from tests.makers import queued, stored

pytestmark = pytest.mark.django_db
APPEAL = {"text": "报道属实，附采访录音", "appellant": "山城观察"}


@pytest.fixture
def decision(moderator) -> Decision:
    item = queued()
    return decide(moderator, DecisionRequest(item.pk, item.version, "label", "2.1", label="reprint"))


@pytest.fixture
def other(db) -> User:
    person = User.objects.create_user("other", is_staff=True)
    person.groups.add(Group.objects.get(name="moderator"))
    return person


def test_a_decision_has_its_label_state_and_statements(api, decision):
    shown = api.get(f"decisions/{decision.pk}/").json()
    assert (shown["label"], shown["execution"], shown["appeal"], shown["overturned_by"]) == (
        "reprint", "done", None, None
    )  # fmt: skip
    assert shown["in_effect_at"] >= shown["created_at"]
    statement = shown["statement"]
    assert decision.article_version.headline in statement["notice_zh"]
    assert "第 2.1 条" in statement["notice_zh"]
    assert "“转载”" in statement["notice_zh"]
    assert statement["eu"]["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_LABELLED"]


def test_decision_that_awaits_a_second_person_says_so(moderator, api):
    ActRule.objects.create(act="remove", second_person=True)
    item = queued()
    made = api.post(
        f"queue-items/{item.pk}/decide/",
        {"version": 1, "moderator": "moderator", "act": "remove", "policy": "4.1"},
    ).json()
    assert (made["execution"], made["in_effect_at"]) == ("awaiting", None)


def test_decide_takes_a_label_for_the_act_label_only(moderator, api):
    item = queued()
    body = {"version": 1, "moderator": "moderator", "policy": "4.1", "label": "old_news"}
    refused = api.post(f"queue-items/{item.pk}/decide/", {**body, "act": "remove"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/label")
    assert api.post(f"queue-items/{item.pk}/decide/", {**body, "act": "label"}).json()["label"] == "old_news"


def test_an_appeal_from_filing_to_its_answer(api_with, decision, other):
    api, deciders = api_with(acts_for=["other"]), api_with(acts_for=["moderator"])
    filed = api.post(f"decisions/{decision.pk}/appeals/", APPEAL)
    assert (filed.status_code, filed.json()["state"]) == (201, "open")
    again = api.post(f"decisions/{decision.pk}/appeals/", APPEAL)
    assert (again.status_code, again.json()["code"]) == (409, "cannot_appeal_known")
    item = QueueItem.objects.get(state="open")
    body = {"version": item.version, "outcome": "overturned", "answer": "已核实"}
    path = f"queue-items/{item.pk}/resolve-appeal/"
    assert deciders.post(path, {**body, "moderator": "moderator"}).status_code == 403
    assert api.post(path, {**body, "moderator": "other", "version": 9}).status_code == 409
    done = api.post(path, {**body, "moderator": "other"})
    assert (done.status_code, done.json()["state"], done.json()["answer"]) == (200, "overturned", "已核实")
    shown = api.get(f"decisions/{decision.pk}/").json()
    assert shown["appeal"]["state"] == "overturned"
    reversal = api.get(f"decisions/{shown['overturned_by']}/").json()
    assert (reversal["act"], reversal["override_of"], reversal["channel"]) == ("overturn", decision.pk, "appeal")
    assert "已撤销" in reversal["statement"]["notice_zh"]
    assert reversal["statement"]["eu"] is None


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": "x"}, {"text": 5, "appellant": "a"}])
def test_an_appeal_needs_its_words(api, decision, body):
    assert api.post(f"decisions/{decision.pk}/appeals/", body).status_code == 422


def test_an_escalation_has_no_effect_to_appeal_or_take_back(moderator, lead, api):
    item = queued()
    escalation = decide(moderator, DecisionRequest(item.pk, item.version, "escalate", "2.1"))
    refused = api.post(f"decisions/{escalation.pk}/appeals/", APPEAL)
    assert (refused.status_code, refused.json()["code"]) == (409, "cannot_appeal_act")
    refused = api.post(f"decisions/{escalation.pk}/overturn/", {"moderator": "lead", "note": "有误"})
    assert (refused.status_code, refused.json()["code"]) == (409, "cannot_overturn")


def test_an_appeal_is_answered_after_a_lead_took_the_decision_back(api_with, decision, lead, other):
    api = api_with(acts_for=["other"])
    assert api.post(f"decisions/{decision.pk}/appeals/", APPEAL).status_code == 201
    overturn(lead, decision.pk, "事实有误")
    item = QueueItem.objects.get(article=decision.article_id, state="open")
    answered = api.post(
        f"queue-items/{item.pk}/resolve-appeal/",
        {"version": item.version, "moderator": "other", "outcome": "overturned", "answer": "已撤销"},
    )
    assert (answered.status_code, answered.json()["state"]) == (200, "overturned")
    assert Decision.objects.filter(override_of=decision).count() == 1


def test_appeals_need_their_scope(api_with, decision):
    assert api_with("articles:read").post(f"decisions/{decision.pk}/appeals/", APPEAL).status_code == 403


def test_a_lead_overturns(decision, lead, api):
    path = f"decisions/{decision.pk}/overturn/"
    assert api.post(path, {"moderator": "moderator", "note": "x"}).status_code == 403
    done = api.post(path, {"moderator": "lead", "note": "标签有误", "reopen": True})
    assert (done.status_code, done.json()["override_of"]) == (201, decision.pk)
    assert QueueItem.objects.get(pk=decision.item_id).state == "open"
    assert api.post(path, {"moderator": "lead", "note": "x"}).json()["code"] == "cannot_overturn"


def test_reports_of_readers_become_one_reason_that_grows(api):
    version = stored()
    path = f"articles/{version.article_id}/reports/"
    first = api.post(path, {"category": "headline", "text": "标题骗人"}).json()
    second = api.post(path, {"category": "headline", "readers": 30}).json()
    assert first["id"] == second["id"]
    (one,), (more,) = first["reasons"], second["reasons"]
    assert (one["kind"], one["code"], one["label_zh"]) == ("report", "report_headline", "举报标题误导 1 人")
    assert (one["weight"], more["weight"], more["label_zh"]) == (pytest.approx(0.15), 0.8, "举报标题误导 31 人")
    assert Report.objects.count() == 2
    assert api.post(path, {"category": "nonsense"}).status_code == 422
    assert api.post("articles/99999/reports/", {"category": "other"}).status_code == 404
