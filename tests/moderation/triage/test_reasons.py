"""Each rule with a case that matches and one that does not."""

from __future__ import annotations

import dataclasses

import pytest

from moderation.triage.priority.evidence import Reason, evidence
from moderation.triage.priority.model import shipped_model
from moderation.triage.priority.value import priority
from moderation.triage.reasons import Facts, FindingFact, ScoreFact, reasons_for


def facts(*, scores=(), findings=(), flags=(), news=False) -> Facts:
    return Facts(tuple(scores), tuple(findings), tuple(flags), news)


def codes(found) -> list[str]:
    return [item.code for item in found]


def finding(severity: str, code: str = "vague_sourcing") -> FindingFact:
    return FindingFact(code, severity, "来源笼统", "Vague source", 7)


def test_an_article_with_nothing_to_say_is_not_queued():
    assert reasons_for(facts(scores=[ScoreFact("clickbait", 0.1, "low", 1)])) == []


LURID = ScoreFact("clickbait", 0.91, "high", 1)


def test_a_clickbait_headline_queues_by_harm_times_probability():
    (found,) = reasons_for(facts(scores=[LURID], news=True))
    assert (found.code, found.score, found.zh, found.severity) == ("clickbait", 1, "标题夸张 0.91", "medium")
    assert found.weight == pytest.approx(0.3 * 0.91)
    (of_a_joke,) = reasons_for(facts(scores=[LURID]))
    assert of_a_joke.weight == pytest.approx(found.weight / 2)


def risk(*, news=False, **given) -> float:
    found = [Reason(one.kind, one.code, one.severity, one.weight) for one in reasons_for(facts(news=news, **given))]
    return priority(evidence(found, is_news=news), shipped_model()).risk


def test_no_headline_outranks_a_high_finding():
    assert risk(scores=[ScoreFact("clickbait", 1.0, "high", 1)], news=True) < risk(findings=[finding("high")])


def test_an_honest_declaration_ranks_below_any_medium_finding():
    assert risk(flags=["web_sourced"], news=True) < risk(findings=[finding("medium")])


def test_a_finding_weighs_what_its_code_is_worth():
    sure = dataclasses.replace(finding("medium"), precision=0.95)
    doubtful = dataclasses.replace(finding("medium"), precision=0.5)
    assert risk(findings=[doubtful]) < risk(findings=[finding("medium")]) < risk(findings=[sure])


def test_a_doubtful_headline_goes_along_but_queues_nothing():
    doubtful = ScoreFact("clickbait", 0.6, "medium", 1)
    assert reasons_for(facts(scores=[doubtful])) == []
    assert codes(reasons_for(facts(scores=[doubtful], findings=[finding("high")]))) == ["vague_sourcing", "clickbait"]


def test_a_headline_that_was_not_scored_is_no_reason():
    assert reasons_for(facts(scores=[ScoreFact("clickbait", None, "not_scored", 1)])) == []


@pytest.mark.parametrize(
    ("band", "queued"), [("low", True), ("medium", False), ("high", False), ("insufficient", False)]
)
def test_only_an_unreliable_source_queues(band, queued):
    assert bool(reasons_for(facts(scores=[ScoreFact("reliability", 30.0, band, 1)]))) is queued


def test_not_enough_data_is_a_note_beside_other_reasons():
    found = reasons_for(facts(scores=[ScoreFact("reliability", 50.0, "insufficient", 1)], findings=[finding("high")]))
    assert [(item.code, item.severity) for item in found] == [("vague_sourcing", "high"), ("reliability", "low")]


@pytest.mark.parametrize(("severity", "queued"), [("high", True), ("medium", True), ("low", False)])
def test_findings_queue_by_severity(severity, queued):
    assert bool(reasons_for(facts(findings=[finding(severity)]))) is queued


@pytest.mark.parametrize(("news", "queued"), [(True, True), (False, False)])
def test_material_from_the_web_queues_on_news_only(news, queued):
    assert bool(reasons_for(facts(flags=["web_sourced"], news=news))) is queued


def test_a_declaration_without_bearing_on_provenance_is_no_reason():
    assert reasons_for(facts(flags=["personal_opinion"], news=True)) == []


def test_every_reason_is_there_worst_first():
    found = reasons_for(
        facts(
            scores=[ScoreFact("clickbait", 0.91, "high", 1)],
            findings=[finding("low", "anonymous_expert"), finding("high")],
            flags=["web_sourced", "web_sourced"],
            news=True,
        )
    )
    assert codes(found) == ["vague_sourcing", "clickbait", "web_sourced", "anonymous_expert"]
