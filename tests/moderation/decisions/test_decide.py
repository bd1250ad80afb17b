"""Every act writes decision, audit entry and event together, or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import ReviewOutcome
from moderation import audit
from moderation.decisions import DecisionRequest, InvalidDecision, StaleItem, decide
from moderation.models import AuditEntry, Decision, Event, QueueItem
from moderation.queue import claims
from moderation.queue.entry import enter
from tests.makers import queued, reason, stored

pytestmark = pytest.mark.django_db


def request_for(item: QueueItem, act: str = "remove", clause: str = "4.1", **changes) -> DecisionRequest:
    return DecisionRequest(item_id=item.pk, version=item.version, act=act, clause=clause, **changes)


@pytest.mark.parametrize(
    ("act", "clause"), [("allow", ""), ("allow", "2.3"), ("label", "2.3"), ("limit", "1.1"), ("remove", "4.1")]
)
def test_an_act_closes_the_item_and_leaves_who_when_and_why(moderator, act, clause):
    item = queued()
    decision = decide(moderator, request_for(item, act, clause, note="已核实"))
    item.refresh_from_db()
    assert (item.state, item.claimed_by) == ("decided", None)
    assert (decision.act, decision.decided_by, decision.note) == (act, moderator, "已核实")
    assert (decision.clause.code if decision.clause else "") == clause
    assert decision.evidence["page_sha256"] == item.article_version.page.sha256
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action) == (moderator.username, f"decision.{act}")
    assert audit.verify() == (1, None)
    event = Event.objects.get(type="decision.made")
    assert event.data["act"] == act
    assert moderator.username not in str(event.data)


def test_escalating_hands_the_item_to_the_leads(moderator, lead):
    item = queued()
    decide(moderator, request_for(item, "escalate", "9.1"))
    item.refresh_from_db()
    assert (item.state, item.queue.code, item.escalated) == ("open", "escalated", True)
    with pytest.raises(PermissionDenied):
        decide(moderator, request_for(item))
    with pytest.raises(InvalidDecision):
        decide(lead, request_for(item, "escalate", "9.1"))
    assert decide(lead, request_for(item)).act == "remove"


def test_an_item_seen_in_an_older_version_is_refused(moderator):
    item = queued()
    seen = request_for(item)
    QueueItem.objects.filter(pk=item.pk).update(version=item.version + 1)
    with pytest.raises(StaleItem) as refused:
        decide(moderator, seen)
    assert refused.value.reason == "changed"
    assert not Decision.objects.exists()


def test_the_same_decision_twice_is_made_once(moderator):
    item = queued()
    decide(moderator, request_for(item))
    with pytest.raises(StaleItem) as refused:
        decide(moderator, request_for(item))
    assert refused.value.reason == "decided"
    assert Decision.objects.count() == AuditEntry.objects.count() == 1


def test_item_held_by_another_moderator_cannot_be_decided(moderator, lead):
    item = queued()
    claims.claim(lead, item.pk)
    with pytest.raises(StaleItem) as refused:
        decide(moderator, request_for(item))
    assert refused.value.reason == "claimed"
    QueueItem.objects.filter(pk=item.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert decide(moderator, request_for(item)).act == "remove"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"act": "burn"}, "act"),
        ({"act": "label", "clause": ""}, "policy"),
        ({"clause": "77.7"}, "policy"),
        ({"clause": "4"}, "policy"),  # a chapter is no clause
        ({"note": "长" * 10_001}, "note"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_written(moderator, changes, field):
    item = queued()
    with pytest.raises(InvalidDecision) as refused:
        decide(moderator, request_for(item, **changes))
    assert refused.value.field == field
    assert not Decision.objects.exists()


def test_an_auditor_decides_nothing(auditor):
    item = queued()
    with pytest.raises(PermissionDenied):
        decide(auditor, request_for(item))


def test_a_note_loses_control_characters_and_nothing_else(moderator):
    decision = decide(moderator, request_for(queued(), note="一\x00二\n三\x1b[31m"))
    assert decision.note == "一二\n三[31m"


def severity_after(moderator, item, act, clause="", **changes):
    """What the source's record says of the article after one more decision on its text as it is now."""
    with transaction.atomic():
        again = enter(item.article.current, [reason()])
    decide(moderator, request_for(again, act=act, clause=clause, **changes))
    return ReviewOutcome.objects.get(article=item.article).severity


def test_a_review_becomes_part_of_the_sources_record(moderator):
    item = queued()
    decide(moderator, request_for(item, act="allow", clause=""))
    assert ReviewOutcome.objects.get(article=item.article).severity == 0
    assert severity_after(moderator, item, "remove", "4.1") == pytest.approx(0.9)


def test_a_second_look_that_allows_the_same_text_leaves_the_violation_on_record(moderator):
    item = queued()
    decide(moderator, request_for(item, clause="4.1"))
    assert severity_after(moderator, item, "allow") == pytest.approx(0.9)
    assert ReviewOutcome.objects.get(article=item.article).corrected_at is None


def test_an_article_counts_by_its_gravest_violation(moderator):
    item = queued(external_id="edited")
    decide(moderator, request_for(item, clause="4.1"))
    stored(external_id="edited", body=["改成了另一段话，讲的是另一件小事。"])
    item.article.refresh_from_db()
    assert severity_after(moderator, item, "limit", "2.2") == pytest.approx(0.9)


def test_a_decision_can_be_neither_changed_nor_deleted(moderator):
    decision = decide(moderator, request_for(queued()))
    with pytest.raises(TypeError):
        decision.delete()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE moderation_decision SET note = 'x'")
