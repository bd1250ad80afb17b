"""Undo, overturn, grace period and second person; a decision undone before its effect leaves no trace outside."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import HeadlineVerdict, ReviewOutcome
from moderation import audit
from moderation.decisions import DecisionRequest, InvalidDecision, StaleDecision, decide, executing, overturn, undo
from moderation.models import ActRule, AuditEntry, Decision, Event, Execution, QueueItem
from moderation.queue.entry import enter
from tests.makers import queued, reason
from tests.moderation.decisions.faults import break_after_each_write

pytestmark = pytest.mark.django_db


def decided(user: User, act: str = "remove", clause: str = "1.1", item: QueueItem | None = None) -> Decision:
    item = item or queued(reason("clickbait", kind="score"))
    return decide(user, DecisionRequest(item.pk, item.version, act, clause))


def events() -> list[str]:
    return list(Event.objects.filter(type__startswith="decision").order_by("created_at").values_list("type", flat=True))


def later(seconds: float) -> None:
    """Lets `seconds` pass for all scheduled decisions."""
    for row in Execution.objects.all():
        Execution.objects.filter(pk=row.pk).update(due_at=row.due_at - timedelta(seconds=seconds))


@pytest.fixture
def second(db) -> User:
    person = User.objects.create_user("second", is_staff=True)
    person.groups.add(Group.objects.get(name="lead"))
    return person


def test_decision_takes_effect_at_once_without_a_rule(moderator):
    decision = decided(moderator)
    assert decision.execution.state == "done"
    assert events() == ["decision.made"]
    assert ReviewOutcome.objects.get(article=decision.article).severity == 0.6


def test_undo_opens_the_item_for_the_same_person_and_writes_an_event(moderator):
    decision = decided(moderator)
    reversal = undo(moderator, decision.pk)
    item = QueueItem.objects.get(pk=decision.item_id)
    assert (reversal.act, reversal.override_of) == ("overturn", decision)
    assert (item.state, item.claimed_by, item.version) == ("open", moderator, 3)
    assert events() == ["decision.made", "decision.overturned"]
    assert not ReviewOutcome.objects.filter(article=decision.article).exists()
    assert not HeadlineVerdict.objects.exists()
    again = decide(moderator, DecisionRequest(item.pk, item.version, "label", "1.1", label="headline"))
    assert (again.label, again.execution.state) == ("headline", "done")
    assert audit.verify() == (AuditEntry.objects.count(), None)


def test_an_overturned_decision_leaves_what_another_found_on_record(moderator, lead):
    first = decided(moderator, clause="1.1")
    with transaction.atomic():
        again = enter(first.article_version, [reason()])
    second = decided(moderator, "limit", "4.1", item=again)
    assert ReviewOutcome.objects.get(article=first.article).severity == pytest.approx(0.9)
    overturn(lead, second.pk, "另一条规则")
    assert ReviewOutcome.objects.get(article=first.article).severity == pytest.approx(0.6)
    overturn(lead, first.pk, "查无实据")
    assert not ReviewOutcome.objects.filter(article=first.article).exists()


def test_undo_in_the_grace_period_writes_no_event(moderator):
    ActRule.objects.create(act="remove", grace_seconds=60)
    decision = decided(moderator)
    assert decision.execution.state == "scheduled"
    assert events() == []
    assert not ReviewOutcome.objects.exists()
    undo(moderator, decision.pk)
    later(60)
    assert executing.carry_out_due() == 0
    assert events() == []
    assert Execution.objects.get(decision=decision).state == "cancelled"


def test_after_the_grace_period_it_takes_effect_once(moderator):
    ActRule.objects.create(act="remove", grace_seconds=60)
    decision = decided(moderator)
    assert executing.carry_out_due() == 0
    later(60)
    assert executing.carry_out_due(dry_run=True) == 1
    assert executing.carry_out_due() == 1
    assert executing.carry_out_due() == 0
    assert events() == ["decision.made"]
    assert AuditEntry.objects.filter(action="execution.in_effect").count() == 1
    assert ReviewOutcome.objects.get(article=decision.article).severity == 0.6


def test_undo_is_once_in_time_and_ones_own(moderator, lead, settings):
    decision = decided(moderator)
    with pytest.raises(PermissionDenied):
        undo(lead, decision.pk)
    settings.UNDO_SECONDS = 0
    with pytest.raises(StaleDecision, match="too_late"):
        undo(moderator, decision.pk)
    settings.UNDO_SECONDS = 60
    reversal = undo(moderator, decision.pk)
    for taken_back in (decision, reversal):
        with pytest.raises(StaleDecision):
            undo(moderator, taken_back.pk)
    with pytest.raises(Decision.DoesNotExist):
        undo(moderator, 10_000)


def test_an_escalation_is_not_undone(moderator):
    decision = decided(moderator, "escalate", "9.1")
    with pytest.raises(StaleDecision, match="no_effect"):
        undo(moderator, decision.pk)


def test_a_lead_overturns_with_a_reason(moderator, lead):
    decision = decided(moderator)
    with pytest.raises(PermissionDenied):
        overturn(moderator, decision.pk, "no")
    with pytest.raises(InvalidDecision, match="say why"):
        overturn(lead, decision.pk, " ")
    reversal = overturn(lead, decision.pk, "标题属实", reopens=True)
    assert (reversal.note, reversal.clause) == ("标题属实", decision.clause)
    assert QueueItem.objects.get(pk=decision.item_id).state == "open"
    with pytest.raises(StaleDecision, match="overturned"):
        overturn(lead, decision.pk, "again")


def test_an_item_is_not_opened_beside_another_of_its_article(moderator, lead):
    from moderation.queue.entry import enter

    decision = decided(moderator)
    with transaction.atomic():
        enter(decision.article_version, [reason()])
    overturn(lead, decision.pk, "why", reopens=True)
    assert QueueItem.objects.filter(article=decision.article, state="open").count() == 1


def test_the_database_overturns_once(moderator, lead):
    decision = decided(moderator)
    overturn(lead, decision.pk, "why")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision(
            item=decision.item, article=decision.article, article_version=decision.article_version, act="overturn",
            decided_by=lead, channel="console", override_of=decision, evidence={},
        ).save()  # fmt: skip


# --- The second person ---------------------------------------------------------------------------------------------


def test_nothing_takes_effect_without_the_second_person(lead, second):
    ActRule.objects.create(act="remove", second_person=True)
    decision = decided(lead)
    assert (decision.execution.state, events()) == ("awaiting", [])
    later(10)
    assert executing.carry_out_due() == 0
    with pytest.raises(PermissionDenied, match="different"):
        executing.approve(lead, decision.pk)
    done = executing.approve(second, decision.pk)
    assert (done.state, done.approved_by, events()) == ("done", second, ["decision.made"])
    with pytest.raises(StaleDecision):
        executing.approve(second, decision.pk)


def test_a_moderator_is_no_second_person(moderator, lead):
    ActRule.objects.create(act="remove", second_person=True)
    decision = decided(lead)
    with pytest.raises(PermissionDenied):
        executing.approve(moderator, decision.pk)


def test_a_rule_for_one_source_asks_for_that_one_only(moderator):
    item = queued()
    ActRule.objects.create(act="remove", source=item.article.source, second_person=True, grace_seconds=30)
    assert decided(moderator, item=item).execution.state == "awaiting"
    assert decided(moderator, item=queued(source={"name": "别的号"})).execution.state == "done"
    other = queued()
    assert decided(moderator, "allow", "", item=other).execution.state == "done"


def test_approval_begins_the_grace_period(lead, second):
    ActRule.objects.create(act="remove", second_person=True)
    ActRule.objects.create(act="limit", grace_seconds=60)
    ActRule.objects.filter(act="remove").update(grace_seconds=60)
    decision = decided(lead)
    later(600)
    assert executing.approve(second, decision.pk).state == "scheduled"
    assert events() == []
    later(60)
    assert executing.carry_out_due() == 1


def test_the_second_person_refuses_and_says_why(moderator, second):
    ActRule.objects.create(act="remove", second_person=True)
    decision = decided(moderator)
    with pytest.raises(InvalidDecision):
        executing.refuse(second, decision.pk, "")
    executing.refuse(second, decision.pk, "证据不足")
    assert QueueItem.objects.get(pk=decision.item_id).state == "open"
    assert Execution.objects.get(pk=decision.pk).state == "cancelled"
    assert events() == []


@pytest.mark.parametrize(
    "change",
    [
        {"state": "done", "done_at": timezone.now()},
        {"state": "scheduled"},
        {"needs_second": False, "state": "scheduled"},
    ],
)
def test_the_database_holds_the_rule_of_two(moderator, change):
    ActRule.objects.create(act="remove", second_person=True)
    decision = decided(moderator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Execution.objects.filter(pk=decision.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Execution.objects.filter(pk=decision.pk).update(approved_by=moderator)


def test_the_database_refuses_an_execution_that_forgets_the_rule(moderator, lead, monkeypatch):
    ActRule.objects.create(act="remove", second_person=True)
    monkeypatch.setattr(executing, "asked", lambda decision: (False, 0))
    with pytest.raises(IntegrityError), transaction.atomic():
        decided(moderator)
    monkeypatch.undo()
    decision = decided(moderator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Execution.objects.filter(pk=decision.pk).update(decided_by=lead)


# --- Faults --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["allow", "label", "limit", "remove", "escalate"])
def test_a_fault_after_any_write_of_a_decision_leaves_nothing(moderator, act):
    item = queued(reason("clickbait", kind="score"))
    writes = break_after_each_write(lambda: decide(moderator, DecisionRequest(item.pk, item.version, act, "1.1")))
    assert writes >= 5
    assert Decision.objects.get().act == act


def test_a_fault_after_any_write_of_taking_back_leaves_nothing(moderator, lead, second):
    decision = decided(moderator)
    assert break_after_each_write(lambda: undo(moderator, decision.pk)) >= 6
    decision = decided(moderator)
    assert break_after_each_write(lambda: overturn(lead, decision.pk, "why", reopens=True)) >= 6
    ActRule.objects.create(act="remove", second_person=True)
    decision = decided(moderator)
    assert break_after_each_write(lambda: executing.approve(second, decision.pk)) >= 4
    decision = decided(moderator)
    assert break_after_each_write(lambda: executing.refuse(second, decision.pk, "no")) >= 3
