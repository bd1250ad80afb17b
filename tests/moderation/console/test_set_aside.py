"""Items that a lead set aside, on hold or for one person: what the list and the item's page say to whom."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group, User

from moderation.appeals import appeals
from moderation.console.article.timeline import timeline
from moderation.decisions import DecisionRequest, decide
from moderation.models import AuditEntry, Queue, QueueItem
from moderation.queue import claims, leading
from tests.makers import queued
from tests.moderation.console.pages import text_of, url

pytestmark = pytest.mark.django_db
FALSE = "您的角色只能查看"


@pytest.fixture
def lin(db) -> User:
    user = User.objects.create_user("林", is_staff=True)
    user.groups.add(Group.objects.get(name="moderator"))
    return user


def row(client, user, item: QueueItem) -> str:
    client.force_login(user)
    page = client.get("/admin/triage/").content.decode()
    found = re.search(rf'<tr data-item="{item.pk}".*?</tr>', page, re.S)
    assert found
    return found.group()


def shown(client, user, item: QueueItem) -> str:
    client.force_login(user)
    return client.get(url(item)).content.decode()


def offers_claim(markup: str, item: QueueItem) -> bool:
    return f'action="{url(item, "claim/")}"' in markup


def test_an_item_handed_over_says_to_whom_and_to_its_person_that_it_is_theirs(client, moderator, lead, auditor, lin):
    item = queued()
    leading.hand_to(lead, item.pk, lin)
    for other in (moderator, lead, auditor):
        assert "已转交 林" in row(client, other, item)
        assert "空闲" not in text_of(row(client, other, item))
        assert not offers_claim(row(client, other, item), item)
    for other in (moderator, lead):
        words = text_of(shown(client, other, item))
        assert "负责人已将该条转交 林，他人无法领取。" in words
        assert FALSE not in words
    assert "转交给您" in row(client, lin, item)
    assert offers_claim(row(client, lin, item), item)
    assert "转交给您" in shown(client, lin, item)
    assert offers_claim(shown(client, lin, item), item)


def test_an_item_on_hold_says_so_to_everybody_and_only_a_lead_may_end_it(client, moderator, lead, auditor):
    item = queued()
    leading.hold(lead, item.pk)
    for user in (moderator, lead, auditor):
        assert "暂缓" in row(client, user, item)
        assert "空闲" not in text_of(row(client, user, item))
        assert not offers_claim(row(client, user, item), item)
        assert not offers_claim(shown(client, user, item), item)
    assert "解除暂缓并接管" in shown(client, lead, item)
    assert "解除暂缓并接管" not in shown(client, moderator, item)


@pytest.mark.parametrize(("is_held", "said"), [(True, "接管即解除暂缓"), (False, "接管即取消转交")])
def test_a_leads_plain_claim_is_refused_and_taking_over_ends_what_was_set(client, lead, lin, is_held, said):
    item = queued()
    if is_held:
        leading.hold(lead, item.pk)
    else:
        leading.hand_to(lead, item.pk, lin)
    client.force_login(lead)
    refused = client.post(url(item, "claim/"))
    assert refused.status_code == 409
    assert said in refused.content.decode()
    item.refresh_from_db()
    assert item.claimed_by is None
    client.post(url(item, "lead/"), {"act": "take_over"})
    item.refresh_from_db()
    assert (item.claimed_by, item.on_hold, item.assigned_to) == (lead, False, None)
    assert AuditEntry.objects.order_by("sequence").last().action == "item.taken_over"


def test_a_bulk_act_leaves_out_what_is_set_aside(client, lead, lin):
    held, handed, free = queued(), queued(), queued()
    leading.hold(lead, held.pk)
    leading.hand_to(lead, handed.pk, lin)
    client.force_login(lead)
    for chosen in ({"all": "1"}, {"item": [held.pk, handed.pk, free.pk]}):
        markup = client.post("/admin/triage/bulk/", chosen).content.decode()
        assert re.findall(r'name="item"\s+value="(\d+):', markup) == [str(free.pk)]


def test_a_lead_goes_on_with_an_item_they_hold_that_was_handed_to_somebody(lead, lin):
    item = queued()
    claims.claim(lead, item.pk)
    QueueItem.objects.filter(pk=item.pk).update(assigned_to=lin)
    assert claims.claim(lead, item.pk).claimed_by == lead


def test_the_page_says_why_somebody_may_not_claim(client, moderator, auditor):
    plain = queued()
    assert FALSE in shown(client, auditor, plain)
    item = queued()
    made = decide(moderator, DecisionRequest(item.pk, item.version, "escalate", "9.1"))
    assert "该条在他人负责的队列中" in shown(client, moderator, QueueItem.objects.get(pk=made.item_id))
    assert Queue.objects.get(code="escalated").leads_only


def test_the_decider_of_an_appealed_decision_reads_that_another_answers(client, moderator):
    item = queued()
    made = decide(moderator, DecisionRequest(item.pk, item.version, "remove", "4.1"))
    appeal = appeals.file(made.pk, text="原文是我写的", appellant="作者", key="k")
    opened = QueueItem.objects.get(article=appeal.decision.article, state="open")
    words = text_of(shown(client, moderator, opened))
    assert "须由另一位审核员裁定" in words
    assert FALSE not in words


@pytest.mark.parametrize("act", ["hold", "hand"])
def test_a_lead_sets_no_item_aside_without_a_reason(client, lead, lin, act):
    item = queued()
    client.force_login(lead)
    answer = client.post(url(item, "lead/"), {"act": act, "person": "林", "reason": " "}, follow=True)
    assert "请写明原因" in answer.content.decode()
    assert not QueueItem.objects.get(pk=item.pk).is_set_aside(lead.pk)


def test_everybody_reads_why_an_item_is_on_hold(client, lead, moderator, auditor):
    item = queued()
    client.force_login(lead)
    client.post(url(item, "lead/"), {"act": "hold", "reason": "等水务局\n回复<b>"})
    for other in (moderator, auditor):
        assert "等水务局 回复&lt;b&gt;" in row(client, other, item)
        assert "等水务局 回复&lt;b&gt;" in shown(client, other, item)


def test_who_is_handed_an_item_reads_why_on_the_home_page_and_on_the_item(client, lead, lin):
    item = queued()
    client.force_login(lead)
    client.post(url(item, "lead/"), {"act": "hand", "person": "林", "reason": "请核对图片出处"})
    assert "请核对图片出处" in shown(client, lin, item)
    assert "请核对图片出处" in client.get("/admin/triage/home/?as=day").content.decode()
    claims.claim(lin, item.pk)
    assert "请核对图片出处" in shown(client, lin, item)


def test_a_reason_goes_with_what_it_was_for(client, lead, moderator):
    item = queued()
    leading.hold(lead, item.pk, reason="等水务局回复")
    leading.take_over(lead, item.pk)
    assert QueueItem.objects.get(pk=item.pk).aside_reason == ""
    leading.hold(lead, item.pk, reason="再等一天" * 200)
    assert len(QueueItem.objects.get(pk=item.pk).aside_reason) == 300
    leading.hold(lead, item.pk, on=False)
    assert QueueItem.objects.get(pk=item.pk).aside_reason == ""


def test_the_history_of_the_article_tells_to_whom_and_why_it_was_handed(lead, lin):
    item = queued()
    leading.hand_to(lead, item.pk, lin, reason="请核对图片出处")
    told = next(each for each in timeline(item.article, [], lead) if each.sentence == "负责人转交")
    assert told.detail == "lead · → 林 · 请核对图片出处"
