"""To loosen a rule takes two people, on every path; to tighten it takes one."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from moderation.appeals import appeals
from moderation.decisions import DecisionRequest, decide, executing
from moderation.models import ActRule, AuditEntry, Execution, ExposureLimit, Proposal, Queue, Rule
from moderation.oversight import proposing
from moderation.oversight.proposing import ProposalRefused
from moderation.routing import lifecycle
from moderation.routing.editing.banks import BankDraft, write_bank
from tests.makers import PARAGRAPHS, assessed, queued
from tests.moderation.routing.rules import live

pytestmark = pytest.mark.django_db
Open, State = Proposal.State.OPEN, Proposal.State


@pytest.fixture
def second_lead(lead) -> User:
    made = User.objects.create_user("lead2", password="x", is_staff=True)
    made.groups.add(Group.objects.get(name="lead"))
    return made


@pytest.fixture
def rule() -> ActRule:
    return ActRule.objects.create(act="remove", second_person=True, grace_seconds=0)


def changed(client: Any, row: Any, **values: Any) -> Any:
    """Posts the row's admin form with these values changed; None and False leave a field out."""
    model = type(row)._meta
    known = {field.name: field.value_from_object(row) for field in model.concrete_fields if field.editable}
    known |= {field.name: [each.pk for each in getattr(row, field.name).all()] for field in model.many_to_many}
    sent = {name: value for name, value in {**known, **values}.items() if value is not None and value is not False}
    return client.post(reverse(f"admin:moderation_{model.model_name}_change", args=[row.pk]), sent)


def removed(client: Any, row: Any) -> Any:
    return client.post(reverse(f"admin:moderation_{type(row)._meta.model_name}_delete", args=[row.pk]), {"post": "yes"})


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))


def settled(client: Any, proposal: Proposal, act: str) -> int:
    return client.post(reverse("console:proposal", args=[proposal.pk]), {"act": act}).status_code


def test_the_three_steps_of_a_lead_end_awaiting(client, lead, rule):
    """Off, decide, on again: the decision still waits for a second person."""
    client.force_login(lead)
    assert changed(client, rule, second_person=False).status_code == 302
    rule.refresh_from_db()
    assert rule.second_person
    item = queued()
    decision = decide(lead, DecisionRequest(item.pk, item.version, act="remove", clause="2.3"))
    assert Execution.objects.get(pk=decision.pk).state == "awaiting"
    changed(client, rule, second_person="on")
    assert Execution.objects.get(pk=decision.pk).state == "awaiting"
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.proposed_by, proposal.loosens) == (Open, lead, ["second_person"])
    assert actions()[0] == "proposal.made"


def test_a_second_lead_confirms_and_then_it_is_in_effect(client, lead, second_lead, rule):
    client.force_login(lead)
    changed(client, rule, second_person=False)
    proposal = Proposal.objects.get()
    page = client.get(reverse("console:proposals")).content.decode()
    assert "需第二人同意" in page
    assert 'value="confirm"' not in page
    settled(client, proposal, "confirm")
    rule.refresh_from_db()
    assert rule.second_person, "nobody confirms a proposal of their own"
    client.force_login(second_lead)
    assert 'value="confirm"' in client.get(reverse("console:proposals")).content.decode()
    settled(client, proposal, "confirm")
    rule.refresh_from_db()
    proposal.refresh_from_db()
    assert not rule.second_person
    assert (proposal.state, proposal.decided_by) == (State.CONFIRMED, second_lead)
    assert actions() == ["proposal.made", "proposal.confirmed", "act_rule.changed"]
    made, confirmed, done = AuditEntry.objects.order_by("sequence")
    assert (made.actor, confirmed.actor, done.actor) == ("lead", "lead2", "lead2")
    payload = json.loads(done.payload)
    assert (payload["before"], payload["after"]) == ({"second_person": True}, {"second_person": False})
    assert payload["proposed_by"] == "lead"
    assert json.loads(made.payload)["before"]["second_person"] is True


