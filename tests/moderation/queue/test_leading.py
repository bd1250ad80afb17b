"""Access to items: groups, holds, hand-overs, skips."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied

from moderation.decisions import DecisionRequest, StaleItem, decide, undo
from moderation.models import AuditEntry, Queue, QueueItem, Skip
from moderation.queue import claims, leading
from moderation.queue.access import queues_for
from moderation.queue.ranking import reach_of
from tests.makers import queued, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(db) -> User:
    person = User.objects.create_user("other", is_staff=True)
    person.groups.add(Group.objects.get(name="moderator"))
    return person


def codes(user: User) -> list[str]:
    return sorted(queue.code for queue in queues_for(user))


def test_a_queue_of_a_group_is_for_its_members(moderator, other, lead, auditor):
    finance = Group.objects.create(name="finance")
    Queue.objects.get(code="news").groups.add(finance)
    other.groups.add(finance)
    assert codes(moderator) == ["appeals", "general"]
    assert codes(other) == ["appeals", "general", "news"]
    assert codes(lead) == codes(auditor) == ["appeals", "escalated", "general", "news"]
    item = queued()
    QueueItem.objects.filter(pk=item.pk).update(queue=Queue.objects.get(code="news"))
    assert claims.claim_next(moderator) is None
    with pytest.raises(PermissionDenied):
        decide(moderator, DecisionRequest(item.pk, item.version, "allow"))
    assert claims.claim_next(other) == item


def test_item_on_hold_waits(moderator, lead):
    item = queued()
    claims.claim(moderator, item.pk)
    leading.hold(lead, item.pk)
    assert claims.claim_next(moderator) is None
    with pytest.raises(StaleItem, match="on_hold"):
        decide(moderator, DecisionRequest(item.pk, item.version, "allow"))
    leading.hold(lead, item.pk, on=False)
    assert claims.claim_next(moderator) == item
    assert [row.action for row in AuditEntry.objects.order_by("sequence")] == ["item.held", "item.let_go"]


@pytest.mark.parametrize(("act", "clause"), [("allow", ""), ("label", "2.3"), ("escalate", "9.1")])
def test_a_decision_ends_the_hold(lead, act, clause):
    """Undone, the item would come back to its lead as one that nobody may claim."""
    item = queued()
    leading.hold(lead, item.pk)
    decision = decide(lead, DecisionRequest(item.pk, item.version, act, clause))
    assert not QueueItem.objects.get(pk=item.pk).on_hold
    if act != "escalate":
        undo(lead, decision.pk)
        taken = claims.claim_next(lead)
        assert taken is not None
        assert (taken.pk, taken.on_hold) == (item.pk, False)


def test_handed_item_comes_first_and_only_for_its_person(moderator, other, lead, auditor):
    queued()
    item = queued()
    leading.hand_to(lead, item.pk, other)
    assert claims.claim_next(other) == item
    claims.release(other, item.pk)
    assert claims.claim_next(moderator) != item
    with pytest.raises(PermissionDenied):
        claims.claim(moderator, item.pk)
    with pytest.raises(StaleItem, match="handed_over"):
        decide(moderator, DecisionRequest(item.pk, item.version, "allow"))
    with pytest.raises(ValueError, match="may not decide"):
        leading.hand_to(lead, item.pk, auditor)


def test_a_lead_takes_a_claim_over(moderator, lead):
    item = queued()
    claims.claim(moderator, item.pk)
    assert leading.take_over(lead, item.pk).claimed_by == lead
    with pytest.raises(claims.ClaimConflict):
        claims.heartbeat(moderator, item.pk)
    with pytest.raises(StaleItem, match="claimed"):
        decide(moderator, DecisionRequest(item.pk, item.version, "allow"))


@pytest.mark.parametrize(
    ("is_held", "is_handed", "said"),
    [
        (True, False, {"hold_ended": True, "handed_to": None}),
        (False, True, {"hold_ended": False, "handed_to": "other"}),
        (False, False, {"hold_ended": False, "handed_to": None}),
    ],
)
def test_the_entry_of_a_lead_who_takes_over_says_what_that_ended(other, lead, is_held, is_handed, said):
    item = queued()
    if is_handed:
        leading.hand_to(lead, item.pk, other)
    if is_held:
        leading.hold(lead, item.pk)
    leading.take_over(lead, item.pk)
    entry = AuditEntry.objects.order_by("sequence").last()
    assert entry is not None
    assert said.items() <= json.loads(entry.payload).items()


def test_the_entry_of_a_lead_who_hands_over_says_that_a_hold_ended(other, lead):
    item = queued()
    leading.hold(lead, item.pk)
    leading.hand_to(lead, item.pk, other)
    leading.hand_to(lead, item.pk, lead)
    entries = AuditEntry.objects.filter(action="item.handed_over").order_by("sequence")
    assert [json.loads(entry.payload)["hold_ended"] for entry in entries] == [True, False]


@pytest.mark.parametrize("act", [leading.take_over, leading.hold])
def test_only_leads_lead_and_only_open_items(moderator, lead, act):
    item = queued()
    with pytest.raises(PermissionDenied):
        act(moderator, item.pk)
    decide(lead, DecisionRequest(item.pk, item.version, "allow"))
    with pytest.raises(claims.ClaimConflict):
        act(lead, item.pk)


def test_a_skip_is_kept_with_its_time(moderator):
    item = queued()
    claims.claim(moderator, item.pk)
    claims.skip(moderator, item.pk)
    skip = Skip.objects.get()
    assert (skip.item, skip.user, skip.held_seconds) == (item, moderator, 0)
    with pytest.raises(claims.ClaimConflict):
        claims.skip(moderator, item.pk)
    assert Skip.objects.count() == 1


def test_readers_are_counted_on_a_logarithm():
    few = stored(source={"name": "小号", "follower_count": 10})
    many = stored(source={"name": "大号", "follower_count": 5_000_000})
    assert 0 < reach_of(few) < 0.2 < 0.9 < reach_of(many) <= 1


def test_of_two_equal_faults_the_widely_read_one_comes_first():
    few = queued(source={"name": "小号", "follower_count": 10})
    many = queued(source={"name": "大号", "follower_count": 5_000_000})
    assert few.risk == many.risk
    assert many.rank_at < few.rank_at
