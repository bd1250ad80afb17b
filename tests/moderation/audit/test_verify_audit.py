"""`verify_audit` tells every forgery: of the chain against what was told outside, of rows against the chain."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, transaction

from moderation import audit
from moderation.decisions import executing, overturn, undo
from moderation.models import ActRule, Appeal, AuditEntry, AuditHead, Decision, Execution
from tests.guards import lifted
from tests.makers import person
from tests.moderation.audit.world import answered, appealed, colleague, decided, rewritten, verified
from tests.module_rows import module_rows

pytestmark = pytest.mark.django_db
NULL = "0" * 64
# What entries did not say in earlier versions.
LATER = {"decided_at", "execution", "state", "done_at", "resolved_at", "text_sha256", "appellant_sha256"}


@module_rows
def decisions() -> dict[str, int]:
    """One decision of each fate, and an appeal with each answer: ids."""
    moderator, lead = person("moderator"), person("lead")
    ActRule.objects.create(act="limit", second_person=True)
    ActRule.objects.create(act="label", grace_seconds=3600)
    made = {
        "done": decided(moderator, note="一"),
        "allowed": decided(moderator, "allow", ""),
        "awaiting": decided(moderator, "limit"),
        "approved": decided(moderator, "limit"),
        "refused": decided(moderator, "limit"),
        "scheduled": decided(moderator, "label", label="headline"),
        "undone": decided(moderator, "label"),
        "carried out": decided(moderator, "label"),
        "escalated": decided(moderator, "escalate"),
        "upheld": decided(moderator),
        "overturned on appeal": decided(moderator),
        "overturned": decided(moderator),
        "appealed": decided(moderator),
    }
    executing.approve(lead, made["approved"].pk)
    executing.refuse(lead, made["refused"].pk, "不同意")
    undo(moderator, made["undone"].pk)
    Execution.objects.filter(pk=made["carried out"].pk).update(due_at=made["carried out"].created_at)
    assert executing.carry_out_due() == 1
    answered(appealed(made["upheld"]), lead)
    answered(appealed(made["overturned on appeal"]), lead, overturns=True)
    overturn(lead, made["overturned"].pk, "有误")
    appealed(made["appealed"])
    return {fate: decision.pk for fate, decision in made.items()}


@pytest.fixture
def flow(decisions: dict[str, int]) -> dict[str, Decision]:
    """The decisions by fate."""
    return {fate: Decision.objects.get(pk=pk) for fate, pk in decisions.items()}


@pytest.fixture
def moderator(decisions: dict[str, int]) -> User:
    return User.objects.get(username="moderator")


@pytest.fixture
def lead(decisions: dict[str, int]) -> User:
    return User.objects.get(username="lead")


def head() -> str:
    row = AuditHead.objects.get(pk=1)
    return f"{row.sequence}:{row.hash}"


def forge(model: Any, pk: int, **values: object) -> None:
    """Changes a row past every guard."""
    with lifted():
        model._base_manager.filter(pk=pk).update(**values)


def removed(*tables: str, decision: int) -> None:
    with lifted(), connection.cursor() as cursor:
        for table in tables:
            column = "id" if table == "moderation_decision" else "decision_id"
            cursor.execute(f"DELETE FROM {table} WHERE {column} = %s", [decision])  # noqa: S608 - names of our own


@pytest.mark.usefixtures("flow")
def test_what_the_product_wrote_is_whole():
    assert verified() == (0, f"audit chain whole: {AuditEntry.objects.count()} entries\n")


# --- Heads that were told outside ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("flow")
def test_head_told_before_stands_in_the_chain(moderator):
    told = head()
    decided(moderator)
    code, said = verified("--head", told, "--head", head())
    assert code == 0
    assert said.splitlines()[1:] == [
        f"holds entry {text.partition(':')[0]} as told by the given head" for text in (told, head())
    ]


@pytest.mark.usefixtures("flow")
def test_cut_chain_is_told_against_a_head():
    told = head()
    rewritten(lambda entries: entries[:-3])
    code, said = verified("--head", told)
    assert code == 1
    assert f"entry {told.partition(':')[0]} is missing" in said
    assert "cut" in said
    assert "another installation" in said


@pytest.mark.usefixtures("flow")
@pytest.mark.parametrize("number", [0, 5, -1])
def test_rewritten_chain_is_told_against_a_head(number):
    told = head()

    def change(entries: list[AuditEntry]) -> list[AuditEntry]:
        entries[number].actor = "somebody"
        return entries

    rewritten(change)
    code, said = verified("--head", told)
    assert code == 1
    assert f"entry {told.partition(':')[0]} is another than the given head names" in said


@pytest.mark.usefixtures("flow")
def test_manifest_of_a_backup_is_an_anchor(tmp_path):
    path = manifest(tmp_path, *head().split(":"))
    code, said = verified("--manifest", str(path))
    assert (code, f"as told by {path}" in said) == (0, True)
    assert verified("--manifest", str(tmp_path)) == (code, said), "the folder of the backup will do"
    rewritten(lambda entries: entries[:-1])
    code, said = verified("--manifest", str(path))
    assert code == 1
    assert str(path) in said


@pytest.mark.usefixtures("flow")
def test_manifest_of_another_installation_is_told(tmp_path):
    path = manifest(tmp_path, "2", "0" * 64)
    code, said = verified("--manifest", str(path))
    assert code == 1
    assert "of another installation" in said


def manifest(folder: Path, sequence: str, digest: str) -> Path:
    path = folder / "manifest.json"
    path.write_text(json.dumps({"format": 1, "audit_sequence": int(sequence), "audit_hash": digest}))
    return path


# --- Rows against the chain ------------------------------------------------------------------------------------------


def test_decision_without_an_entry_is_told(flow):
    rewritten(lambda entries: [entry for entry in entries if f'"decision":{flow["done"].pk},' not in entry.payload])
    assert verified() == (1, f"audit chain and rows differ: decision {flow['done'].pk}: no audit entry records it\n")


def test_decision_inserted_past_the_product_is_told(flow, lead):
    copy = Decision.objects.get(pk=flow["allowed"].pk)
    copy.pk, copy._state.adding, copy.decided_by = None, True, lead
    copy.save()
    assert verified() == (1, f"audit chain and rows differ: decision {copy.pk}: no audit entry records it\n")


def test_entry_without_its_decision_is_told(flow):
    entry = AuditEntry.objects.get(payload__contains=f'"decision":{flow["done"].pk},')
    removed("moderation_execution", "moderation_decisionbasis", "moderation_decision", decision=flow["done"].pk)
    code, said = verified()
    assert code == 1
    assert f"entry {entry.sequence}: decision.remove tells of decision {flow['done'].pk}, which is not there" in said


def test_entry_appended_for_no_decision_is_told(flow, moderator):
    with transaction.atomic():
        audit.append(moderator, "decision.allow", "article:1", decision=99_999)
    code, said = verified()
    assert (code, "tells of decision 99999, which is not there" in said) == (1, True)


def test_second_entry_for_one_decision_is_told(flow, moderator):
    decision = flow["done"]
    with transaction.atomic():
        audit.append(moderator, "decision.allow", f"article:{decision.article_id}", decision=decision.pk)
    code, said = verified()
    assert (code, "both record it" in said) == (1, True)


@pytest.mark.parametrize(
    ("column", "value", "name"),
    [
        ("act", "limit", "act"),
        ("note", "二", "note"),
        ("clause_id", None, "clause"),
        ("channel", "bulk", "channel"),
        ("decided_by", "colleague", "moderator"),
        ("created_at", -1, "decided_at"),
        ("evidence", {}, "evidence"),
        ("override_of_id", "another", "override_of"),
        ("item_id", "another", "item"),
    ],
)
def test_changed_decision_is_told(flow, column, value, name):
    decision = flow["done"]
    if column == "override_of_id":
        decision = Decision.objects.get(override_of=flow["overturned"].pk)
    if value == "colleague":
        value = colleague()
    elif value == "another":
        value = flow["allowed"].pk if column == "override_of_id" else flow["allowed"].item_id
    elif column == "created_at":
        value = decision.created_at + timedelta(seconds=value)
    elif column == "clause_id":
        value = decision.clause_id + 1
    forge(Decision, decision.pk, **{column: value})
    code, said = verified()
    assert code == 1
    assert f"decision {decision.pk}: its {name} is" in said


def test_changed_label_is_told(flow):
    forge(Decision, flow["scheduled"].pk, label="unverified")
    code, said = verified()
    assert (code, 'its label is "unverified"' in said) == (1, True)


def test_decision_moved_to_another_article_is_told(flow):
    forge(Decision, flow["allowed"].pk, article_id=flow["done"].article_id)
    assert verified()[0] == 1


@pytest.mark.parametrize(
    ("fate", "values"),
    [
        ("done", {"state": "cancelled", "done_at": None}),
        ("done", {"state": "scheduled", "done_at": None}),
        ("done", {"done_at": "later"}),
        ("done", {"approved_by": "colleague"}),
        ("done", {"needs_second": True, "approved_by": "colleague"}),
        ("awaiting", {"state": "cancelled"}),
        ("awaiting", {"state": "done", "done_at": "later", "approved_by": "colleague"}),
        ("awaiting", {"state": "scheduled", "approved_by": "colleague"}),
        ("approved", {"approved_by": "colleague"}),
        ("approved", {"state": "cancelled", "done_at": None}),
        ("refused", {"state": "awaiting"}),
        ("refused", {"state": "done", "done_at": "later", "approved_by": "colleague"}),
        ("scheduled", {"state": "done", "done_at": "later"}),
        ("scheduled", {"state": "cancelled"}),
        ("undone", {"state": "scheduled"}),
        ("carried out", {"state": "scheduled", "done_at": None}),
        ("carried out", {"done_at": "later"}),
        ("overturned", {"state": "cancelled", "done_at": None}),
    ],
)
def test_changed_execution_is_told(flow, fate, values):
    decision = flow[fate]
    made = {"colleague": colleague(), "later": decision.created_at + timedelta(days=1)}
    forge(Execution, decision.pk, **{name: made.get(value, value) for name, value in values.items()})
    code, said = verified()
    assert code == 1
    assert f"decision {decision.pk}: its " in said


@pytest.mark.parametrize("fate", ["done", "awaiting"])
def test_removed_execution_is_told(flow, fate):
    removed("moderation_execution", decision=flow[fate].pk)
    assert verified() == (1, f"audit chain and rows differ: decision {flow[fate].pk}: its execution is missing\n")


@pytest.mark.parametrize(
    ("fate", "values"),
    [
        ("upheld", {"answer": "另一个答复"}),
        ("upheld", {"state": "overturned"}),
        ("upheld", {"reviewed_by": "colleague"}),
        ("upheld", {"resolved_at": "later"}),
        ("upheld", {"state": "open", "reviewed_by": None, "resolved_at": None, "answer": ""}),
        ("appealed", {"state": "upheld", "reviewed_by": "colleague", "resolved_at": "later", "answer": "x"}),
        ("appealed", {"key": "another"}),
        ("appealed", {"text": "我收回。"}),
        ("appealed", {"appellant": "别人"}),
    ],
)
def test_changed_appeal_is_told(flow, fate, values):
    decision = flow[fate]
    made = {"colleague": colleague(), "later": decision.created_at + timedelta(days=1)}
    appeal = Appeal.objects.get(decision=decision)
    forge(Appeal, appeal.pk, **{name: made.get(value, value) for name, value in values.items()})
    code, said = verified()
    assert code == 1
    assert f"decision {decision.pk}: " in said


def test_removed_appeal_is_told(flow):
    removed("moderation_appeal", decision=flow["appealed"].pk)
    code, said = verified()
    assert (code, "records an appeal that is not there" in said) == (1, True)


def test_appeal_inserted_past_the_product_is_told(flow):
    Appeal.objects.create(decision=flow["done"], text="x", appellant="x", key="k")
    code, said = verified()
    assert (code, "no audit entry records its appeal" in said) == (1, True)


# --- The command -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("flow")
def test_missing_guard_is_told():
    said, warned = StringIO(), StringIO()
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_head_grows" + (" ON moderation_audithead" * (connection.vendor != "sqlite")))
    call_command("verify_audit", stdout=said, stderr=warned)
    assert "whole" in said.getvalue()
    assert "the database lacks the guard audit_head_grows" in warned.getvalue()


@pytest.mark.usefixtures("flow")
def test_removed_head_is_told():
    with lifted(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM moderation_audithead")
    assert verified()[0] == 1


@pytest.mark.usefixtures("flow")
def test_long_chain_tells_how_far_it_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("moderation.audit.chain._STEP", 5)
    steps: list[int] = []
    assert audit.verify(steps.append)[1] is None
    assert steps[:2] == [5, 10]


def test_entries_of_earlier_versions_are_compared_by_what_they_say(flow):
    """Before, entries named neither the exact moment nor the state of the execution."""

    def older(entries: list[AuditEntry]) -> list[AuditEntry]:
        for entry in entries:
            payload = json.loads(entry.payload)
            for name in (
                "decided_at",
                "execution",
                "state",
                "done_at",
                "resolved_at",
                "text_sha256",
                "appellant_sha256",
            ):
                payload.pop(name, None)
            entry.payload = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return entries

    rewritten(older)
    assert verified()[0] == 0
    forge(Decision, flow["done"].pk, created_at=flow["done"].created_at - timedelta(days=1))
    assert "its moment is" in verified()[1]
