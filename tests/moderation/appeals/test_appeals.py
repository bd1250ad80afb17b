"""Appeals: a different moderator answers once, with a reason; the database enforces it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import ArticleVersion, ReviewOutcome
from moderation import audit
from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, InvalidDecision, StaleItem, decide, overturn
from moderation.models import ActRule, Appeal, AuditEntry, Decision, Event, Queue, QueueItem
from moderation.queue import claims, leading
from moderation.queue.entry import enter
from moderation.reader_reports.reporting import report
from tests.makers import assessed, queued, reason
from tests.moderation.decisions.faults import break_after_each_write
from tests.moderation.routing.rules import live

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(db) -> User:
    person = User.objects.create_user("other", is_staff=True)
    person.groups.add(Group.objects.get(name="moderator"))
    return person


@pytest.fixture
def appealed(moderator) -> Appeal:
    item = queued()
    decision = decide(moderator, DecisionRequest(item.pk, item.version, "remove", "4.1"))
    return file(decision.pk)


def file(decision: int) -> Appeal:
    return appeals.file(decision, text="报道属实，附采访录音", appellant="山城观察", key="k")


def item_of(appeal: Appeal) -> QueueItem:
    return QueueItem.objects.get(article=appeal.decision.article, state="open")


def test_an_appeal_waits_in_its_queue_with_its_reason(appealed):
    item = item_of(appealed)
    assert item.queue.code == "appeals"
    assert [row.kind for row in item.reasons.all()] == ["appeal"]


def test_moderator_who_decided_never_gets_the_appeal(moderator, other, lead, appealed):
    item = item_of(appealed)
    assert claims.claim_next(moderator) is None
    with pytest.raises(PermissionDenied):
        claims.claim(moderator, item.pk)
    with pytest.raises(PermissionDenied):
        appeals.resolve(moderator, item.pk, item.version, overturns=False, answer="no")
    with pytest.raises(ValueError, match="may not decide"):
        leading.hand_to(lead, item.pk, moderator)
    assert claims.claim_next(other) == item


def test_a_lead_who_decided_takes_nothing_over(lead):
    item = queued()
    decision = decide(lead, DecisionRequest(item.pk, item.version, "remove", "4.1"))
    with pytest.raises(PermissionDenied):
        leading.take_over(lead, item_of(file(decision.pk)).pk)


def test_upheld_the_decision_stays(other, appealed):
    item = item_of(appealed)
    done = appeals.resolve(other, item.pk, item.version, overturns=False, answer="证据充分，维持")
    item.refresh_from_db()
    assert (done.state, done.reviewed_by, item.state) == ("upheld", other, "decided")
    event = Event.objects.get(type="appeal.resolved")
    assert (event.data["outcome"], event.data["answer"]) == ("upheld", "证据充分，维持")
    assert ReviewOutcome.objects.exists()


def test_overturned_everything_of_it_is_taken_back(other, appealed):
    item = item_of(appealed)
    appeals.resolve(other, item.pk, item.version, overturns=True, answer="采访属实")
    assert appealed.decision.overrides.get().channel == "appeal"
    assert list(Event.objects.order_by("created_at").values_list("type", flat=True))[-2:] == [
        "decision.overturned",
        "appeal.resolved",
    ]
    assert not ReviewOutcome.objects.exists()
    assert audit.verify() == (AuditEntry.objects.count(), None)


def test_resolving_needs_an_answer_and_the_current_version(other, moderator, appealed):
    item = item_of(appealed)
    with pytest.raises(InvalidDecision, match="write an answer"):
        appeals.resolve(other, item.pk, item.version, overturns=False, answer=" ")
    with pytest.raises(StaleItem):
        appeals.resolve(other, item.pk, item.version + 1, overturns=False, answer="x")
    with pytest.raises(InvalidDecision) as told:
        decide(other, DecisionRequest(item.pk, item.version, "allow"))
    assert told.value.code == "appeal_open"


def test_it_joins_an_open_item_which_stays_open_for_its_other_reasons(moderator, other):
    item = queued()
    decision = decide(moderator, DecisionRequest(item.pk, item.version, "remove", "4.1"))
    with transaction.atomic():
        opened = enter(decision.article_version, [reason()])
    file(decision.pk)
    opened.refresh_from_db()
    assert {row.kind for row in opened.reasons.all()} == {"finding", "appeal"}
    appeals.resolve(other, opened.pk, opened.version, overturns=False, answer="x")
    opened.refresh_from_db()
    assert opened.state == "open"
    assert {row.kind for row in opened.reasons.all()} == {"finding"}


@pytest.fixture
def joined(moderator) -> QueueItem:
    """An item in the appeals queue that waits for another reason as well."""
    item = queued()
    decision = decide(moderator, DecisionRequest(item.pk, item.version, "remove", "4.1"))
    with transaction.atomic():
        opened = enter(decision.article_version, [reason()])
    file(decision.pk)
    return QueueItem.objects.get(pk=opened.pk)


@pytest.mark.parametrize("is_news", [True, False])
def test_answered_an_item_with_other_reasons_goes_to_the_queue_of_its_topic(other, joined, is_news):
    ArticleVersion.objects.filter(pk=joined.article_version_id).update(topic_is_news=is_news)
    claims.claim(other, joined.pk)
    joined.refresh_from_db()
    assert joined.queue.code == "appeals"
    appeals.resolve(other, joined.pk, joined.version, overturns=False, answer="x")
    after = QueueItem.objects.get(pk=joined.pk)
    assert (after.queue.code, after.claimed_by) == ("news" if is_news else "general", None)
    assert after.version > joined.version


def test_answered_an_item_goes_to_the_queue_that_a_rule_of_its_reasons_names(other, lead, joined):
    special = Queue.objects.create(code="special", name_zh="专项", name_en="special", sla_minutes=5)
    assessed()  # a rule is tried on assessed articles before it goes live
    version = live(lead, '"环湖路" in headline', queue="special")
    with transaction.atomic():
        enter(joined.article_version, [reason("r", kind="rule", rule_version=version.pk)])
    joined.refresh_from_db()
    appeals.resolve(other, joined.pk, joined.version, overturns=True, answer="x")
    after = QueueItem.objects.get(pk=joined.pk)
    assert after.queue == special
    assert after.due_at <= timezone.now() + timedelta(minutes=5)


def test_answered_it_leaves_an_appeals_queue_that_a_group_works(other, joined):
    group = Group.objects.create(name="appeals team")
    Queue.objects.get(code="appeals").groups.add(group)
    other.groups.add(group)
    appeals.resolve(other, joined.pk, joined.version, overturns=False, answer="x")
    assert QueueItem.objects.get(pk=joined.pk).queue.code in ("general", "news")


def test_with_a_second_appeal_open_the_item_stays_in_its_queue(other, moderator):
    item = queued()
    first = decide(moderator, DecisionRequest(item.pk, item.version, "label", "2.3"))
    with transaction.atomic():
        again = enter(first.article_version, [reason()])
    second = decide(moderator, DecisionRequest(again.pk, again.version, "remove", "4.1"))
    file(first.pk)
    waiting = item_of(file(second.pk))
    appeals.resolve(other, waiting.pk, waiting.version, overturns=False, answer="x")
    after = QueueItem.objects.get(pk=waiting.pk)
    assert (after.queue.code, after.state) == ("appeals", "open")


def open_elsewhere(moderator: User, code: str = "general", **changes) -> tuple[Decision, QueueItem]:
    """A decision whose article waits again, in another queue than that of appeals."""
    item = queued()
    decision = decide(moderator, DecisionRequest(item.pk, item.version, "label", "2.1", label="reprint"))
    report(decision.article, category="source", readers=9, text="", key="k")
    opened = QueueItem.objects.filter(article=item.article_id, state="open")
    opened.update(queue=Queue.objects.get(code=code), **changes)
    return decision, opened.get()


def test_an_item_that_is_open_elsewhere_moves_to_the_appeals(moderator, other):
    late = timezone.now() + timedelta(days=9)
    decision, before = open_elsewhere(moderator, due_at=late)
    appeal = file(decision.pk)
    item = item_of(appeal)
    assert (item.pk, item.queue.code, item.version) == (before.pk, "appeals", before.version + 1)
    assert abs(item.due_at - appeal.created_at - timedelta(minutes=item.queue.sla_minutes)) < timedelta(minutes=1)
    assert claims.claim_next(moderator, item.queue) is None
    assert claims.claim_next(other, item.queue) == item


def test_an_appeal_postpones_nothing(moderator):
    soon = timezone.now() + timedelta(minutes=5)
    decision, _ = open_elsewhere(moderator, due_at=soon)
    assert item_of(file(decision.pk)).due_at == soon


def test_who_decided_loses_the_item_that_the_appeal_moves(moderator, other, lead):
    decision, opened = open_elsewhere(moderator)
    leading.hand_to(lead, opened.pk, moderator)
    claims.claim(moderator, opened.pk)
    item = item_of(file(decision.pk))
    assert (item.claimed_by, item.assigned_to) == (None, None)
    with pytest.raises(PermissionDenied):
        claims.claim(moderator, item.pk)
    with pytest.raises(PermissionDenied):
        appeals.resolve(moderator, item.pk, item.version, overturns=False, answer="no")
    assert appeals.resolve(other, item.pk, item.version, overturns=False, answer="维持").reviewed_by == other


def test_an_item_with_the_leads_or_a_group_stays_there(moderator, other):
    decision, _ = open_elsewhere(moderator, "escalated")
    assert item_of(file(decision.pk)).queue.code == "escalated"
    Queue.objects.get(code="news").groups.add(Group.objects.create(name="special"))
    decision, _ = open_elsewhere(moderator, "news")
    item = item_of(file(decision.pk))
    assert item.queue.code == "news"
    assert claims.claim_next(other) is None


def test_a_report_leaves_the_item_with_the_appeals(appealed):
    report(appealed.decision.article, category="source", readers=9, text="", key="k")
    assert item_of(appealed).queue.code == "appeals"


def refusal(decision: int) -> str:
    with pytest.raises(appeals.CannotAppeal) as told:
        file(decision)
    return str(told.value)


def test_appeal_is_refused_with_its_reason(moderator, lead, settings, appealed):
    assert refusal(appealed.decision_id) == "known"

    def made(act: str, clause: str = "4.1"):
        item = queued()
        return decide(moderator, DecisionRequest(item.pk, item.version, act, clause if act != "allow" else ""))

    assert refusal(made("allow").pk) == "act"
    taken_back = made("remove")
    overturn(lead, taken_back.pk, "why")
    assert refusal(taken_back.pk) == "overturned"
    settings.APPEAL_DAYS = 0
    assert refusal(made("remove").pk) == "late"
    settings.APPEAL_DAYS = 1
    ActRule.objects.create(act="limit", grace_seconds=60)
    assert refusal(made("limit").pk) == "not_in_effect"
    with pytest.raises(InvalidDecision):
        appeals.file(made("remove").pk, text=" \x00", appellant="a", key="k")


def test_the_database_refuses_the_same_person(moderator, appealed):
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appealed.pk).update(state="upheld", reviewed_by=moderator, resolved_at=now)


def test_the_database_refuses_who_approved(moderator, lead, other):
    from moderation.decisions import executing

    ActRule.objects.create(act="remove", second_person=True)
    item = queued()
    decision = decide(moderator, DecisionRequest(item.pk, item.version, "remove", "4.1"))
    executing.approve(lead, decision.pk)
    appeal = file(decision.pk)
    assert claims.claim_next(lead) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(state="upheld", reviewed_by=lead, resolved_at=timezone.now())


def test_a_fault_after_any_write_leaves_nothing(moderator, other):
    item = queued()
    decision = decide(moderator, DecisionRequest(item.pk, item.version, "remove", "4.1"))
    assert break_after_each_write(lambda: file(decision.pk)) >= 4
    item = item_of(Appeal.objects.get())
    answer = {"overturns": True, "answer": "属实"}
    assert break_after_each_write(lambda: appeals.resolve(other, item.pk, item.version, **answer)) >= 8
