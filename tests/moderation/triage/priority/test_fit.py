"""Learning from decisions: slowly, in the right direction, and never against the evidence."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from moderation.triage.priority.evidence import Reason, evidence
from moderation.triage.priority.fit import LEAST_DECISIONS, Decided, TooFew, fit, importance, learn, quality
from moderation.triage.priority.model import read_model, shipped_model
from moderation.triage.priority.value import chance

PRIOR = shipped_model()
COPY = Reason("finding", "uncredited_reuse", "high", 0.5)
BAIT = Reason("score", "clickbait", "medium", 0.25)
VAGUE = Reason("finding", "vague_sourcing", "medium", 0.25)


def decisions(
    n: int, acts: dict[Reason, float], seed: int = 7, audited: float = 0.1, chosen: float = 1.0
) -> list[Decided]:
    """Reviewed articles; `acts` is the chance of an act by reason. Others than audited ones are bad with `chosen`."""
    chance_of, rows = random.Random(seed), []  # noqa: S311 - a simulation
    while len(rows) < n:
        reasons = [reason for reason in acts if chance_of.random() < 0.4]
        acted = chance_of.random() < max([0.04, *(acts[reason] for reason in reasons)])
        drawn = chance_of.random() < audited
        if not drawn and not reasons and chance_of.random() > 1 - chosen:
            continue
        rows.append(Decided(evidence(reasons, is_news=True), acted, drawn))
    return rows


TRUTH = {COPY: 0.9, BAIT: 0.05, VAGUE: 0.5}


def of(reason: Reason) -> str:
    return f"{reason.kind}:{reason.code}"


def test_learning_finds_which_reasons_lead_to_acts():
    learned, new, old = learn(decisions(2000, TRUTH), PRIOR, "learned")
    assert learned.weights[of(BAIT)] < 0.3 < 0.8 < learned.weights[of(COPY)]
    assert new.auc > old.auc
    assert new.ece < 0.08 < old.ece
    assert new.n == old.n == 600
    assert old.auc_low < old.auc < old.auc_high < new.auc_high


def test_few_decisions_move_a_model_little_and_many_move_it_further():
    weights = [fit(decisions(n, TRUTH), PRIOR, "learned").weights[of(BAIT)] for n in (10, 300, 2000)]
    assert 1 > weights[0] > weights[1] > weights[2]
    assert weights[0] > 0.8


def test_no_decision_leaves_the_model_as_it_is():
    assert replace(fit([], PRIOR, PRIOR.name), seen=PRIOR.seen) == PRIOR


def test_a_reason_that_never_leads_to_an_act_loses_its_weight_and_never_turns_around():
    rows = decisions(1500, {COPY: 0.6, BAIT: 0.0})
    liked = [replace(row, acted=False) if BAIT in reasons_of(row) else row for row in rows]
    learned = fit(liked, PRIOR, "learned")
    assert 0 <= learned.weights[of(BAIT)] < 0.2
    assert read_model(learned.to_json()) == learned
    with_it = evidence([COPY, BAIT], is_news=True)
    assert chance(with_it, learned) >= chance(evidence([COPY], is_news=True), learned)


def reasons_of(row: Decided) -> list[Reason]:
    return [reason for reason in (COPY, BAIT, VAGUE) if of(reason) in {clue.key for clue in row.evidence.clues}]


def test_too_few_decisions_are_refused_and_so_are_decisions_of_one_kind():
    with pytest.raises(TooFew):
        learn(decisions(LEAST_DECISIONS - 1, TRUTH), PRIOR, "learned")
    with pytest.raises(TooFew, match="500 decisions"):
        learn([replace(row, acted=False) for row in decisions(500, TRUTH)], PRIOR, "learned")


def test_decisions_are_weighed_to_lie_as_random_audit_does():
    rows = decisions(3000, TRUTH, chosen=0.9)
    weights = importance(rows, PRIOR)
    assert weights.mean() == pytest.approx(1)
    bare = [weight for row, weight in zip(rows, weights, strict=True) if not row.evidence.clues]
    full = [weight for row, weight in zip(rows, weights, strict=True) if len(row.evidence.clues) > 1]
    assert min(bare) > 1 > max(full)


def test_without_an_audit_every_decision_counts_alike():
    assert set(importance(decisions(500, TRUTH, audited=0.0), PRIOR)) == {1.0}


def test_the_same_decisions_give_the_same_model():
    rows = decisions(400, TRUTH)
    assert fit(rows, PRIOR, "one") == fit(rows, PRIOR, "one")


def test_quality_of_one_kind_of_answer_has_no_auc():
    rows = [replace(row, acted=True) for row in decisions(20, TRUTH)]
    found = quality(rows, PRIOR)
    assert (found.auc, found.auc_low, found.auc_high) == (None, None, None)