def test_tightening_is_at_once_and_recorded(client, lead, rule):
    other = ActRule.objects.create(act="limit")
    client.force_login(lead)
    changed(client, other, second_person="on")
    other.refresh_from_db()
    assert other.second_person
    assert actions() == ["act_rule.changed"]
    client.post(reverse("admin:moderation_actrule_add"), {"act": "label", "second_person": "on", "grace_seconds": 30})
    assert ActRule.objects.filter(act="label").exists()
    assert actions()[-1] == "act_rule.made"
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("values", [{"grace_seconds": 0}, {"grace_seconds": 900}, {"act": "label"}])
def test_other_ways_to_soften_a_rule_wait_too(client, lead, rule, values):
    ActRule.objects.filter(pk=rule.pk).update(grace_seconds=60)
    rule.refresh_from_db()
    client.force_login(lead)
    changed(client, rule, **values)
    rule.refresh_from_db()
    assert (rule.act, rule.grace_seconds) == ("remove", 60)
    assert Proposal.objects.get().loosens == list(values)


def test_a_rule_is_not_deleted_by_one(client, lead, second_lead, rule):
    client.force_login(lead)
    removed(client, rule)
    assert ActRule.objects.filter(pk=rule.pk).exists()
    at = reverse("admin:moderation_actrule_changelist")
    client.post(at, {"action": "delete_selected", "_selected_action": [rule.pk], "post": "yes"})
    assert ActRule.objects.filter(pk=rule.pk).exists()
    proposing.confirm(second_lead, Proposal.objects.get().pk)
    assert not ActRule.objects.exists()
    assert actions() == ["proposal.made", "proposal.confirmed", "act_rule.removed"]


def test_limits_of_exposure_are_lifted_by_two_and_not_by_who_gains(client, lead, second_lead, rule):
    limit = ExposureLimit.objects.create(user=second_lead, per_day=50)
    client.force_login(lead)
    changed(client, limit, per_day=40)
    limit.refresh_from_db()
    assert limit.per_day == 40
    changed(client, limit, per_day=90)
    limit.refresh_from_db()
    assert limit.per_day == 40
    proposal = Proposal.objects.get()
    with pytest.raises(ProposalRefused, match="beneficiary"):
        proposing.confirm(second_lead, proposal.pk)
    third = User.objects.create_superuser("third", date_joined=timezone.now() - timedelta(days=1))
    proposing.confirm(third, proposal.pk)
    limit.refresh_from_db()
    assert limit.per_day == 90
    removed(client, limit)
    assert ExposureLimit.objects.count() == 1


def test_a_queue_is_opened_by_two(client, lead, rule):
    queue = Queue.objects.get(code="escalated")
    client.force_login(lead)
    changed(client, queue, name_en="With the leads")
    changed(client, queue, leads_only=False)
    queue.refresh_from_db()
    assert (queue.name_en, queue.leads_only) == ("With the leads", True)
    queue = Queue.objects.get(code="news")
    queue.groups.set([Group.objects.get(name="lead")])
    changed(client, queue, groups=[])
    assert queue.groups.count() == 1


def test_a_rule_decides_alone_once_two_say_so(client, lead, second_lead, rule):
    assessed()
    version = live(lead, '"加微信" in body', act="limit", clause="4.2")
    client.force_login(lead)
    client.post(reverse("console:rule-step", args=[version.rule_id]), {"step": "switch_on"})
    assert not Rule.objects.get().acts_alone
    proposal = Proposal.objects.get()
    proposing.confirm(second_lead, proposal.pk)
    assert Rule.objects.get().acts_alone
    assert actions()[-2:] == ["proposal.confirmed", "rule.switched_on"]
    client.post(reverse("console:rule-step", args=[version.rule_id]), {"step": "switch_off"})
    assert not Rule.objects.get().acts_alone, "to stop it takes one"
    assert isinstance(lifecycle.switch(lead, version.rule_id, on=True), Proposal)


def test_without_the_wish_for_two_all_is_at_once(client, lead, settings):
    rule = ActRule.objects.create(act="remove", grace_seconds=60)
    client.force_login(lead)
    changed(client, rule, grace_seconds=0)
    rule.refresh_from_db()
    assert rule.grace_seconds == 0
    settings.TWO_PERSONS = True
    limit = ExposureLimit.objects.create(per_day=9)
    removed(client, limit)
    assert ExposureLimit.objects.exists()


def test_a_superuser_is_one_person_too(client, admin_user, rule):
    client.force_login(admin_user)
    changed(client, rule, second_person=False)
    removed(client, rule)
    rule.refresh_from_db()
    assert rule.second_person


