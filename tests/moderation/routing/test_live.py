"""Effects of a live rule on an article: reason, queue, due date, label, second review, event, decision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import audit
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, InvalidDecision, decide
from moderation.models import AuditEntry, Decision, Event, QueueItem, RuleMatch, RuleStop, SecondLook
from moderation.routing import lifecycle
from moderation.routing.editing.drafts import write
from tests.makers import assessed, queued
from tests.moderation.routing.rules import backtested, draft

pytestmark = pytest.mark.django_db
BODY = ["山城市交通部门周三表示，工程将分三段施工。", "请加微信领取内部名额。"]


def item_of(version) -> QueueItem | None:
    return QueueItem.objects.filter(article=version.article).first()


def test_a_match_queues_with_its_reason_where_and_when_the_rule_says(in_force):
    assessed()
    rule = in_force('"加微信" in body', queue="escalated", weight=0.5, severity="high", due_minutes=5, notify=True)
    version = assessed(body=BODY)
    item = item_of(version)
    reason = item.reasons.get(kind="rule")
    assert (reason.code, reason.label_zh, reason.weight, reason.rule_version) == ("bait", "规则：标题党", 0.5, rule)
    assert item.queue.code == "escalated"
    assert item.due_at < timezone.now() + timedelta(minutes=5, seconds=1)
    event = Event.objects.get(type="rule.matched")
    assert event.article == version.article
    assert (event.data["rule"], event.data["rule_version"], event.data["queue_item"]) == ("bait", 1, item.pk)
    assert RuleMatch.objects.get(live=True).article_version == version
    assert audit.verify() == (AuditEntry.objects.count(), None)


@pytest.mark.parametrize(("asked", "ends"), [("news", "appeals"), ("escalated", "escalated")])
def test_an_appeal_stays_in_its_queue_unless_the_rule_asks_for_a_closed_one(in_force, moderator, asked, ends):
    item = queued(external_id="appealed", body=BODY)
    decision = decide(moderator, DecisionRequest(item.pk, item.version, "label", "2.1", label="reprint"))
    appeals.file(decision.pk, text="属实", appellant="作者", key="k")
    assessed()
    in_force('"加微信" in body', queue=asked)
    assessed(body=[*BODY, "报名从速。"], external_id="appealed")
    opened = QueueItem.objects.get(article=item.article_id, state="open")
    assert {row.kind for row in opened.reasons.all()} >= {"rule", "appeal"}
    assert opened.queue.code == ends


def test_a_rule_that_does_not_open_goes_along(in_force):
    assessed()
    in_force('"加微信" in body', opens=False)
    quiet = assessed(body=["今天天气晴好，适合散步。", "请加微信领取。"], headline="今天天气晴好")
    assert RuleMatch.objects.filter(article=quiet.article).exists()
    item = item_of(quiet)
    assert item is None or item.reasons.exclude(kind="rule").exists()


def test_shadow_counts_and_nothing_follows(lead):
    assessed()
    version = write(lead, draft('"加微信" in body', queue="escalated", notify=True))
    backtested(lead, version)
    lifecycle.to_shadow(lead, version.pk)
    seen = assessed(body=BODY)
    assert RuleMatch.objects.get().live is False
    assert not Event.objects.filter(type="rule.matched").exists()
    assert not QueueItem.objects.filter(article=seen.article, reasons__kind="rule").exists()


def test_a_rule_that_fails_stops_alone_and_the_article_is_not_lost(in_force):
    assessed()
    in_force("100 / (length.paragraphs - 2) > 1", "divides")
    in_force('"加微信" in body', "other")
    version = assessed(body=BODY)
    assert version.assessed_at
    stop = RuleStop.objects.get()
    assert (stop.version.rule.code, stop.code, stop.article_version) == ("divides", "divides_by_zero", version)
    assert item_of(version).reasons.get(kind="rule").code == "other"
    assessed(body=BODY)
    assert RuleStop.objects.count() == 1


def test_a_rule_decides_only_where_a_lead_switched_it_on(in_force, lead):
    assessed()
    rule = in_force('"加微信" in body', act="remove", clause="4.2")
    waiting = item_of(assessed(body=BODY))
    assert waiting.state == "open"
    lifecycle.switch(lead, rule.rule_id, on=True)
    version = assessed(body=BODY)
    decision = Decision.objects.get()
    assert (decision.act, decision.clause.code, decision.channel) == ("remove", "4.2", "rule")
    assert (decision.decided_by.username, decision.article) == ("routing-rules", version.article)
    assert decision.decided_by.has_usable_password() is False
    assert decision.execution.state == "done"
    assert RuleMatch.objects.get(article=version.article).decision == decision
    lifecycle.switch(lead, rule.rule_id, on=False)
    assert item_of(assessed(body=BODY)).state == "open"


def test_a_rule_that_decides_waits_for_the_second_person_like_everybody(in_force, lead):
    from moderation.models import ActRule

    ActRule.objects.create(act="remove", second_person=True)
    assessed()
    rule = in_force('"加微信" in body', act="remove", clause="4.2")
    lifecycle.switch(lead, rule.rule_id, on=True)
    assessed(body=BODY)
    assert Decision.objects.get().execution.state == "awaiting"


def test_a_decision_that_is_refused_leaves_the_article_to_people(in_force, lead):
    from moderation.policies.publishing import publish

    assessed()
    rule = in_force('"加微信" in body', act="remove", clause="4.2")
    lifecycle.switch(lead, rule.rule_id, on=True)
    chapter = {"code": "9", "title_zh": "九", "title_en": "Nine", "is_chapter": True}
    publish({"clauses": [chapter, {"code": "9.1", "title_zh": "一", "title_en": "One"}]}, actor="test")
    version = assessed(body=BODY)
    assert item_of(version).state == "open"
    assert RuleMatch.objects.get(article=version.article).refused == "unknown"


def test_a_label_that_a_rule_asks_for_is_enforced(in_force, moderator, lead):
    assessed()
    in_force('"加微信" in body', label="web_sourced")
    item = item_of(assessed(body=BODY))

    def order(act: str, **more: str) -> DecisionRequest:
        return DecisionRequest(item.pk, item.version, act, **more)

    for refused in (order("allow"), order("label", clause="2.3", label="fiction")):
        with pytest.raises(InvalidDecision) as error:
            decide(moderator, refused)
        assert (error.value.field, error.value.code) == ("label", "asked_by_rule")
    with pytest.raises(InvalidDecision) as error:
        decide(lead, order("allow"))
    assert error.value.code == "against_rule"
    decide(moderator, order("label", clause="2.3", label="web_sourced"))
    other = item_of(assessed(body=BODY))
    decide(lead, DecisionRequest(other.pk, other.version, "allow", note="作者已另行标注"))


def test_a_marked_item_gets_its_second_review(in_force, moderator, settings):
    settings.SECOND_LOOK_SHARE = 0
    assessed()
    in_force('"加微信" in body', second_review=True)
    marked, plain = item_of(assessed(body=BODY)), item_of(assessed(headline="震惊！真相竟然是这样，99%的人不知道"))
    for item in filter(None, (marked, plain)):
        decide(moderator, DecisionRequest(item.pk, item.version, "allow"))
    assert [look.decision.item for look in SecondLook.objects.all()] == [marked]


def test_the_first_rule_that_names_a_queue_decides_where(in_force, lead):
    from moderation.models import Rule

    assessed()
    in_force('"加微信" in body', "first", queue="general")
    in_force('"加微信" in body', "second", queue="escalated")
    assert item_of(assessed(body=BODY)).queue.code == "general"
    lifecycle.reorder(lead, [Rule.objects.get(code="second").pk])
    assert item_of(assessed(body=BODY)).queue.code == "escalated"
