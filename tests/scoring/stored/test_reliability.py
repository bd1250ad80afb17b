"""Every move of a source's reliability is a row that says what moved it; the rows lead to the score as it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from articles.assessment.evidence_marks import recount_marked
from articles.models import EvidenceMark, Observation, Reliability, ReliabilityChange, ReviewOutcome, Source
from articles.scoring.reliability import parts
from articles.scoring.stored.observing import articles_behind, known_of, observe_group
from articles.scoring.stored.recount import recount_all
from articles.scoring.stored.reliability import recount_source, score_of
from moderation.decisions import DecisionRequest, decide, overturn
from moderation.queue.entry import enter
from tests.makers import assessed, reason
from tests.provenance.stored.world import STORY, published

pytestmark = pytest.mark.django_db


def timeline(source: Source) -> list[ReliabilityChange]:
    """Oldest first; each begins where the one before ended, and adds up."""
    changes = list(ReliabilityChange.objects.filter(source=source).order_by("created_at", "pk"))
    value = None
    for change in changes:
        assert change.before == value
        assert (change.before or 0) + change.aged + sum(change.moved.values()) == pytest.approx(change.after, abs=2e-3)
        value = change.after
    assert Reliability.objects.get(source=source).value == value
    return changes


def decided(version, person, act="remove", clause="4.1"):
    with transaction.atomic():
        item = enter(version, [reason()])
    return decide(person, DecisionRequest(item_id=item.pk, version=item.version, act=act, clause=clause))


def test_an_assessed_article_is_counted_and_the_change_names_it():
    version = assessed()
    source = version.article.source
    first = timeline(source)[0]
    assert (first.cause, first.before, first.articles, first.n) == ("assessed", None, [version.article_id], 1)
    assert version.scores.get(name="reliability").value == first.after
    assert known_of([source.pk])[source.pk].evidence(timezone.now().date())["sourcing"].n == 1
    second = timeline(assessed().article.source)[1]
    assert (second.cause, second.n, second.aged) == ("assessed", 2, 0)
    assert set(second.moved) <= {"sourcing", "originality", "headline_honesty", "disclosure", "peer_graph"}


def test_the_same_article_assessed_again_without_news_moves_nothing():
    version = assessed()
    before = len(timeline(version.article.source))
    recount_source(version.article.source_id)
    assert recount_all() == 0
    assert len(timeline(version.article.source)) == before


def test_a_decision_moves_the_record_and_an_overturned_one_moves_it_back(lead):
    version = assessed()
    source = version.article.source
    before = Reliability.objects.get(source=source).value
    decision = decided(version, lead)
    assert Reliability.objects.get(source=source).value == before, "a worker counts it, not the moderator's request"
    recount_source(source.pk)
    change = timeline(source)[-1]
    assert (change.cause, change.decisions, change.articles) == ("decided", [decision.pk], [version.article_id])
    assert change.moved["record"] < 0
    assert articles_behind(source.pk, "record", 5) == [version.article_id]
    outcome = ReviewOutcome.objects.get(article=version.article)
    outcome.severity = 0
    outcome.save()
    EvidenceMark.objects.create(source=source, article=version.article, decision=decision.pk + 1)
    recount_source(source.pk)
    assert timeline(source)[-1].moved["record"] > 0
    assert not EvidenceMark.objects.exists()


def test_pending_marks_are_counted_before_a_new_article(lead):
    version = assessed()
    decided(version, lead)
    assessed()
    decision, article = timeline(version.article.source)[-2:]
    assert (decision.cause, article.cause) == ("decided", "assessed")
    assert "record" not in article.moved


def test_a_lost_doorbell_is_counted_by_the_sweep(lead):
    version = assessed()
    decided(version, lead)
    assert recount_marked() == 0, "a worker may be at it"
    EvidenceMark.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert (recount_marked(dry_run=True), recount_marked(), recount_marked()) == (1, 1, 0)
    assert timeline(version.article.source)[-1].cause == "decided"


def test_a_correction_counts_once_a_moderator_allowed_it_and_the_violation_stays(lead):
    version = assessed(external_id="corrected")
    decided(version, lead)
    recount_source(version.article.source_id)
    violation = ReviewOutcome.objects.get(article=version.article)
    corrected = assessed(
        external_id="corrected", headline="临江市：老桥封闭检修，没有垮塌", body=[*STORY, "更正：此前标题有误。"]
    )
    recount_source(version.article.source_id)
    told = timeline(version.article.source)
    assert all(change.moved.get("corrections", 0) <= 0 for change in told[1:]), "a new version alone earns nothing"
    allowed = decided(corrected, lead, act="allow", clause="")
    recount_source(version.article.source_id)
    assert timeline(version.article.source)[-1].moved["corrections"] > 0
    outcome = ReviewOutcome.objects.get(article=version.article)
    assert (outcome.severity, outcome.decided_at) == (violation.severity, violation.decided_at)
    overturn(lead, allowed.pk, "又看了一遍")
    recount_source(version.article.source_id)
    assert timeline(version.article.source)[-1].moved["corrections"] < 0
    assert ReviewOutcome.objects.get(article=version.article).severity == violation.severity


def test_a_copy_without_credit_costs_originality():
    published("河畔日记", "18T09:00")
    copy = published("桥头快讯", "18T12:00")
    assert not Observation.objects.get(article=copy.article).originality
    assert Observation.objects.get(article__source__name="河畔日记").originality
    assert articles_behind(copy.article.source_id, "originality", 5) == [copy.article_id]


def test_a_source_line_that_names_somebody_else_makes_no_text_ones_own():
    published("河畔日记", "18T09:00")
    # A source that is not here accuses nobody: it may hold the text, unseen.
    published("云岭日报", "18T08:00", body=["云岭日报这一天写的是另外一件事，与老桥无关。"])
    copy = published("桥头快讯", "18T12:00", body=[*STORY, "来源：云岭日报"])
    assert copy.findings.get(code="source_named_otherwise").severity in ("medium", "high")
    assert not Observation.objects.get(article=copy.article).originality


def test_members_of_a_group_that_feed_each_other_lose_peer_points_for_those_articles():
    version = assessed()
    observe_group([version.article_id])
    observe_group([version.article_id])
    recount_source(version.article.source_id)
    change = timeline(version.article.source)[-1]
    assert (change.cause, change.articles, set(change.moved)) == ("grouped", [version.article_id], {"peer_graph"})


def test_an_article_that_turns_out_to_be_of_another_source_is_evidence_of_that_one_only():
    version = assessed(external_id="moved", source={"name": "甲号"})
    former = version.article.source
    again = assessed(external_id="moved", source={"name": "乙号"}, body=[*STORY, "补记一句。"])
    assert again.article.source != former, "the maker's page names another account"
    recount_source(former.pk)
    assert timeline(former)[-1].n == 0


def test_the_night_lets_old_evidence_count_less_and_says_so(lead):
    version = assessed()
    source = version.article.source
    decided(version, lead)
    recount_source(source.pk)
    tonight = timezone.now() + timedelta(days=1)
    assert recount_all(now=tonight) == 0, "a day moves less than half a point"
    assert recount_all(now=timezone.now() + timedelta(days=180), dry_run=True) == 1
    assert recount_all(now=timezone.now() + timedelta(days=180)) == 1
    change = timeline(source)[-1]
    assert (change.cause, change.moved, change.articles) == ("age", {}, [])
    assert change.aged == pytest.approx(change.after - change.before)


def test_the_whole_says_what_the_increments_said(lead):
    versions = [assessed(), assessed(), published("桥头快讯", "18T12:00")]
    decided(versions[0], lead)
    recount_source(versions[0].article.source_id)
    kept = {row.source_id: score_of(row) for row in Reliability.objects.all()}
    Reliability.objects.all().delete()
    told = []
    assert recount_all(progress=lambda done, whole: told.append((done, whole))) == len(kept) == 2
    assert {row.source_id: score_of(row) for row in Reliability.objects.all()} == kept
    assert told[-1][0] == told[-1][1] > 0


def test_a_new_model_is_a_move_of_its_own(monkeypatch, tmp_path):
    version = assessed()
    text = parts.PARTS_FILE.read_text(encoding="utf-8")
    changed = text.replace('"reliability-4"', '"reliability-own"').replace('{"a": 9, "b": 1}', '{"a": 5, "b": 5}')
    (tmp_path / "scheme.json").write_text(changed, encoding="utf-8")
    parts.use_scheme(tmp_path / "scheme.json")
    try:
        assert recount_all() == 1
        change = timeline(version.article.source)[-1]
        assert (change.cause, change.model, set(change.moved)) == ("model", "reliability-own", {"originality"})
    finally:
        parts.use_scheme(parts.PARTS_FILE)
