"""Leads choose what orders the queue; the chain keeps it, and the open items follow."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from moderation.curation.priority_schemes import StaleScheme, put_into_use, scheme_in_force, set_dials
from moderation.models import AuditEntry, PriorityModel, PriorityScheme, QueueItem
from moderation.queue.ranking import ranking_in_force
from moderation.queue.sweeps import reorder_after_change
from moderation.triage.priority.model import shipped_model
from tests.makers import queued, reason

pytestmark = pytest.mark.django_db


def learned(name: str = "priority-d1", **weights: float) -> PriorityModel:
    content = shipped_model().to_json() | {"model": name, "weights": weights}
    model = PriorityModel(name=name, content=content, sha256=name, decisions=100, figures={})
    model.save()
    return model


def details(entry: AuditEntry) -> dict[str, Any]:
    return json.loads(entry.payload)


def test_a_lead_puts_a_model_into_use_and_the_queue_follows(lead):
    vague, copied = queued(reason()), queued(reason("uncredited_reuse", 0.5))
    assert vague.risk > copied.risk
    scheme = put_into_use(lead, learned(**{"finding:vague_sourcing": 0.1}).pk, seen=None)
    assert ranking_in_force().model.name == "priority-d1"
    assert reorder_after_change(dry_run=True) == 2
    assert reorder_after_change() == 2
    vague.refresh_from_db()
    assert vague.risk < copied.risk
    assert vague.priority["model"] == "priority-d1"
    assert vague.version == 1
    scheme.refresh_from_db()
    assert scheme.reranked_at is not None
    assert reorder_after_change() == 0
    assert queued(reason()).priority["model"] == "priority-d1"


def test_the_shipped_model_comes_back(lead):
    scheme = put_into_use(lead, learned().pk, seen=None)
    put_into_use(lead, None, seen=scheme.pk)
    assert ranking_in_force().model == shipped_model()
    entries = AuditEntry.objects.filter(action="priority_model.promoted").order_by("sequence")
    assert [details(entry)["instead_of"] for entry in entries] == ["shipped", "priority-d1"]


def test_dials_are_kept_with_what_they_were(lead):
    scheme = set_dials(lead, {"score": 0.5}, seen=None)
    assert ranking_in_force().dials.harms["score"] == 0.5
    entry = AuditEntry.objects.get(action="priority_dials.set")
    assert (details(entry)["before"]["score"], details(entry)["after"]["score"]) == (1.0, 0.5)
    assert put_into_use(lead, learned().pk, seen=scheme.pk).dials["score"] == 0.5


@pytest.mark.parametrize("wrong", [{"score": 9.0}, {"unknown": 1.0}])
def test_dials_out_of_bounds_change_nothing(lead, wrong):
    with pytest.raises(ValueError, match=r"must lie between|no dial"):
        set_dials(lead, wrong, seen=None)
    assert scheme_in_force() is None


def test_who_saw_an_older_scheme_changes_nothing(lead):
    first = set_dials(lead, {"score": 0.5}, seen=None)
    for seen in (None, first.pk + 1):
        with pytest.raises(StaleScheme):
            set_dials(lead, {"score": 0.7}, seen=seen)
    with pytest.raises(StaleScheme):
        set_dials(lead, {"score": 0.5}, seen=first.pk)
    assert PriorityScheme.objects.count() == 1


def test_moderators_order_nothing(moderator):
    with pytest.raises(PermissionDenied):
        set_dials(moderator, {"score": 0.5}, seen=None)
    with pytest.raises(PermissionDenied):
        put_into_use(moderator, learned().pk, seen=None)
    assert not AuditEntry.objects.filter(action__startswith="priority").exists()


def test_a_long_queue_is_ordered_in_parts(lead, monkeypatch):
    monkeypatch.setattr("moderation.queue.sweeps._BATCH", 2)
    monkeypatch.setattr("moderation.queue.sweeps._MOST", 4)
    for _ in range(5):
        queued(reason())
    set_dials(lead, {"finding:high": 0.5}, seen=None)
    assert (reorder_after_change(), reorder_after_change(), reorder_after_change()) == (4, 1, 0)
    assert len({item.risk for item in QueueItem.objects.all()}) == 1
