"""An article version goes through its stages once, whatever happens to the workers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.assessment import pipeline, stages, sweeps
from articles.models import Assessment, LeaseLost, Score
from articles.signals import article_assessed
from moderation.models import Event
from tests.makers import stored

pytestmark = pytest.mark.django_db


def due_row() -> Assessment:
    return Assessment.objects.get(version=stored())


def test_a_version_gets_both_scores_and_one_event():
    row = due_row()
    assert pipeline.assess(row.pk) is True
    row.refresh_from_db()
    assert (row.stage, row.due_at, row.attempts, row.token) == ("done", None, 0, "")
    assert set(row.version.scores.values_list("name", flat=True)) == {"clickbait", "reliability"}
    assert Event.objects.filter(type="article.assessed").count() == 1


def test_a_second_doorbell_does_nothing():
    row = due_row()
    pipeline.assess(row.pk)
    assert pipeline.assess(row.pk) is False
    assert Score.objects.count() == 2


def test_a_leased_row_is_left_alone_until_its_lease_runs_out():
    row = due_row()
    assert Assessment.objects.claim(row.pk)
    assert pipeline.assess(row.pk) is False
    Assessment.objects.filter(pk=row.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert pipeline.assess(row.pk) is True


def test_a_late_finisher_is_discarded():
    row = due_row()
    late = Assessment.objects.claim(row.pk)
    Assessment.objects.filter(pk=row.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert pipeline.assess(row.pk) is True
    with pytest.raises(LeaseLost):
        Assessment.objects.complete(row.pk, late, stage="provenance")
    row.refresh_from_db()
    assert row.stage == "done"


def test_a_failing_receiver_rolls_the_stage_back_and_it_is_tried_again():
    def refuse(**_):
        raise RuntimeError("the text of the page must not be kept here")

    row = due_row()
    article_assessed.connect(refuse)
    try:
        assert pipeline.assess(row.pk) is False
    finally:
        article_assessed.disconnect(refuse)
    row.refresh_from_db()
    assert (row.stage, row.attempts, row.last_error) == ("scoring", 1, "RuntimeError")
    assert row.due_at > timezone.now()
    assert not Score.objects.exists()
    assert not Event.objects.exists()
    Assessment.objects.filter(pk=row.pk).update(due_at=timezone.now())
    assert pipeline.assess(row.pk) is True


def test_a_row_that_always_fails_is_given_up_with_the_reason(settings, monkeypatch):
    settings.MAX_ATTEMPTS = 2
    row = due_row()

    def fail(versions, scored):
        raise ZeroDivisionError

    monkeypatch.setattr(stages, "store_scores", fail)
    for _ in range(2):
        pipeline.assess(row.pk)
        Assessment.objects.filter(pk=row.pk, due_at__isnull=False).update(due_at=timezone.now())
    row.refresh_from_db()
    assert row.dead_at is not None
    assert row.due_at is None
    assert row.last_error == "ZeroDivisionError"


def test_a_row_that_kills_every_worker_is_given_up_by_the_sweeper(settings):
    row = due_row()
    for _ in range(settings.MAX_ATTEMPTS):
        assert Assessment.objects.claim(row.pk)
        Assessment.objects.filter(pk=row.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert Assessment.objects.claim(row.pk) is None
    assert sweeps.dead_letter(dry_run=True) == 1
    assert sweeps.dead_letter() == 1
    row.refresh_from_db()
    assert row.dead_at is not None


def test_the_sweeper_rings_for_what_was_forgotten_and_not_twice_a_minute():
    row = due_row()
    assert sweeps.ring_due_assessments() == 0  # its first doorbell has just been rung
    Assessment.objects.filter(pk=row.pk).update(notified_at=timezone.now() - timedelta(minutes=2))
    assert sweeps.ring_due_assessments(dry_run=True) == 1
    assert sweeps.ring_due_assessments() == 1
    assert sweeps.ring_due_assessments() == 0
