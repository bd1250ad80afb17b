"""A platform withdraws an article: the work on it ends, and what is known about it stays."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.assessment.pipeline import work_due
from articles.models import Article, Assessment, ReuseEdge
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide
from moderation.decisions.overturn import overturn
from moderation.models import ActRule, AuditEntry, Event, Execution, QueueItem
from moderation.queue.claims import claim
from tests.makers import fields, person, queued

pytestmark = pytest.mark.django_db
BODY = [f"江心岛步道第{n}段今日开放，沿线休息亭和护栏均已验收，市民可凭身份证入园。" for n in "一二三四五六"]


def settle() -> None:
    while work_due():
        pass
    assert not Assessment.objects.filter(due_at__isnull=False).exists()


def withdraw(api, article: int, reason: str = "作者申请撤稿"):
    return api.post(f"articles/{article}/withdraw/", {"reason": reason})


def test_a_platform_withdraws_an_article_once(api):
    item = queued()
    first, second = withdraw(api, item.article_id), withdraw(api, item.article_id, "另一个理由")
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    assert first.json()["withdrawal_reason"] == "作者申请撤稿"
    assert Event.objects.filter(type="article.withdrawn").count() == 1
    assert "作者" not in AuditEntry.objects.get(action="article.withdrawn").payload


@pytest.mark.parametrize("reason", [None, "", "\u0007"])
def test_a_withdrawal_says_why(api, reason):
    assert withdraw(api, queued().article_id, reason).status_code == 422


def test_a_claimed_item_is_closed_and_its_moderator_told(moderator, api):
    item = claim(moderator, queued().pk)
    withdraw(api, item.article_id)
    answer = api.post(
        f"queue-items/{item.pk}/decide/", {"version": item.version, "act": "allow", "moderator": "moderator"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "item_withdrawn")
    assert answer.json()["current"]["state"] == "closed"
    assert api.get("queue-items/").json()["results"] == []
    assert api.post("queue-items/claim/", {"moderator": "moderator"}).status_code == 204


def test_a_decision_that_waits_for_a_second_person_ends(moderator, api):
    ActRule.objects.create(act="limit", second_person=True)
    item = queued()
    decision = decide(moderator, DecisionRequest(item.pk, 1, "limit", "1.1"))
    withdraw(api, item.article_id)
    assert Execution.objects.get(pk=decision.pk).state == "cancelled"


def test_a_decision_in_effect_stays_with_its_statement(moderator, api):
    item = queued()
    decision = decide(moderator, DecisionRequest(item.pk, 1, "limit", "1.1"))
    withdraw(api, item.article_id)
    shown = api.get(f"decisions/{decision.pk}/").json()
    assert (shown["execution"], bool(shown["statement"]["notice_zh"])) == ("done", True)


def test_an_appeal_on_a_withdrawn_article_is_still_answered(moderator, api):
    item = queued()
    decision = decide(moderator, DecisionRequest(item.pk, 1, "limit", "1.1"))
    appeals.file(decision.pk, text="属实", appellant="山城观察", key="k")
    withdraw(api, item.article_id)
    assert QueueItem.objects.get(article=item.article_id, state="open").queue.code == "appeals"


def test_a_withdrawn_article_does_not_come_back(moderator, lead, api):
    item = queued()
    decision = decide(moderator, DecisionRequest(item.pk, 1, "limit", "1.1"))
    withdraw(api, item.article_id)
    overturn(lead, decision.pk, "有误", reopens=True)
    report = api.post(f"articles/{item.article_id}/reports/", {"category": "source"})
    assert (report.status_code, report.json()["code"]) == (409, "article_withdrawn")
    assert not QueueItem.objects.filter(state="open").exists()


def test_an_edit_of_a_withdrawn_article_is_not_queued(api):
    data = fields(headline="震惊！这件事竟然这样，看完99%的人都沉默了", declarations=["声明:取材网络,谨慎辨别"])
    article = api.post("articles/", data).json()["id"]
    settle()
    assert QueueItem.objects.filter(state="open").exists()
    withdraw(api, article)
    api.post("articles/", {**data, "body": [*data["body"], "更正：日期有误。"]})
    settle()
    assert Article.objects.get(pk=article).current.assessed_at is not None
    assert not QueueItem.objects.filter(state="open").exists()


def test_a_withdrawn_article_is_no_new_origin_and_keeps_its_old_copies(api):
    early = {"published_at": "2026-01-05T10:00:00+08:00"}
    origin = api.post("articles/", fields(body=BODY, **early)).json()["id"]
    copy = api.post("articles/", fields(body=BODY, published_at="2026-01-06T10:00:00+08:00")).json()["id"]
    settle()
    withdraw(api, origin)
    late = api.post("articles/", fields(body=BODY, published_at="2026-01-07T10:00:00+08:00")).json()["id"]
    settle()
    pairs = set(ReuseEdge.objects.values_list("earlier", "later"))
    assert pairs == {(origin, copy), (copy, late)}


def test_lists_tell_withdrawn_articles(api):
    gone, kept = queued().article_id, queued().article_id
    withdraw(api, gone)
    assert [row["id"] for row in api.get("articles/", withdrawn="true").json()["results"]] == [gone]
    assert [row["id"] for row in api.get("articles/", withdrawn="false").json()["results"]] == [kept]


def test_the_console_shows_that_an_article_is_withdrawn(api, client):
    item = queued()
    withdraw(api, item.article_id)
    client.force_login(person("lead"))
    page = client.get(reverse("console:item", args=[item.pk]), headers={"Accept-Language": "zh-Hans"})
    assert "已撤稿" in page.content.decode()
