"""What looking is worth: order, monotonicity, and what an account can do about it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.provenance.rules import FINDINGS
from articles.vocabulary.flags import FLAGS
from moderation.triage.priority.evidence import Evidence, Reason, evidence
from moderation.triage.priority.model import SHIPPED, PriorityModelError, read_model, shipped_model
from moderation.triage.priority.value import Dials, Priority, chance, priority
from moderation.triage.reasons import HEADLINE_HARM, NO_NEWS, UNMEASURED, WEIGHTS
from moderation.vocabulary.reasons import reason_terms

MODEL = shipped_model()


def finding(severity: str, precision: float = UNMEASURED, code: str = "uncredited_reuse") -> Reason:
    return Reason("finding", code, severity, WEIGHTS[severity] * precision)


def headline(value: float, *, news: bool, band: str = "high") -> Reason:
    severity = "medium" if band == "high" else "low"
    return Reason("score", "clickbait", severity, HEADLINE_HARM[band] * value * (1 if news else NO_NEWS))


AUDIT = Reason("audit", "audit_sample", "low", 0.0)


def worth(*reasons: Reason, news: bool = True, **around) -> Priority:
    return priority(evidence(reasons, is_news=news, **around), MODEL)


def test_a_high_finding_on_news_beats_a_lurid_headline_on_a_joke_with_ten_million_readers():
    grave = worth(finding("high", 0.85), reach=0.0)
    assert grave.value > 2 * worth(headline(1.0, news=False), news=False, reach=1.0).value


def test_no_headline_however_lurid_or_read_outranks_a_high_finding():
    assert worth(finding("high", 0.85)).value > worth(headline(1.0, news=True), reach=1.0).value


def test_a_copy_of_middle_severity_outranks_a_lurid_headline_that_is_read_far_more():
    assert worth(finding("medium"), reach=0.6).value > 1.2 * worth(headline(0.99, news=True), reach=0.9).value


def test_many_weak_notes_do_not_outrank_one_high_finding():
    codes = ["reference_not_used", "anonymous_expert", "headline_changed", "label_missing_ai", "own_shot_without_place"]
    notes = [finding("low", code=code) for code in codes]
    assert worth(*notes).value < worth(finding("high", 0.85)).value


def test_a_sure_small_fault_does_not_lend_its_certainty_to_an_unlikely_grave_one():
    unlikely, sure = finding("high", 0.05), Reason("finding", "label_missing_ai", "low", WEIGHTS["low"])
    both = worth(unlikely, sure)
    assert both.chance > worth(unlikely).chance
    assert both.risk < 1.5 * worth(unlikely).risk + WEIGHTS["low"]


def test_findings_of_one_cause_count_once():
    once = worth(finding("high"))
    again = worth(finding("high"), finding("high", code="source_named_otherwise"))
    assert again.chance == pytest.approx(once.chance)
    assert worth(finding("high"), finding("high", code="old_news_without_date")).chance > once.chance


def test_random_audit_adds_nothing_to_the_order():
    assert worth(AUDIT, finding("medium")).value == worth(finding("medium")).value
    assert worth(AUDIT, news=False).value < 0.01


def test_an_unknown_source_is_not_a_bad_one():
    assert worth(record=(30.0, "insufficient")).value == worth().value == worth(record=(30.0, "unreviewed")).value
    assert worth(record=(30.0, "low")).value > worth(record=(55.0, "medium")).value > worth().value
    assert worth(record=(90.0, "high")).value == worth().value


def test_readers_reports_make_it_urgent():
    reported = worth(Reason("report", "report_false", "medium", 0.15), news=False)
    assert reported.urgency == 1.0
    assert worth(finding("medium"), news=False).urgency < worth(finding("medium")).urgency < 1.0


def test_the_first_factor_is_what_the_value_owes_most():
    found = worth(finding("high"), headline(0.9, news=True), reach=0.5)
    assert (found.factors[0].kind, found.factors[0].code) == ("finding", "uncredited_reuse")
    assert [one.share for one in found.factors] == sorted((one.share for one in found.factors), reverse=True)


def test_a_kind_with_few_decisions_comes_before_the_same_kind_with_many():
    explored = replace(MODEL, seen={"finding:uncredited_reuse": 500})
    known = evidence([finding("medium", 0.7)], is_news=True)
    assert priority(known, explored).value < priority(known, MODEL).value
    # The chance that decisions test has no such head start.
    assert chance(known, explored) == chance(known, MODEL)


def test_a_measured_code_weighs_by_its_precision():
    values = [worth(finding("medium", precision)).value for precision in (0.3, 0.6, 0.95)]
    assert values == sorted(values)


def test_dials_weigh_the_kinds_of_reasons():
    known = evidence([headline(0.9, news=True)], is_news=True)
    half = priority(known, MODEL, Dials(harms={"score": 0.5}))
    assert half.value < priority(known, MODEL).value < priority(known, MODEL, Dials(harms={"score": 2.0})).value
    assert priority(known, MODEL, Dials(harms={"score:medium": 0.5})).value == half.value


REASONS = st.builds(
    Reason,
    st.sampled_from(["finding", "score", "flag", "report", "rule", "appeal", "audit"]),
    st.sampled_from(["uncredited_reuse", "vague_sourcing", "clickbait", "reliability", "mine", "other_rule"]),
    st.sampled_from(["high", "medium", "low"]),
    st.floats(0, 1),
)
MODELS = st.builds(
    lambda weights, around: replace(MODEL, weights=weights, circumstances=around),
    st.dictionaries(st.sampled_from(["finding:uncredited_reuse", "score:clickbait", "rule:mine"]), st.floats(0, 5)),
    st.dictionaries(st.sampled_from(["news", "source", "topic:life"]), st.floats(0, 3)),
)
DIALS = st.builds(
    Dials, st.dictionaries(st.sampled_from(["score", "finding:low", "rule"]), st.floats(0, 3)), st.floats(0, 2),
    st.floats(0, 1),
)  # fmt: skip


@given(st.lists(REASONS, max_size=6), REASONS, st.booleans(), st.floats(0, 1), MODELS, DIALS)
def test_no_reason_moves_an_article_back(reasons, more, news, reach, model, dials):
    before = priority(evidence(reasons, is_news=news, reach=reach), model, dials)
    after = priority(evidence([*reasons, more], is_news=news, reach=reach), model, dials)
    assert after.value >= before.value - 1e-9
    assert 0 <= before.value <= 1
    assert 0 <= before.risk <= 1
    assert 0 <= before.chance <= 1
    assert 0 <= before.harm <= 1 + 1e-9


@given(st.lists(REASONS, min_size=1, max_size=5), st.data(), MODELS)
def test_a_heavier_reason_never_moves_an_article_back(reasons, data, model):
    place = data.draw(st.integers(0, len(reasons) - 1))
    heavier = reasons[place]._replace(weight=data.draw(st.floats(reasons[place].weight, 1)))
    more = [*reasons[:place], heavier, *reasons[place + 1 :]]
    assert (
        priority(evidence(more, is_news=True), model).value
        >= priority(evidence(reasons, is_news=True), model).value - 1e-9
    )


@given(st.lists(REASONS, max_size=4), st.floats(0, 100), st.floats(0, 100), st.floats(0, 1), st.floats(0, 1))
def test_a_better_record_or_fewer_readers_never_move_an_article_forward(reasons, one, other, few, many):
    worse, better = sorted((one, other))
    few, many = sorted((few, many))
    assert (
        worth(*reasons, record=(worse, "medium"), reach=many).value
        >= worth(*reasons, record=(better, "medium"), reach=few).value - 1e-9
    )


def test_every_reason_of_the_shipped_model_is_one_that_there_is():
    kinds = {"finding": FINDINGS, "flag": FLAGS, "score": reason_terms("score"), "report": reason_terms("report")}
    for key in MODEL.causes:
        kind, _, code = key.partition(":")
        assert code in kinds[kind], key


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": {"finding:vague_sourcing": -0.1}},
        {"circumstances": {"news": float("nan")}},
        {"acts_on": {"finding": {"high": 1.5}}},
        {"format": "priority/2"},
        {"base": "x"},
    ],
)
def test_a_model_with_a_negative_weight_or_no_number_is_refused(wrong):
    data = json.loads(SHIPPED.read_text(encoding="utf-8")) | wrong
    with pytest.raises(PriorityModelError):
        read_model(data)


def test_a_model_survives_being_written():
    assert read_model(MODEL.to_json()) == MODEL


def test_evidence_without_anything_has_the_least_value():
    assert priority(Evidence(), MODEL).value == min(worth(news=False).value, worth(finding("low"), news=False).value)
