"""A model of priorities from moderators' decisions."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from moderation.decisions import DecisionRequest, decide
from moderation.models import PriorityModel, QueueItem
from moderation.quality import priority_training
from moderation.quality.priority_decisions import judged_items
from moderation.queue import claims
from moderation.triage.priority import fit
from moderation.triage.priority.model import read_model
from tests.makers import queued, reason

pytestmark = pytest.mark.django_db
AUDIT = reason("audit_sample", 0.0, kind="audit", severity="low")


def decided(user, act: str, *reasons, **changes) -> QueueItem:
    item = queued(*reasons, **changes)
    claims.claim(user, item.pk)
    item.refresh_from_db()
    clause = {} if act == "allow" else {"clause": "4.1"}
    decide(user, DecisionRequest(item.pk, item.version, act=act, **clause))
    return item


def test_decisions_of_people_are_rows_to_learn_from_in_their_order(moderator):
    first = decided(moderator, "limit", reason(), AUDIT)
    second = decided(moderator, "allow", reason("anonymous_expert", 0.24, severity="medium"))
    queued()
    found = judged_items()
    assert [(one.item, one.acted, one.audited) for one in found] == [(first.pk, True, True), (second.pk, False, False)]
    assert [clue.code for clue in found[0].evidence.clues] == ["vague_sourcing"]


def test_too_few_decisions_teach_nothing_and_store_nothing(moderator):
    decided(moderator, "allow")
    with pytest.raises(CommandError, match="1 decisions"):
        call_command("train_queue")
    assert not PriorityModel.objects.exists()


def test_train_queue_writes_a_candidate_with_its_figures(moderator, monkeypatch):
    monkeypatch.setattr(fit, "LEAST_DECISIONS", 12)
    monkeypatch.setattr(fit, "LEAST_OF_EACH", 4)
    for turn in range(12):
        if turn % 2:
            decided(moderator, "limit", reason())
        else:
            decided(moderator, "allow", reason("clickbait", 0.25, kind="score", severity="medium"))
    told = io.StringIO()
    call_command("train_queue", stdout=told, stderr=io.StringIO())
    model = PriorityModel.objects.get()
    learned = read_model(model.content)
    assert (model.name, model.decisions, learned.name) == ("priority-d1", 12, "priority-d1")
    assert learned.weights["score:clickbait"] < 1 < learned.weights["finding:vague_sourcing"]
    assert model.figures["new"]["n"] == 4
    assert "on the latest 4 decisions (2 acts):" in told.getvalue()
    # It orders nothing yet, and the next one has another name.
    assert priority_training.ranking_in_force().model.name == "priority-1"
    call_command("train_queue", stdout=told, stderr=io.StringIO())
    assert PriorityModel.objects.first().name == "priority-d2"
