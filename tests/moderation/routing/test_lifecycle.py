"""The life cycle of rules: permissions and order of the steps, enforced by the database too."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from moderation import audit
from moderation.models import AuditEntry, Decision, Rule, RuleChange, RuleStop, RuleVersion
from moderation.routing import lifecycle
from moderation.routing.editing.differences import differences
from moderation.routing.editing.drafts import InvalidRule, write
from moderation.routing.gates import StepRefused
from moderation.routing.rulebook import rulebook
from moderation.routing.trials import backtests
from tests.makers import assessed
from tests.moderation.routing.rules import backtested, draft, live

pytestmark = pytest.mark.django_db


def running() -> list[tuple[str, int, bool]]:
    found = RuleVersion.objects.in_bulk([ready.version for ready in rulebook().rules])
    return [(found[r.version].rule.code, found[r.version].number, r.live) for r in rulebook().rules]


def test_no_step_can_be_left_out(lead):
    assessed()
    version = write(lead, draft("references > 5"))
    for step, code in ((lifecycle.to_shadow, "no_backtest"), (lifecycle.go_live, "no_backtest")):
        with pytest.raises(StepRefused, match=code):
            step(lead, version.pk)
    backtested(lead, version)
    with pytest.raises(StepRefused, match="no_shadow"):
        lifecycle.go_live(lead, version.pk)
    lifecycle.to_shadow(lead, version.pk)
    assert running() == [("bait", 1, False)]
    with pytest.raises(StepRefused, match="saw_nothing"):
        lifecycle.go_live(lead, version.pk, " ")
    lifecycle.go_live(lead, version.pk, "上线首日，回测已看过")
    assert json.loads(AuditEntry.objects.get(action="rule.live").payload)["why"] == "上线首日，回测已看过"
    assert running() == [("bait", 1, True)]
    lifecycle.retire(lead, version.rule_id)
    assert running() == []
    steps = RuleChange.objects.order_by("pk").values_list("what", "version__number", "by__username")
    assert list(steps) == [("shadow", 1, "lead"), ("live", 1, "lead"), ("retired", 1, "lead")]
    assert audit.verify() == (AuditEntry.objects.count(), None)


def test_a_backtest_is_of_that_very_version(lead):
    assessed()
    live(lead, "references > 5")
    second = write(lead, draft("references > 6", note="少报一些"))
    with pytest.raises(StepRefused, match="no_backtest"):
        lifecycle.go_live(lead, second.pk)
    assert running() == [("bait", 1, True)]
    assert [(d.before, d.after) for d in differences(second.rule.versions.get(number=1), second)] == [
        ("references > 5", "references > 6")
    ]


def test_the_database_holds_the_way_whoever_writes(lead):
    assessed()
    untested, other = write(lead, draft("references > 5")), write(lead, draft("references > 6", "other"))
    rule = untested.rule

    def forced(**values: object) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            Rule.objects.filter(pk=rule.pk).update(**values)

    forced(live=untested)
    backtested(lead, untested)
    forced(live=untested)  # was never in shadow
    forced(shadow=other)
    forced(acts_alone=True)
    lifecycle.to_shadow(lead, untested.pk)
    forced(retired_at=untested.created_at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Rule.objects.create(code="x", name_zh="x", name_en="x", live=untested)
    with pytest.raises(DatabaseError), transaction.atomic():
        super(type(RuleVersion.objects.all()), RuleVersion.objects.all()).update(expression="true")
    lifecycle.go_live(lead, untested.pk, "known")
    assert running() == [("bait", 1, True)]


def test_one_click_rolls_back(lead):
    assessed()
    live(lead, "references > 5")
    rule = Rule.objects.get()
    with pytest.raises(StepRefused, match="nothing_before"):
        lifecycle.roll_back(lead, rule.pk)
    live(lead, "references > 6")
    assert running() == [("bait", 2, True)]
    lifecycle.roll_back(lead, rule.pk)
    assert running() == [("bait", 1, True)]
    lifecycle.retire(lead, rule.pk)
    lifecycle.roll_back(lead, rule.pk)
    assert running() == [("bait", 1, True)]


def test_a_rule_that_matches_everything_does_not_go_live(lead, settings):
    settings.RULE_LEAST_ARTICLES = 3
    for _ in range(3):
        assessed()
    version = write(lead, draft("length.body > 0"))
    backtested(lead, version)
    with pytest.raises(StepRefused, match="matches_all"):
        lifecycle.to_shadow(lead, version.pk)


def test_only_leads_write_and_move(lead, moderator, auditor):
    assessed()
    version = live(lead, "references > 5")
    steps = [
        lambda user: write(user, draft("references > 6")),
        lambda user: lifecycle.to_shadow(user, version.pk),
        lambda user: lifecycle.go_live(user, version.pk),
        lambda user: lifecycle.roll_back(user, version.rule_id),
        lambda user: lifecycle.retire(user, version.rule_id),
        lambda user: lifecycle.switch(user, version.rule_id, on=True),
        lambda user: lifecycle.reorder(user, [version.rule_id]),
        lambda user: lifecycle.resume(user, version.pk),
        lambda user: backtests.start(user, version.pk),
    ]
    for step in steps:
        for user in (moderator, auditor):
            with pytest.raises(PermissionDenied):
                step(user)
    assert running() == [("bait", 1, True)]


def test_order_is_kept_whatever_is_named(lead):
    one, _two, three = (write(lead, draft("references > 5", code)).rule for code in ("one", "two", "three"))
    lifecycle.reorder(lead, [three.pk, 999, one.pk, three.pk])
    assert list(Rule.objects.values_list("code", flat=True)) == ["three", "one", "two"]


def test_a_stopped_rule_runs_again_when_a_lead_says_so(lead):
    assessed()
    version = live(lead, "100 / (length.paragraphs - 2) > 1000")
    assessed(body=["第一段文字。", "第二段文字。"])
    assert RuleStop.objects.get().code == "divides_by_zero"
    assert running() == []
    lifecycle.resume(lead, version.pk)
    assert running() == [("bait", 1, True)]
    with pytest.raises(StepRefused, match="not_stopped"):
        lifecycle.resume(lead, version.pk)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"expression": "topic > 5"}, "expression", "types_differ"),
        ({"expression": "100 / (length.paragraphs - 5) > 1"}, "expression", "divides_by_zero"),  # on a stored article
        ({"reason_zh": " "}, "reason_zh", "required"),
        ({"queue": "nowhere"}, "queue", "unknown"),
        ({"act": "remove"}, "clause", "required"),
        ({"act": "remove", "clause": "99.9"}, "clause", "unknown"),
        ({"act": "remove", "clause": "4.2", "opens": False}, "act", "does_not_open"),
        ({"act": "label", "clause": "2.3"}, "label", "required"),
        ({"label": "nice"}, "label", "unknown"),
        ({"weight": 1.5}, "weight", "range"),
    ],
)
def test_faulty_rule_is_refused_when_it_is_written(lead, changes, field, code):
    assert assessed().extracted.body.__len__() == 4
    assessed(body=[f"第{n}段。" for n in "一二三四五"])
    fields = {"expression": "references > 5", **changes}
    with pytest.raises(InvalidRule) as refused:
        write(lead, draft(**fields))
    assert (refused.value.field, refused.value.code) == (field, code)
    assert not Rule.objects.exists()


def test_a_new_version_is_not_let_decide_because_an_older_one_was(lead):
    assessed()
    first = live(lead, "references > 5", act="remove", clause="4.2")
    lifecycle.switch(lead, first.rule_id, on=True)
    live(lead, "references > 4", act="remove", clause="4.2")
    assert Rule.objects.get().acts_alone is False


def test_rule_without_an_act_cannot_decide_by_itself(lead):
    assessed()
    version = live(lead, "references > 5")
    with pytest.raises(StepRefused, match="no_act"):
        lifecycle.switch(lead, version.rule_id, on=True)
    assert not Decision.objects.exists()


def test_a_roll_back_goes_further_back_each_time_and_never_forward(lead):
    assessed()
    for n in (5, 6, 7):
        live(lead, f"references > {n}")
    rule = Rule.objects.get()
    for number in (2, 1):
        assert lifecycle.previous_live(rule).number == number
        rule = lifecycle.roll_back(lead, rule.pk)
    assert lifecycle.previous_live(rule) is None
    lifecycle.go_live(lead, rule.versions.get(number=3).pk)
    rule.refresh_from_db()
    assert lifecycle.previous_live(rule).number == 1


def test_a_version_that_saw_articles_in_shadow_goes_live_without_a_reason(lead):
    assessed()
    version = write(lead, draft("references > 5"))
    backtested(lead, version)
    lifecycle.to_shadow(lead, version.pk)
    assert lifecycle.seen_in_shadow(version) == 0
    assessed(headline="环湖路改造之后")
    assert lifecycle.seen_in_shadow(version) == 1
    lifecycle.go_live(lead, version.pk)
    assert running() == [("bait", 1, True)]
