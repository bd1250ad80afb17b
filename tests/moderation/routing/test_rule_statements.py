"""Statements of reasons for decisions by a routing rule, alone or with a second person."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from moderation.decisions import DecisionRequest, decide, executing
from moderation.exports.decisions import cn, eu, log
from moderation.models import ActRule, Decision, QueueItem
from moderation.routing import lifecycle
from moderation.statements.facts import facts_of
from moderation.statements.notice import notice
from tests.makers import assessed

pytestmark = pytest.mark.django_db
BODY = ["山城市交通部门周三表示，工程将分三段施工。", "请加微信领取内部名额。"]


@pytest.fixture
def decided_by_rule(in_force, lead):
    def make() -> Decision:
        assessed()
        rule = in_force('"加微信" in body', act="remove", clause="4.2")
        lifecycle.switch(lead, rule.rule_id, on=True)
        assessed(body=BODY)
        return Decision.objects.get(channel="rule")

    return make


def test_rule_alone_is_fully_automated(decided_by_rule):
    decision = decided_by_rule()
    record = eu(decision)
    assert record["automated_decision"] == "AUTOMATED_DECISION_FULLY"
    assert record["automated_detection"] == "Yes"
    assert "“Bait in the news”" in record["decision_facts"]
    told = notice(facts_of(decision, 7))
    assert "未使用自动化决定" not in told["zh"]
    assert "“标题党快讯”自动作出" in told["zh"]
    assert "“Bait in the news” decided automatically" in told["en"]
    assert cn(decision)["处理方式"] == "规则自动处理"
    assert log(decision)["channel"] == "rule"


def test_rule_with_a_second_person_is_partially_automated(decided_by_rule, lead):
    # Whoever switched the rule on is no second person for its decisions.
    other = User.objects.create_user("another-lead", is_staff=True)
    other.groups.set(lead.groups.all())
    ActRule.objects.create(act="remove", second_person=True)
    decision = decided_by_rule()
    assert eu(decision) is None, "not in effect: nothing is restricted yet"
    executing.approve(other, decision.pk)
    decision = Decision.objects.get(pk=decision.pk)
    assert eu(decision)["automated_decision"] == "AUTOMATED_DECISION_PARTIALLY"
    assert "经一位审核员同意" in notice(facts_of(decision, 7))["zh"]


def test_person_who_follows_a_rule_decided_themselves(in_force, moderator):
    assessed()
    in_force('"加微信" in body')
    item = QueueItem.objects.get(article=assessed(body=BODY).article_id)
    decision = decide(moderator, DecisionRequest(item.pk, item.version, "remove", clause="4.2"))
    told = notice(facts_of(decision, 7))["zh"]
    assert "由平台规则“标题党快讯”送交审核；决定由审核员作出" in told
    record = eu(decision)
    assert record["automated_decision"] == "AUTOMATED_DECISION_NOT_AUTOMATED"
    assert "“Bait in the news” put the article before a moderator" in record["decision_facts"]
