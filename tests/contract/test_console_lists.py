"""An outside console is built from the API: lists to choose from, filters, and the acts beside deciding."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Platform
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide
from moderation.models import ActRule, Decision, Execution, Note, QueueItem, Skip
from moderation.queue.claims import claim
from tests.makers import fields, queued, reason

pytestmark = pytest.mark.django_db


def ids(answer) -> list[int]:
    return [row["id"] for row in answer.json()["results"]]


def test_a_key_learns_what_it_may_do(moderator, api_with):
    netease = Platform.objects.get(code="netease")
    me = api_with("queue:work", platform=netease, rate=60, acts_for=["moderator"]).get("me/").json()
    assert (me["scopes"], me["platform"], me["requests_a_minute"]) == (["queue:work"], "netease", 60)
    assert (me["moderators"], me["credential"][:4], me["name"]) == (["moderator"], "key:", "test")


def test_a_console_lists_what_it_may_choose_from(moderator, api):
    codes = {name: [row["code"] for row in api.get(f"{name}/").json()["results"]] for name in ("clauses", "labels")}
    assert "2.3" in codes["clauses"]
    assert "2" not in codes["clauses"], "a chapter is no clause"
    assert "reprint" in codes["labels"]
    assert api.get("moderators/").json()["results"] == [
        {"username": "moderator", "may_act": True, "is_lead": False},
    ]
    assert "general" in [row["code"] for row in api.get("queues/").json()["results"]]
    assert "leads" not in [row["code"] for row in api.get("queues/").json()["results"]]


def test_a_key_of_one_platform_lists_that_platform(api_with):
    shown = api_with(platform=Platform.objects.get(code="netease")).get("platforms/").json()["results"]
    assert [row["code"] for row in shown] == ["netease"]


def test_decisions_are_found_by_what_was_decided(moderator, api):
    made = [
        decide(moderator, DecisionRequest(queued().pk, 1, act, clause)).pk
        for act, clause in (("limit", "1.1"), ("allow", ""))
    ]
    assert ids(api.get("decisions/")) == made[::-1]
    assert ids(api.get("decisions/", act="limit")) == ids(api.get("decisions/", policy="1.1")) == [made[0]]
    assert ids(api.get("decisions/", ids=f"{made[1]},99")) == [made[1]]
    assert api.get("decisions/", ids="1,x").status_code == 400


def test_an_appeal_is_listed_with_its_text_and_item(moderator, api):
    decision = decide(moderator, DecisionRequest(queued().pk, 1, "limit", "1.1"))
    appeals.file(decision.pk, text="报道属实", appellant="山城观察", key="k")
    (shown,) = api.get("appeals/", state="open").json()["results"]
    item = QueueItem.objects.get(article=decision.article_id, state="open")
    assert (shown["text"], shown["article"], shown["queue_item"]) == ("报道属实", decision.article_id, item.pk)
    assert api.get("appeals/", state="upheld").json()["results"] == []


def test_the_queue_is_filtered_and_sorted(api):
    early, late = queued(reason("clickbait", kind="score")), queued(platform="sohu")
    QueueItem.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(hours=9))
    assert ids(api.get("queue-items/", platform="sohu")) == [late.pk]
    assert ids(api.get("queue-items/", reason="clickbait")) == [early.pk]
    assert ids(api.get("queue-items/", source=early.article.source_id)) == [early.pk]
    assert ids(api.get("queue-items/", due_before=timezone.now().isoformat())) == [late.pk]
    assert ids(api.get("queue-items/", sort="due")) == [late.pk, early.pk]
    assert api.get("queue-items/", sort="x").status_code == 400


def test_the_pages_of_a_sorted_queue_follow_each_other(api):
    wanted = [item.pk for item in (queued(), queued(), queued())]
    page = api.get("queue-items/", sort="opened", page_size=2).json()
    rest = api.get(page["next"].partition("/api/v1/")[2])
    assert [row["id"] for row in page["results"]] + ids(rest) == wanted


def test_articles_are_found_by_when_they_changed(api):
    old, corrected = fields(), fields()
    for data in (old, corrected):
        api.post("articles/", data)
    since = timezone.now().isoformat()
    assert ids(api.get("articles/", updated_after=since)) == []
    api.post("articles/", {**corrected, "comment_count": 5})
    changed = Article.objects.get(external_id=corrected["external_id"]).pk
    assert ids(api.get("articles/", updated_after=since)) == [changed]
    assert ids(api.get("articles/", ids=str(changed))) == [changed]


def test_a_second_person_agrees_or_sends_back(moderator, lead, api_with):
    ActRule.objects.create(act="limit", second_person=True)
    waiting = [decide(moderator, DecisionRequest(queued().pk, 1, "limit", "1.1")).pk for _ in range(2)]
    of_lead = api_with(acts_for=["lead"])
    assert ids(of_lead.get("executions/")) == waiting[::-1]
    assert of_lead.post(f"decisions/{waiting[0]}/approve/", {}).json()["execution"] in ("done", "scheduled")
    assert of_lead.post(f"decisions/{waiting[1]}/refuse/", {"note": "证据不足"}).json()["execution"] == "cancelled"
    assert of_lead.get("executions/").json()["results"] == []
    again = of_lead.post(f"decisions/{waiting[0]}/approve/", {})
    assert (again.status_code, again.json()["code"]) == (409, "decision_stale")


def test_the_first_person_is_not_the_second(moderator, lead, api_with):
    ActRule.objects.create(act="limit", second_person=True)
    decision = decide(lead, DecisionRequest(queued().pk, 1, "limit", "1.1"))
    assert api_with(acts_for=["lead"]).post(f"decisions/{decision.pk}/approve/", {}).status_code == 403
    assert Execution.objects.get(pk=decision.pk).state == "awaiting"


def test_a_moderator_undoes_their_own_decision_in_time(moderator, api, settings):
    decision = decide(moderator, DecisionRequest(queued().pk, 1, "limit", "1.1"))
    answer = api.post(f"decisions/{decision.pk}/undo/", {})
    assert (answer.status_code, answer.json()["override_of"]) == (201, decision.pk)
    settings.UNDO_SECONDS = 0
    late = decide(moderator, DecisionRequest(queued().pk, 1, "limit", "1.1"))
    refused = api.post(f"decisions/{late.pk}/undo/", {})
    assert (refused.status_code, refused.json()["reason"]) == (409, "too_late")
    assert Decision.objects.count() == 3


def test_a_moderator_skips_and_writes_a_note(moderator, api):
    item = claim(moderator, queued().pk)
    assert api.post(f"queue-items/{item.pk}/notes/", {"text": "已联系作者"}).json()["author"] == "moderator"
    assert api.post(f"queue-items/{item.pk}/skip/", {}).json()["claimed_by"] is None
    assert (Note.objects.get().text, Skip.objects.get().item_id) == ("已联系作者", item.pk)
    assert api.post(f"queue-items/{item.pk}/skip/", {}).json()["code"] == "item_not_held"


def test_a_lead_holds_an_item_and_hands_it_over(moderator, lead, api_with):
    item, of_lead = queued(), api_with(acts_for=["lead"])
    held = of_lead.post(f"queue-items/{item.pk}/hold/", {"on": True, "reason": "等平台核实"}).json()
    assert (held["on_hold"], held["assigned_to"], held["aside_reason"]) == (True, None, "等平台核实")
    handed = of_lead.post(f"queue-items/{item.pk}/hand-over/", {"to": "moderator", "reason": "您熟悉财经"}).json()
    assert (handed["on_hold"], handed["assigned_to"], handed["aside_reason"]) == (False, "moderator", "您熟悉财经")
    item.refresh_from_db()
    assert (item.on_hold, item.assigned_to) == (False, moderator)
    assert of_lead.post(f"queue-items/{item.pk}/hand-over/", {"to": "nobody"}).status_code == 422


def test_nobody_is_handed_the_appeal_against_their_own_decision(moderator, lead, api_with):
    decision = decide(moderator, DecisionRequest(queued().pk, 1, "limit", "1.1"))
    appeals.file(decision.pk, text="报道属实", appellant="山城观察", key="k")
    item = QueueItem.objects.get(state="open")
    answer = api_with(acts_for=["lead"]).post(f"queue-items/{item.pk}/hand-over/", {"to": "moderator"})
    assert (answer.status_code, answer.json()["code"]) == (422, "may_not_decide")


def test_holding_is_for_leads(moderator, api):
    assert api.post(f"queue-items/{queued().pk}/hold/", {"on": True}).status_code == 403