def test_a_proposal_is_withdrawn_by_its_maker_and_refused_by_another(client, lead, second_lead, rule):
    client.force_login(lead)
    changed(client, rule, second_person=False)
    first = Proposal.objects.get()
    changed(client, rule, second_person=False)
    assert Proposal.objects.count() == 1, "one at a time"
    with pytest.raises(PermissionDenied):
        proposing.withdraw(second_lead, first.pk)
    settled(client, first, "withdraw")
    changed(client, rule, second_person=False)
    second = Proposal.objects.get(state=Open)
    with pytest.raises(ProposalRefused, match="own"):
        proposing.refuse(lead, second.pk)
    client.force_login(second_lead)
    settled(client, second, "refuse")
    with pytest.raises(ProposalRefused, match="settled"):
        proposing.confirm(second_lead, second.pk)
    rule.refresh_from_db()
    assert rule.second_person
    assert actions() == ["proposal.made", "proposal.withdrawn", "proposal.made", "proposal.refused"]


def test_a_proposal_is_void_once_the_row_has_changed(lead, second_lead, rule):
    was = {"act": "remove", "source": None, "second_person": True, "grace_seconds": 0}
    proposal = proposing.change(lead, "act_rule", str(rule.pk), {**was, "second_person": False}, via="admin").proposal
    ActRule.objects.filter(pk=rule.pk).update(grace_seconds=300)
    with pytest.raises(ProposalRefused, match="outdated"):
        proposing.confirm(second_lead, proposal.pk)
    proposal.refresh_from_db()
    rule.refresh_from_db()
    assert (proposal.state, rule.second_person) == (State.OUTDATED, True)


def test_the_second_person_is_a_lead_with_an_account_of_before(lead, second_lead, moderator, auditor, rule):
    was = {"act": "remove", "source": None, "second_person": True, "grace_seconds": 0}
    proposal = proposing.change(lead, "act_rule", str(rule.pk), {**was, "second_person": False}, via="admin").proposal
    for nobody in (moderator, auditor):
        with pytest.raises(PermissionDenied):
            proposing.confirm(nobody, proposal.pk)
    younger = User.objects.create_superuser("younger")
    with pytest.raises(ProposalRefused, match="younger"):
        proposing.confirm(younger, proposal.pk)
    User.objects.filter(pk=lead.pk).update(is_active=False)
    with pytest.raises(ProposalRefused, match="proposer_left"):
        proposing.confirm(second_lead, proposal.pk)


def test_the_same_credential_is_the_same_person(lead, second_lead, rule):
    was = {"act": "remove", "source": None, "second_person": True, "grace_seconds": 0}
    wanted = {**was, "second_person": False}
    proposal = proposing.change(lead, "act_rule", str(rule.pk), wanted, via="key:abcdefgh").proposal
    with pytest.raises(ProposalRefused, match="same_credential"):
        proposing.confirm(second_lead, proposal.pk, via="key:abcdefgh")


@pytest.mark.parametrize(
    "values",
    [{"wanted": {}}, {"proposed_by": 1}, {"state": "open", "decided_by": None, "decided_at": None}],
)
def test_the_database_keeps_what_was_proposed(lead, second_lead, rule, values):
    was = {"act": "remove", "source": None, "second_person": True, "grace_seconds": 0}
    proposal = proposing.change(lead, "act_rule", str(rule.pk), {**was, "second_person": False}, via="admin").proposal
    if "proposed_by" in values:
        values = {"proposed_by": second_lead}
    if "state" in values:
        proposing.withdraw(lead, proposal.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**values)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM moderation_proposal",
        "UPDATE moderation_proposal SET id = id + 1",
        "INSERT OR REPLACE INTO moderation_proposal SELECT * FROM moderation_proposal",
        "UPDATE OR REPLACE moderation_proposal SET id = (SELECT min(id) FROM moderation_proposal)",
    ],
)
def test_a_proposal_is_neither_removed_nor_replaced(lead, rule, statement):
    if "REPLACE" in statement and connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")
    was = {"act": "remove", "source": None, "second_person": True, "grace_seconds": 0}
    for wanted in ({"second_person": False}, {"grace_seconds": 0, "second_person": False}):
        made = proposing.change(lead, "act_rule", str(rule.pk), {**was, **wanted}, via="admin").proposal
        proposing.withdraw(lead, made.pk)
    before = list(Proposal.objects.values())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(Proposal.objects.values()) == before


