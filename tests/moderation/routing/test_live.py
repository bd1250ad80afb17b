"""What a live rule does to an article: reason, queue, due date, label, second review, event, decision."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation import audit
from moderation.decisions import DecisionRequest, InvalidDecision, decide
from moderation.models import AuditEntry, Decision, Event, QueueItem, RuleMatch, RuleStop, SecondLook
from moderation.routing import lifecycle
from moderation.routing.drafts import write
from tests.makers import assessed
from tests.moderation.routing.rules import backtested, draft

pytestmark = pytest.mark.django_db
BODY = ["山城市交通部门周三表示，工程将分三段施工。", "请加微信领取内部名额。"]


def item_of(version) -> QueueItem | None:
    return QueueItem.objects.filter(article=version.article).first()


def test_a_match_queues_with_its_reason_where_and_when_the_rule_says(in_force):
    assessed()
    rule = in_force(
        '"加微信" in body', queue="escalated", weight=0.5, severity="high", due_minutes=5, notify=True
    )
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
