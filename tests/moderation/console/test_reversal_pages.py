"""Undo, overturning, the second person, appeals, notes and leads' acts through the console's forms."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide, undo
from moderation.exports.evidence_bundle import problems
from moderation.models import ActRule, Decision, Execution, Note, QueueItem, Skip
from moderation.queue import claims
from tests.makers import queued, stored
from tests.moderation.console.pages import text_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(moderator) -> Decision:
    item = queued()
    return decide(moderator, DecisionRequest(item.pk, 1, "remove", "4.1", note="不实"))


@pytest.fixture
def other(db) -> User:
    person = User.objects.create_user("other", is_staff=True)
    person.groups.add(Group.objects.get(name="lead"))
    return person


def page(client, user, item) -> str:
    client.force_login(user)
    return client.get(url(item)).content.decode()


def test_the_last_decision_can_be_taken_back_from_anywhere(client, moderator, decision):
    client.force_login(moderator)
    undo = reverse("console:undo", args=[decision.pk])
    assert undo in client.get(reverse("console:queue")).content.decode()
    assert client.post(undo).url == url(decision.item)
    assert QueueItem.objects.get(pk=decision.item_id).claimed_by == moderator
    assert undo not in client.get(reverse("console:queue")).content.decode()
    assert "已经撤销" in client.post(undo, follow=True).content.decode()


def test_a_lead_overturns_on_the_items_page(client, lead, decision):
    path = reverse("console:overturn", args=[decision.pk])
    assert path in page(client, lead, decision.item)
    assert "请写明理由" in client.post(path, {"note": ""}, follow=True).content.decode()
    client.post(path, {"note": "核实无误", "reopen": "1"})
    assert QueueItem.objects.get(pk=decision.item_id).state == "open"
    assert path not in page(client, lead, decision.item)


def test_the_rule_of_two_is_said_before_and_kept_after(client, moderator, lead):
    ActRule.objects.create(act="remove", second_person=True)
    item = queued()
    claims.claim(moderator, item.pk)
    assert "需第二人同意" in page(client, moderator, item)
    client.post(url(item, "decide/"), {"act": "remove", "clause": "4.1", "version": 1})
    decision = Decision.objects.get()
    assert decision.execution.state == "awaiting"
    client.force_login(lead)
    waiting = client.get(reverse("console:waiting")).content.decode()
    assert item.article_version.headline in waiting
    path = reverse("console:second-person", args=[decision.pk])
    assert "请写明理由" in client.post(path, {"act": "refuse"}, follow=True).content.decode()
    client.post(path, {"act": "approve"})
    assert Execution.objects.get(pk=decision.pk).approved_by == lead
    assert "第二人 lead" in page(client, moderator, item)
    client.force_login(lead)
    assert "已经生效" in client.post(path, {"act": "approve"}, follow=True).content.decode()


def test_what_waits_for_a_second_person_is_told_as_such_and_read_with_its_evidence(client, moderator, lead):
    ActRule.objects.create(act="remove", second_person=True)
    item = queued()
    claims.claim(moderator, item.pk)
    client.force_login(moderator)
    answer = client.post(url(item, "decide/"), {"act": "remove", "clause": "4.1", "version": 1}, follow=True)
    assert "等待第二人同意：" in answer.content.decode()
    path = reverse("console:second-person", args=[Decision.objects.get().pk])
    own = page(client, moderator, item)
    assert (path in own, "由负责人同意或退回" in own) == (False, True)
    read = page(client, lead, item)
    assert (path in read, "该条已处理" in read) == (True, False)
    client.post(path, {"act": "refuse", "note": "证据不足，请补充<b>截图</b>"})
    execution = Execution.objects.get()
    assert (execution.state, execution.refused_by, execution.refusal) == (
        "cancelled", lead, "证据不足，请补充<b>截图</b>",
    )  # fmt: skip
    client.force_login(moderator)
    mine = client.get(reverse("console:mine")).content.decode()
    for shown in (mine, page(client, moderator, item)):
        assert "证据不足，请补充&lt;b&gt;截图&lt;/b&gt;" in shown
    client.force_login(lead)
    assert "没有退回给您的处理" in client.get(reverse("console:mine")).content.decode()


def test_an_appeal_is_answered_in_its_own_form(client, moderator, other, decision):
    appeals.file(decision.pk, text="附采访录音<script>", appellant="山城观察", key="k")
    item = QueueItem.objects.get(state="open")
    claims.claim(other, item.pk)
    shown = page(client, other, item)
    assert "附采访录音&lt;script&gt;" in shown
    assert 'name="outcome"' in shown
    assert 'name="clause"' not in shown
    refused = client.post(url(item, "resolve/"), {"version": item.version, "outcome": "upheld", "answer": " "})
    assert refused.status_code == 422
    kept = client.post(url(item, "resolve/"), {"version": 99, "outcome": "upheld", "answer": "我的答复"})
    assert (kept.status_code, "我的答复" in kept.content.decode()) == (409, True)
    client.force_login(moderator)
    mine = client.post(url(item, "resolve/"), {"version": item.version, "outcome": "upheld", "answer": "x"})
    assert mine.status_code == 403
    client.force_login(other)
    done = client.post(url(item, "resolve/"), {"version": item.version, "outcome": "upheld", "answer": "维持"})
    assert done.status_code == 302
    assert QueueItem.objects.get(pk=item.pk).state == "decided"


def test_notes_stay_with_the_article(client, moderator, decision):
    client.force_login(moderator)
    client.post(url(decision.item, "note/"), {"text": "账号主体已核实\x00"})
    client.post(url(decision.item, "note/"), {"text": "  "})
    assert "过长" in client.post(url(decision.item, "note/"), {"text": "x" * 1_000_000}, follow=True).content.decode()
    assert [note.text for note in Note.objects.all()] == ["账号主体已核实"]
    assert "账号主体已核实" in page(client, moderator, decision.item)


def test_leads_hold_hand_over_and_take_over(client, lead, moderator):
    item = queued()
    path = url(item, "lead/")
    client.force_login(lead)
    client.post(path, {"act": "hold", "reason": "等水务局回复"})
    assert "已暂缓" in page(client, moderator, item)
    client.force_login(lead)
    client.post(path, {"act": "let_go"})
    refused = client.post(path, {"act": "hand", "person": "nobody", "reason": "请看"}, follow=True)
    assert "不能处理" in refused.content.decode()
    client.post(path, {"act": "hand", "person": "moderator", "reason": "请核对图片"})
    assert QueueItem.objects.get(pk=item.pk).assigned_to == moderator
    claims.claim(moderator, item.pk)
    client.post(path, {"act": "take_over"})
    assert QueueItem.objects.get(pk=item.pk).claimed_by == lead
    assert client.post(path, {"act": "nonsense"}).status_code == 404


def test_a_skip_is_kept(client, moderator):
    item = queued()
    claims.claim(moderator, item.pk)
    client.force_login(moderator)
    client.post(url(item, "release/"), {"then": "next"})
    assert Skip.objects.get().item == item


def test_changes_since_the_last_review_are_shown(client, moderator):
    from django.db import transaction

    from moderation.queue.entry import enter
    from tests.makers import reason

    first = stored(external_id="same", headline="旧标题在这里", body=["第一段保持不变。", "第二段将被删除。"])
    with transaction.atomic():
        item = enter(first, [reason()])
    decide(moderator, DecisionRequest(item.pk, 1, "label", "2.1"))
    second = stored(external_id="same", headline="新标题在这里", body=["第一段保持不变。", "第二段是新写的。"])
    with transaction.atomic():
        item = enter(second, [reason()])
    shown = page(client, moderator, item)
    for part in ("<del>旧标题在这里</del>", "<del>第二段将被删除。</del>", "<ins>第二段是新写的。</ins>"):
        assert part in shown
    assert "<del>第一段" not in shown


def test_the_evidence_file_is_downloaded_and_holds(client, auditor, decision):
    client.force_login(auditor)
    response = client.get(reverse("console:bundle", args=[decision.pk]))
    assert response["Content-Disposition"] == f'attachment; filename="decision-{decision.pk}.json"'
    assert problems(json.loads(response.content)) == []


def test_a_decision_that_was_taken_back_does_not_read_like_a_measure(client, moderator):
    item = queued()
    decision = decide(moderator, DecisionRequest(item.pk, item.version, act="label", clause="2.3"))
    undo(moderator, decision.pk)
    client.force_login(moderator)
    shown = text_of(client.get(f"/admin/triage/{item.pk}/").content.decode())
    assert "已撤回：加注标签 2.3" in shown
    assert "撤销 · 2.3" not in shown


def test_what_is_less_than_a_minute_old_is_just_now(client, moderator):
    queued()
    client.force_login(moderator)
    shown = text_of(client.get("/admin/triage/").content.decode())
    assert "刚刚" in shown
    assert "0 分钟" not in shown.replace("\xa0", " ")