def test_the_database_refuses_who_confirms_alone(lead, rule):
    was = {"act": "remove", "source": None, "second_person": True, "grace_seconds": 0}
    proposal = proposing.change(lead, "act_rule", str(rule.pk), {**was, "second_person": False}, via="admin").proposal
    alone = {"state": "confirmed", "decided_by": lead, "decided_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**alone)


def test_a_moderator_neither_proposes_nor_sees_proposals(client, moderator, rule):
    was = {"act": "remove", "source": None, "second_person": True, "grace_seconds": 0}
    with pytest.raises(PermissionDenied):
        proposing.change(moderator, "act_rule", str(rule.pk), None, via="admin")
    with pytest.raises(PermissionDenied):
        proposing.change(moderator, "act_rule", "", was, via="admin")
    client.force_login(moderator)
    assert client.get(reverse("console:proposals")).status_code == 403


def test_what_was_asked_when_it_was_decided_holds_at_the_approval(lead, second_lead, rule):
    """Who edits the rule between deciding and approval shortens nothing."""
    ActRule.objects.filter(pk=rule.pk).update(grace_seconds=600)
    item = queued()
    decision = decide(lead, DecisionRequest(item.pk, item.version, act="remove", clause="2.3"))
    ActRule.objects.all().delete()
    with pytest.raises(PermissionDenied):
        executing.approve(lead, decision.pk)
    before = timezone.now()
    execution = executing.approve(second_lead, decision.pk)
    assert execution.state == "scheduled"
    assert execution.due_at >= before + timedelta(seconds=600)


def test_a_stricter_rule_of_today_holds_too(lead, second_lead, rule):
    item = queued()
    decision = decide(lead, DecisionRequest(item.pk, item.version, act="remove", clause="2.3"))
    ActRule.objects.filter(pk=rule.pk).update(grace_seconds=900)
    execution = executing.approve(second_lead, decision.pk)
    assert execution.due_at >= timezone.now() + timedelta(seconds=890)


def test_another_user_name_is_the_same_person(lead, rule):
    item = queued()
    decision = decide(lead, DecisionRequest(item.pk, item.version, act="remove", clause="2.3"))
    User.objects.filter(pk=lead.pk).update(username="somebody-else")
    with pytest.raises(PermissionDenied):
        executing.approve(User.objects.get(username="somebody-else"), decision.pk)


def test_who_let_a_rule_decide_is_not_its_second_person(lead, second_lead, rule):
    """Neither is its author: behind a decision of a rule stand the people who made it decide."""
    assessed()
    version = live(lead, '"加微信" in body', act="remove", clause="4.2")
    assert isinstance(lifecycle.switch(second_lead, version.rule_id, on=True), Rule), "each decision waits anyway"
    article = assessed(body=[*PARAGRAPHS, "加微信领取内部资料。"]).article
    execution = Execution.objects.get(decision__article=article)
    assert (execution.state, execution.decision.channel) == ("awaiting", "rule")
    for nobody in (lead, second_lead):
        with pytest.raises(PermissionDenied):
            executing.approve(nobody, execution.pk)
    third = User.objects.create_superuser("third")
    assert executing.approve(third, execution.pk).state == "done"
    appeals.file(execution.pk, text="不服", appellant="作者", key="k")
    item = article.queue_items.get(state="open")
    for nobody in (lead, second_lead, third):
        with pytest.raises(PermissionDenied):
            appeals.resolve(nobody, item.pk, item.version, overturns=False, answer="维持")
    fourth = User.objects.create_superuser("fourth")
    assert appeals.resolve(fourth, item.pk, item.version, overturns=False, answer="维持").state == "upheld"


@pytest.mark.parametrize("two", [True, False])
def test_who_changes_the_phrases_of_a_rule_ends_its_automatic_decisions(lead, second_lead, settings, two):
    """Two allowed it to decide, for the phrases of then."""
    assessed()
    write_bank(lead, BankDraft("ads", "广告", "Ads", "加微信"))
    version = live(lead, 'hits("ads") >= 1', act="limit", clause="4.2")
    lifecycle.switch(lead, version.rule_id, on=True)
    settings.TWO_PERSONS = two
    write_bank(lead, BankDraft("ads", "广告词", "Ads", "加微信"))
    assert Rule.objects.get().acts_alone, "the same phrases under another name"
    write_bank(lead, BankDraft("ads", "广告", "Ads", "加微信\n新闻"))
    assert Rule.objects.get().acts_alone is not two
    if two:
        assert actions()[-2:] == ["bank.written", "rule.switched_off"]
        assert isinstance(lifecycle.switch(lead, version.rule_id, on=True), Proposal)
