"""What a budget sees and misses."""

from __future__ import annotations

from datetime import date

import pytest

from moderation.triage.priority.dials import BOUNDS, KINDS, read_dials, written
from moderation.triage.priority.evidence import Reason, evidence
from moderation.triage.priority.model import shipped_model
from moderation.triage.priority.review import Past, outcome, overlap
from moderation.triage.priority.value import Dials

MODEL = shipped_model()
GRAVE = Reason("finding", "uncredited_reuse", "high", 0.5)
BAIT = Reason("score", "clickbait", "medium", 0.25)
AUDIT = Reason("audit", "audit_sample", "low", 0.0)


def past(*reasons: Reason, acted: bool | None = None, day: int = 1) -> Past:
    return Past(
        day=date(2026, 3, day),
        evidence=evidence(reasons, is_news=True),
        acted=acted,
        audited=AUDIT in reasons,
        is_grave=GRAVE in reasons,
    )


def test_the_budget_is_of_each_day():
    items = [past(GRAVE), past(GRAVE), past(BAIT, day=2), past(AUDIT, day=2)]
    found = outcome(items, MODEL, Dials(), 1)
    assert (found.inside, found.days, found.items) == (frozenset({0, 2}), 2, 4)
    assert (found.grave.k, found.grave.n) == (1, 2)


def test_an_act_on_an_audited_item_outside_the_budget_was_missed():
    items = [past(GRAVE, acted=True), past(AUDIT, acted=True), past(AUDIT, acted=False), past(BAIT, acted=True)]
    found = outcome(items, MODEL, Dials(), 1)
    assert (found.missed.k, found.missed.n) == (1, 2)
    assert (found.yielded.k, found.yielded.n) == (1, 1)
    assert (found.left.k, found.left.n) == (2, 3)
    assert outcome(items, MODEL, Dials(), 4).missed.k == 0


def test_an_item_that_nobody_decided_says_nothing_of_yield():
    found = outcome([past(GRAVE), past(BAIT)], MODEL, Dials(), 2)
    assert (found.yielded.n, found.left.n, found.missed.value) == (0, 0, None)


def test_other_dials_see_other_items():
    items = [past(GRAVE), past(BAIT)]
    now, then = (outcome(items, MODEL, dials, 1) for dials in (Dials(), Dials(harms={"finding:high": 0.0})))
    assert (now.inside, then.inside) == (frozenset({0}), frozenset({1}))
    assert overlap(now, then).value == 0
    assert overlap(now, now).value == 1


def test_dials_survive_being_written():
    dials = Dials(harms=dict.fromkeys(KINDS, 0.5), reach=1.0, unhurried=0.2)
    assert read_dials(written(dials)) == dials
    assert read_dials({}) == Dials()
    assert written(read_dials({})) == written(Dials())


@pytest.mark.parametrize("name", [*BOUNDS])
def test_no_dial_leaves_its_bounds(name):
    bounds = BOUNDS[name]
    read_dials({name: bounds.least})
    read_dials({name: bounds.most})
    for value in (bounds.least - 0.01, bounds.most + 0.01, float("nan"), "1", True, None):
        with pytest.raises(ValueError, match=name):
            read_dials({name: value})


def test_an_unknown_dial_is_refused():
    with pytest.raises(ValueError, match="no dial"):
        read_dials({"harm": 1.0})
