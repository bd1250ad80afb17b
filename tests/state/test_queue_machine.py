"""Any order of claims, expiries, decisions and new evidence keeps the queue's invariants."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from moderation import audit
from moderation.decisions import DecisionRequest, StaleItem, decide
from moderation.models import AuditEntry, Decision, Event, QueueItem
from moderation.queue import claims
from moderation.queue.entry import enter
from tests.makers import queued, reason

PEOPLE = st.integers(0, 1)


class QueueMachine(RuleBasedStateMachine):
    """Two moderators work a queue of three articles."""

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        group = Group.objects.get(name="lead")
        self.people = [User.objects.create_user(f"lead-{number}") for number in range(2)]
        for person in self.people:
            person.groups.add(group)
        for _ in range(3):
            queued()
        self.seen: dict[int, tuple[int, int]] = {}  # person → item and version they look at

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @rule(who=PEOPLE)
    def take_the_next(self, who: int) -> None:
        item = claims.claim_next(self.people[who])
        if item is not None:
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

    @rule()
    def new_evidence_for_one(self) -> None:
        item = QueueItem.objects.filter(state="open").first()
        if item is not None:
            with transaction.atomic():
                enter(item.article_version, [reason("reference_not_used", 0.1)])

    @rule(who=PEOPLE, act=st.sampled_from(["allow", "label", "remove"]))
    def decide(self, who: int, act: str) -> None:
        if who not in self.seen:
            return
        item_id, version = self.seen[who]
        before = QueueItem.objects.get(pk=item_id)
        fresh = before.state == "open" and before.version == version
        held_by_other = before.is_claimed() and before.claimed_by != self.people[who]
        try:
            decide(self.people[who], DecisionRequest(item_id, version, act, "2.3"))
        except StaleItem:
            assert held_by_other or not fresh
        else:
            assert fresh
            assert not held_by_other

    @invariant()
    def one_holder_and_one_item_each(self) -> None:
        assert QueueItem.objects.filter(state="open").count() + Decision.objects.count() == 3
        for item in QueueItem.objects.filter(state="decided"):
            assert item.claimed_by is None
            assert item.decisions.count() == 1

    @invariant()
    def every_decision_has_its_audit_entry_and_event(self) -> None:
        count = Decision.objects.count()
        assert AuditEntry.objects.count() == count
        assert Event.objects.filter(type="decision.made").count() == count
        assert audit.verify() == (count, None)


@pytest.mark.django_db
def test_the_queue_holds_its_invariants():
    run_state_machine_as_test(
        QueueMachine,
        settings=settings(
            max_examples=20, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
