"""Claiming, deciding, skipping: by plain forms."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from moderation.models import AuditEntry, Decision, Event, QueueItem
from moderation.queue import claims
from moderation.queue.entry import enter
from tests.makers import queued, reason, stored
from tests.moderation.console.pages import text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(client, moderator) -> QueueItem:
    """An item the signed-in moderator holds."""
    client.force_login(moderator)
    item = queued()
    claims.claim(moderator, item.pk)
    return item


def form(item: QueueItem, act: str = "remove", clause: str = "4.1", **changes) -> dict[str, object]:
    seen = ",".join(str(pk) for pk in item.reasons.values_list("pk", flat=True))
    number = item.article_version.number
    return {
        "act": act, "clause": clause, "note": "", "version": item.version, "article_version": number, "reasons": seen,
        **changes,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("act", "clause"), [("allow", ""), ("label", "2.3"), ("limit", "1.1"), ("remove", "4.1"), ("escalate", "9.1")]
)
def test_each_act_writes_decision_audit_and_event_and_goes_on(client, held, moderator, act, clause):
    following = queued()
    response = client.post(url(held, "decide/"), form(held, act, clause, note="已核对公告"))
    assert (response.status_code, response.url) == (302, url(following))
    decision = Decision.objects.get()
    assert (decision.act, decision.note, decision.decided_by) == (act, "已核对公告", moderator)
    assert AuditEntry.objects.get().action == f"decision.{act}"
    assert Event.objects.filter(type="decision.made").count() == 1
    following.refresh_from_db()
    assert following.claimed_by == moderator


def test_the_last_decision_leads_back_to_the_list_with_a_message(client, held):
    response = client.post(url(held, "decide/"), form(held, "allow", ""), follow=True)
    assert response.redirect_chain == [("/admin/triage/", 302)]
    assert "已处理：放行" in response.content.decode()


def test_the_moderator_stays_in_the_queue_they_work(client, held, moderator):
    queued()
    response = client.post(url(held, "decide/"), {**form(held, "allow", ""), "queue": "news"})
    assert response.url == "/admin/triage/?queue=news"


def test_a_decided_item_is_shown_with_its_decision_and_audit_number(client, held):
    client.post(url(held, "decide/"), form(held, "label", "2.3", note="标注来源不明"))
    words = text_of(client.get(url(held)).content.decode())
    number = AuditEntry.objects.get().sequence
    for shown in ("加注标签", "2.3 时政", "moderator", "标注来源不明", f"审计记录 {number}", "仅供查看"):
        assert shown in words


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"act": ""}, "请选择处理方式"),
        ({"act": "remove", "clause": ""}, "须选择政策条款"),
        ({"note": "长" * 10_001}, "备注过长"),
        ({"clause": "77.7"}, "现行政策中没有这一条款。"),
        ({"act": "delete"}, "delete"),
    ],
)
def test_wrong_field_is_named_at_the_form_and_the_rest_is_kept(client, held, changes, message):
    response = client.post(url(held, "decide/"), {**form(held, note="写了一半的备注"), **changes})
    assert response.status_code == 422
    shown = response.content.decode()
    assert message in shown
    assert changes.get("note", "写了一半的备注") in shown
    assert not Decision.objects.exists()


def test_a_changed_item_is_refused_with_what_changed_and_the_note_kept(client, held, moderator):
    seen = form(held, note="看的是第一版")
    article = Article.objects.get(pk=held.article_id)
    newer = stored(
        external_id=article.external_id, headline="改过的标题", body=["改过的正文，比原来多了一些内容。", "第二段。"]
    )
    with transaction.atomic():
        enter(newer, [reason("copied", 0.9, zh="与更早文章重合")])
    response = client.post(url(held, "decide/"), seen)
    assert response.status_code == 409
    shown = response.content.decode()
    assert "从版本 1 更新到 2" in shown
    alert = shown[shown.index('id="change"') :].split("</div>")[0]
    assert "与更早文章重合" in alert
    assert "来源笼统" not in alert
    assert "看的是第一版" in shown
    assert "改过的正文" in shown
    held.refresh_from_db()
    again = client.post(url(held, "decide/"), form(held, note="看的是第二版"))
    assert again.status_code == 302
    assert Decision.objects.get().article_version == newer


def test_an_item_decided_meanwhile_is_a_conflict_and_the_note_can_be_copied(client, held, lead):
    seen = form(held, note="晚了一步的备注")
    assert client.post(url(held, "decide/"), form(held, "allow", "")).status_code == 302
    response = client.post(url(held, "decide/"), seen)
    assert response.status_code == 409
    assert "已被他人处理" in response.content.decode()
    assert "晚了一步的备注" in response.content.decode()
    assert Decision.objects.count() == 1


def test_an_item_somebody_else_took_over_is_a_conflict(client, held, lead):
    QueueItem.objects.filter(pk=held.pk).update(claimed_by=lead, claimed_until=timezone.now() + timedelta(minutes=5))
    response = client.post(url(held, "decide/"), form(held, note="我的备注"))
    assert response.status_code == 409
    assert "该条由 lead 领取至" in text_of(response.content.decode())
    assert "我的备注" in response.content.decode()
    assert not Decision.objects.exists()


def test_claiming_a_held_item_is_a_conflict(client, moderator, lead):
    item = queued()
    claims.claim(lead, item.pk)
    client.force_login(moderator)
    response = client.post(url(item, "claim/"))
    assert response.status_code == 409
    assert "已被他人抢先" in response.content.decode()


def test_take_the_next_item_opens_the_riskiest(client, moderator):
    queued(reason(weight=0.1))
    risky = queued(reason(weight=0.9))
    client.force_login(moderator)
    assert client.post("/admin/triage/next/").url == url(risky)
    risky.refresh_from_db()
    assert risky.claimed_by == moderator


def test_list_says_that_nothing_is_left(client, moderator):
    client.force_login(moderator)
    response = client.post("/admin/triage/next/", follow=True)
    assert "暂无可领取的条目" in response.content.decode()


def test_skipped_items_come_back_last(client, moderator):
    first, second = queued(reason(weight=0.9)), queued(reason(weight=0.5))
    client.force_login(moderator)
    assert client.post("/admin/triage/next/").url == url(first)
    assert client.post(url(first, "release/"), {"then": "next"}).url == url(second)
    first.refresh_from_db()
    assert first.claimed_by is None
    assert client.post(url(second, "release/"), {"then": "next"}).url == "/admin/triage/"
    assert client.post("/admin/triage/next/").url == url(first)


def test_giving_back_frees_the_item(client, held):
    assert client.post(url(held, "release/"), {"then": "list"}).url == "/admin/triage/"
    held.refresh_from_db()
    assert held.claimed_by is None


def test_the_heartbeat_renews_what_is_held_and_nothing_else(client, held, lead):
    before = QueueItem.objects.get(pk=held.pk).claimed_until
    answer = client.post(url(held, "heartbeat/"))
    after = QueueItem.objects.get(pk=held.pk).claimed_until
    assert answer.json() == {"claimed_until": after.isoformat()}
    assert after > before
    QueueItem.objects.filter(pk=held.pk).update(claimed_until=timezone.now())
    assert client.post(url(held, "heartbeat/")).status_code == 409
    assert client.post("/admin/triage/999999/heartbeat/").status_code == 404


def test_an_escalated_item_is_not_escalated_again(client, held, lead):
    client.post(url(held, "decide/"), form(held, "escalate", "9.1", note="涉及未成年人"))
    claims.claim(lead, held.pk)
    client.force_login(lead)
    held.refresh_from_db()
    assert 'value="escalate"' not in client.get(url(held)).content.decode()
    response = client.post(url(held, "decide/"), form(held, "escalate", "9.1", note="涉及未成年人"))
    assert response.status_code == 422
    assert "该条已经上报" in response.content.decode()


def test_a_moderator_says_why_they_escalate_before_the_item_goes_to_the_leads(client, held):
    response = client.post(url(held, "decide/"), form(held, "escalate", "9.1", note="  "))
    assert response.status_code == 422
    assert "接手的人首先看到它" in response.content.decode()
    assert not Decision.objects.exists()


def test_a_lead_reads_first_why_the_item_was_escalated_and_by_whom(client, held, lead):
    client.post(url(held, "decide/"), form(held, "escalate", "9.1", note="涉及未成年人<b>"))
    client.force_login(lead)
    page = client.get(url(held)).content.decode()
    told = page.partition('class="passed-on"')[2].partition("</p>")[0]
    assert "moderator 上报" in text_of(told)
    assert "涉及未成年人&lt;b&gt;" in told
