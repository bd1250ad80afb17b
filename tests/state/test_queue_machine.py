"""Any order of claims, expiries, decisions, reversals and appeals keeps the queue's and the decisions' invariants."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from moderation import audit
from moderation.appeals import appeals
from moderation.audit import comparison
from moderation.decisions import DecisionRequest, InvalidDecision, StaleDecision, StaleItem, decide, overturn, undo
from moderation.decisions.executing import approve, refuse
from moderation.models import ActRule, Appeal, AuditEntry, Decision, Event, Execution, QueueItem
from moderation.queue import claims
from moderation.queue.entry import enter
from moderation.queue.leading import hand_to, hold, take_over
from moderation.vocabulary.acts import ACTS
from tests.makers import queued, reason

PEOPLE = st.integers(0, 2)
LEADS = st.integers(1, 2)
ANY = st.integers(0, 50)
# Preconditions that keep most steps effective.
SOME_DECIDED = precondition(lambda machine: Decision.objects.exists())
SOME_AWAIT = precondition(lambda machine: Execution.objects.filter(state="awaiting").exists())
SOME_APPEAL = precondition(lambda machine: Appeal.objects.filter(state="open").exists())


class QueueMachine(RuleBasedStateMachine):
    """A moderator and two leads work a queue of three articles; removing needs a second person."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.people = [User.objects.create_user(f"person-{number}") for number in range(3)]
        for person, role in zip(self.people, ["moderator", "lead", "lead"], strict=True):
            person.groups.add(Group.objects.get(name=role))
        ActRule.objects.create(act="remove", second_person=True)
        for _ in range(3):
            queued()
        self.seen: dict[int, tuple[int, int]] = {}  # person → item and version they look at

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    # The queue.

    @rule(who=PEOPLE)
    def take_the_next(self, who: int) -> None:
        item = claims.claim_next(self.people[who])
        if item is not None:
            assert not item.on_hold
            assert item.assigned_to in (None, self.people[who])
            self.seen[who] = (item.pk, item.version)

    @rule(who=PEOPLE)
    def heartbeat(self, who: int) -> None:
        if who in self.seen:
            now = timezone.now()
            mine = QueueItem.objects.filter(claimed_by=self.people[who], claimed_until__gt=now)
            held = mine.filter(pk=self.seen[who][0]).exists()
            try:
                claims.heartbeat(self.people[who], self.seen[who][0])
            except claims.ClaimConflict:
                assert not held
            else:
                assert held

    @rule(who=PEOPLE)
    def release(self, who: int) -> None:
        if who in self.seen:
            try:
                claims.release(self.people[who], self.seen[who][0])
            except claims.ClaimConflict:
                return

    @rule()
    def every_claim_runs_out(self) -> None:
        past = timezone.now() - timedelta(seconds=1)
        QueueItem.objects.filter(claimed_by__isnull=False).update(claimed_until=past)

    @rule(who=LEADS, which=ANY, what=st.sampled_from(["take", "hold", "let go", "hand"]))
    def lead(self, who: int, which: int, what: str) -> None:
        item = _pick(QueueItem.objects.order_by("pk"), which)
        person = self.people[who]
        try:
            if what == "take":
                taken = take_over(person, item.pk)
                self.seen[who] = (taken.pk, taken.version)
            elif what == "hand":
                hand_to(person, item.pk, self.people[0])
            else:
                hold(person, item.pk, on=what == "hold")
        except claims.ClaimConflict:
            assert item.state == "decided"
        except (PermissionDenied, ValueError):
            blocked = person if what == "take" else self.people[0]
            assert claims.own_appealed(blocked).filter(decision__article=item.article_id).exists()

    @rule()
    def new_evidence_for_one(self) -> None:
        item = QueueItem.objects.filter(state="open").first()
        if item is not None:
            with transaction.atomic():
                enter(item.article_version, [reason("reference_not_used", 0.1)])

    # Decisions.

    @rule(who=PEOPLE, act=st.sampled_from(["label", "remove", "allow"]), looks=st.booleans())
    def decide(self, who: int, act: str, looks: bool) -> None:
        if looks:
            self.take_the_next(who)
        if who not in self.seen:
            return
        item_id, version = self.seen[who]
        before = QueueItem.objects.get(pk=item_id)
        fresh = before.state == "open" and before.version == version
        held_by_other = before.is_claimed() and before.claimed_by != self.people[who]
        kept_away = who == 0 and (before.on_hold or before.assigned_to not in (None, self.people[0]))
        appealed = Appeal.objects.filter(decision__article=before.article_id, state="open").exists()
        try:
            decide(self.people[who], DecisionRequest(item_id, version, act, "2.3"))
        except StaleItem:
            assert held_by_other or kept_away or not fresh
        except InvalidDecision:
            assert appealed
        else:
            assert fresh
            assert not held_by_other
            assert not kept_away
            assert not appealed

    @SOME_AWAIT
    @rule(who=LEADS, which=ANY, agrees=st.booleans())
    def second_person(self, who: int, which: int, agrees: bool) -> None:
        execution = _pick(Execution.objects.order_by("-pk"), which)
        awaits = execution.state == "awaiting" and execution.decided_by != self.people[who]
        try:
            if agrees:
                approve(self.people[who], execution.pk)
            else:
                refuse(self.people[who], execution.pk, "依据不足")
        except StaleDecision:
            assert execution.state != "awaiting"
        except PermissionDenied:
            assert execution.decided_by == self.people[who]
        else:
            assert awaits

    @SOME_DECIDED
    @rule(who=PEOPLE, which=ANY)
    def undo(self, who: int, which: int) -> None:
        decision = _pick(Decision.objects.order_by("-pk"), which)
        possible = _stands(decision)
        try:
            undo(self.people[who], decision.pk)
        except PermissionDenied:
            assert decision.decided_by != self.people[who]
        except StaleDecision:
            assert not possible
        else:
            assert possible
            assert decision.decided_by == self.people[who]

    @SOME_DECIDED
    @rule(who=PEOPLE, which=ANY, reopens=st.booleans())
    def overturn(self, who: int, which: int, reopens: bool) -> None:
        decision = _pick(Decision.objects.order_by("-pk"), which)
        possible = _stands(decision)
        try:
            overturn(self.people[who], decision.pk, "事实有误", reopens=reopens)
        except PermissionDenied:
            assert who == 0
        except StaleDecision:
            assert not possible
        else:
            assert possible
            assert who != 0

    @SOME_DECIDED
    @rule(which=ANY, fitting=st.booleans())
    def appeal(self, which: int, fitting: bool) -> None:
        decisions = Decision.objects.order_by("-pk")
        if fitting:
            decisions = decisions.filter(execution__state="done", act__in=ACTS.where(lambda act: act.is_appealable))
        decision = _pick(decisions, which)
        if decision is None:
            return
        possible = (
            ACTS[decision.act].is_appealable
            and decision.execution.state == "done"
            and not decision.overrides.exists()
            and not Appeal.objects.filter(decision=decision).exists()
        )
        try:
            appeals.file(decision.pk, text="属实，请复核", appellant="作者", key="k")
        except appeals.CannotAppeal:
            assert not possible
        else:
            assert possible

    @SOME_APPEAL
    @rule(who=PEOPLE, which=ANY, overturns=st.booleans())
    def answer(self, who: int, which: int, overturns: bool) -> None:
        waiting = Appeal.objects.filter(state="open", decision__article__queue_items__state="open")
        appeal = _pick(waiting.order_by("pk"), which)
        if appeal is None:
            return
        item = QueueItem.objects.get(article=appeal.decision.article_id, state="open")
        first = appeals.open_appeal(item)
        own = self.people[who].pk in (first.decision.decided_by_id, first.decision.execution.approved_by_id)
        try:
            appeals.resolve(self.people[who], item.pk, item.version, overturns=overturns, answer="经复核")
        except PermissionDenied:
            # Another open appeal about this article may concern this person's own decision.
            assert own or claims.own_appealed(self.people[who]).filter(decision__article=item.article_id).exists()
        except StaleItem:
            assert item.is_claimed()
            assert item.claimed_by != self.people[who]
        else:
            assert not own

    # Invariants.

    @invariant()
    def an_article_waits_once_and_a_decided_item_is_nobodys(self) -> None:
        waiting = QueueItem.objects.filter(state="open").values_list("article", flat=True)
        assert len(waiting) == len(set(waiting))
        assert not QueueItem.objects.filter(state="decided", claimed_by__isnull=False).exists()

    @invariant()
    def a_decision_is_taken_back_once_and_appeals_are_answered_by_others(self) -> None:
        reversals = list(Decision.objects.filter(act="overturn").values_list("override_of", flat=True))
        assert len(reversals) == len(set(reversals))
        for answered in Appeal.objects.exclude(state="open").select_related("decision__execution"):
            execution = answered.decision.execution
            assert answered.reviewed_by_id not in (execution.decided_by_id, execution.approved_by_id)

    @invariant()
    def nothing_is_removed_by_one_person(self) -> None:
        for execution in Execution.objects.filter(state="done", decision__act="remove"):
            assert execution.approved_by_id not in (None, execution.decided_by_id)

    @invariant()
    def the_platform_is_told_each_effect_once_and_in_order(self) -> None:
        told: dict[int, list[str]] = defaultdict(list)
        for event in Event.objects.filter(type__in=["decision.made", "decision.overturned"]).order_by("created_at"):
            told[event.data.get("override_of") or event.data["decision"]].append(event.type)
        for decision in Decision.objects.exclude(act="overturn").select_related("execution"):
            expected = []
            if decision.execution.state == "done":
                expected = ["decision.made"]
                if decision.overrides.exists():
                    expected.append("decision.overturned")
            assert told[decision.pk] == expected

    @invariant()
    def the_audit_chain_is_whole(self) -> None:
        count = AuditEntry.objects.count()
        assert count >= Decision.objects.count()
        assert audit.verify() == (count, None)
        assert comparison.compare() is None


def _pick(rows, number):
    found = list(rows)
    return found[number % len(found)] if found else None


def _stands(decision: Decision) -> bool:
    """Whether the decision is neither overturned nor cancelled, and no reversal itself."""
    return decision.act != "overturn" and decision.execution.state != "cancelled" and not decision.overrides.exists()


def run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        QueueMachine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.django_db
def test_the_queue_and_its_decisions_hold_their_invariants():
    run(15, 20)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_same_for_longer():
    run(300, 60)
