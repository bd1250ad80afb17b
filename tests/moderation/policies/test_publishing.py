"""A new edition of the policy: checked whole; decisions keep theirs."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from moderation.database.defaults import POLICY_FILE
from moderation.decisions import DecisionRequest, InvalidDecision, decide
from moderation.models import AuditEntry, Clause, PolicyVersion
from moderation.policies.publishing import publish
from tests.makers import queued

pytestmark = pytest.mark.django_db
CHAPTER = {"code": "1", "is_chapter": True, "title_zh": "标题", "title_en": "Headlines"}
CLAUSE = {"code": "1.1", "title_zh": "夸张", "title_en": "Exaggerated", "severity": 0.5}


def test_a_new_version_is_in_force_at_once_and_old_decisions_keep_theirs(moderator):
    item = queued()
    old = decide(moderator, DecisionRequest(item.pk, 1, "remove", "4.1"))
    version = publish({"clauses": [CHAPTER, CLAUSE]}, actor="lead")
    assert [clause.code for clause in Clause.objects.in_force()] == ["1.1"]
    assert old.clause.policy_version.number == 1
    item = queued()
    with pytest.raises(InvalidDecision, match="no such clause"):
        decide(moderator, DecisionRequest(item.pk, 1, "remove", "4.1"))
    assert decide(moderator, DecisionRequest(item.pk, 1, "remove", "1.1")).clause.policy_version == version
    assert AuditEntry.objects.get(action="policy.published").actor == "lead"


@pytest.mark.parametrize(
    ("policy", "told"),
    [
        ([], "a policy is"),
        ({"clauses": []}, "a policy is"),
        ({"clauses": [CLAUSE]}, "clause 1.1 has no chapter 1"),
        ({"clauses": [CHAPTER]}, "at least one clause"),
        ({"clauses": [CHAPTER, CLAUSE, CLAUSE]}, "clause 1.1 is there twice"),
        ({"clauses": [CHAPTER, {**CLAUSE, "severity": 2}]}, "severity is a number from 0 to 1"),
        ({"clauses": [CHAPTER, {**CLAUSE, "title_en": ""}]}, "title_zh and title_en are needed"),
        ({"clauses": [CHAPTER, {**CLAUSE, "colour": "red"}]}, "unknown field colour"),
        ({"clauses": [CHAPTER, {**CLAUSE, "notice_zh": 5}]}, "notice_zh is a text"),
        ({"clauses": [CHAPTER, {**CLAUSE, "label": "no_such"}]}, "label is one of: unverified"),
        ({"clauses": [CHAPTER, {**CLAUSE, "proposed_for": "clickbait"}]}, "proposed_for is a list"),
        ({"clauses": [CHAPTER, {**CLAUSE, "proposed_for": ["click"]}]}, "click is no finding"),
        ({"clauses": [CHAPTER, {**CLAUSE, "proposed_for": [{}]}]}, "{} is no finding"),
        ({"clauses": [{}]}, "without a code"),
    ],
)
def test_faulty_policy_is_refused_whole(policy, told):
    with pytest.raises(ValueError, match=told):
        publish(policy, actor="lead")
    assert PolicyVersion.objects.count() == 1


def test_the_command_checks_and_publishes(tmp_path, capsys):
    path = tmp_path / "policy.json"
    path.write_text(json.dumps({"clauses": [CHAPTER, CLAUSE]}), encoding="utf-8")
    call_command("publish_policy", str(path), "--by", "lead", "--dry-run")
    assert PolicyVersion.objects.count() == 1
    call_command("publish_policy", str(path), "--by", "lead")
    assert "policy version 2 is in force: 2 clauses" in capsys.readouterr().out
    path.write_text("nonsense", encoding="utf-8")
    with pytest.raises(CommandError, match=r"policy\.json"):
        call_command("publish_policy", str(path), "--by", "lead")


def test_the_shipped_policy_is_one_that_could_be_published():
    """Its labels and what its clauses are proposed for are known codes."""
    shipped = json.loads(POLICY_FILE.read_text(encoding="utf-8"))
    version = publish({"clauses": shipped["clauses"]}, actor="lead", dry_run=True)
    assert version.number == 2
