"""One effect, however often and however late a task is delivered."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from unittest.mock import patch

import pytest
from django.db import connection
from django.utils import timezone

from articles.assessment.pipeline import assess
from articles.assessment.sweeps import dead_letter
from articles.models import Assessment, Score
from articles.models.work.due import DueQuerySet
from moderation.models import Event
from tests.makers import stored
from tests.reliability.effects import assert_assessed_once, submitted

ROWS = 12
DELIVERIES = 4
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_task_delivered_several_times_at_once_has_one_effect() -> None:
    versions = submitted(ROWS)
    barrier = Barrier(DELIVERIES)

    def deliver(pk: int) -> bool:
        barrier.wait(30)
        try:
            return assess(pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(DELIVERIES) as workers:
        for pk in Assessment.objects.values_list("pk", flat=True):
            assert sum(workers.map(deliver, [pk] * DELIVERIES)) == 1

    assert_assessed_once(versions)


def test_result_of_a_worker_that_lost_the_lease_is_discarded() -> None:
    version = stored()
    assessment = Assessment.objects.get(version=version)
    real: Callable[..., str | None] = DueQuerySet.claim
    tokens: list[str | None] = []

    def claim(rows: DueQuerySet, pk: int, token: str | None = None) -> str | None:
        """The first worker sleeps until its lease has run out, and another takes the row over."""
        late = real(rows, pk, token)
        Assessment.objects.filter(pk=pk).update(leased_until=timezone.now() - timedelta(seconds=1))
        tokens.extend([late, real(rows, pk)])
        return late

    with patch.object(DueQuerySet, "claim", claim):
        assert assess(assessment.pk) is False

    late, other = tokens
    assert late
    assert other
    assert late != other
    assessment.refresh_from_db()
    assert (assessment.token, assessment.stage) == (other, Assessment.Stage.FINGERPRINTS)
    assert not version.attributions.exists()
    assert not version.findings.exists()
    assert not Score.objects.filter(version=version).exists()
    assert not Event.objects.exists()


def test_row_fails_when_its_workers_die_every_time(settings: object) -> None:
    assessment = Assessment.objects.get(version=stored())
    deaths = 0
    while Assessment.objects.claim(assessment.pk):
        deaths += 1
        assert dead_letter() == 0, "given up while a worker held it"
        Assessment.objects.filter(pk=assessment.pk).update(leased_until=timezone.now() - timedelta(seconds=1))

    assert deaths == settings.MAX_ATTEMPTS  # type: ignore[attr-defined]
    assert dead_letter() == 1

    assessment.refresh_from_db()
    assert assessment.dead_at is not None
    assert assessment.due_at is None
    assert assess(assessment.pk) is False
