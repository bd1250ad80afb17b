"""An assessment that ran out of time is tried once more, alone and while nobody waits; then it is given up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from celery.exceptions import SoftTimeLimitExceeded, TimeLimitExceeded
from django.utils import timezone

from articles import doorbell
from articles.assessment import pipeline, stages, sweeps
from articles.assessment.retries import retry_dead_letters
from articles.assessment.time_limits import count_overruns, lease_token, mark
from articles.models import Assessment
from articles.models.work.assessment import OVERRUN_PATIENCE
from articles.tasks import assess as assess_task
from tests.makers import stored

pytestmark = pytest.mark.django_db
SLOW = "这一篇总是超时，谁来都一样"


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Each batch that is tried, as headlines. An article with the headline SLOW always runs out of time."""
    batches: list[list[str]] = []
    real = stages.compared_text

    def run(ids: Any, token: str) -> int:
        rows = Assessment.objects.filter(pk__in=ids).order_by("pk")
        batches.append(list(rows.values_list("version__headline", flat=True)))
        return take(ids, token)

    def slow(extracted: Any) -> Any:
        if extracted.headline == SLOW:
            raise SoftTimeLimitExceeded
        return real(extracted)

    take = pipeline._take
    monkeypatch.setattr(pipeline, "_take", run)
    monkeypatch.setattr(stages, "compared_text", slow)
    return batches


def slow_row() -> Assessment:
    return stored(headline=SLOW, platform="toutiao").assessment


def due_now() -> None:
    Assessment.objects.filter(due_at__isnull=False).update(due_at=timezone.now() - timedelta(seconds=1))


def test_row_is_given_up_with_the_reason_after_one_more_try(tried: list[list[str]]) -> None:
    row = slow_row()
    for _ in range(5):
        pipeline.work_due()
        due_now()
    row.refresh_from_db()
    assert tried == [[SLOW], [SLOW]]
    assert (row.due_at, row.token, row.leased_until, row.overruns) == (None, "", None, 2)
    assert row.dead_at is not None
    assert row.last_error == "SoftTimeLimitExceeded: out of time 2 times, the last time alone"


def test_row_is_tried_again_only_while_no_other_waits(tried: list[list[str]]) -> None:
    row = slow_row()
    pipeline.work_due()
    others = [stored().headline for _ in range(3)]
    due_now()
    pipeline.work_due()
    assert tried[1:] == [others]
    pipeline.work_due()
    assert tried[2:] == [[SLOW]]
    row.refresh_from_db()
    assert row.dead_at is not None


def test_row_that_has_waited_long_need_not_wait_for_others(tried: list[list[str]]) -> None:
    row = slow_row()
    pipeline.work_due()
    stored()
    Assessment.objects.filter(pk=row.pk).update(due_at=timezone.now() - OVERRUN_PATIENCE - timedelta(seconds=1))
    assert Assessment.objects.overrun_turn() == row.pk


def test_one_worker_at_a_time_tries_rows_that_ran_out_of_time(tried: list[list[str]]) -> None:
    first, second = slow_row(), slow_row()
    pipeline.work_due()
    due_now()
    assert Assessment.objects.overrun_turn() == first.pk
    assert Assessment.objects.claim(first.pk)
    assert Assessment.objects.overrun_turn() is None
    Assessment.objects.filter(pk=first.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert Assessment.objects.overrun_turn() in {first.pk, second.pk}


def test_company_of_a_slow_row_is_assessed_alone(tried: list[list[str]]) -> None:
    others = [stored(), stored()]
    slow_row()
    pipeline.work_due()
    due_now()
    for _ in range(4):
        pipeline.work_due()
    assert [len(batch) for batch in tried] == [3, 1, 1, 1]
    assert {Assessment.objects.get(version=version).stage for version in others} == {"done"}
    assert Assessment.objects.filter(overruns=0, stage="done").count() == 2, "the count ends with the work"
    assert Assessment.objects.filter(dead_at__isnull=False).count() == 1


def test_next_row_that_ran_out_of_time_is_rung_for(tried: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [slow_row(), slow_row()]
    pipeline.work_due()
    due_now()
    rung: list[int] = []
    monkeypatch.setattr(pipeline, "ring_assessments", rung.extend)
    pipeline.work_due()
    assert rung == [rows[1].pk]


def test_sweep_rings_for_a_row_that_ran_out_of_time(tried: list[list[str]]) -> None:
    slow_row()
    pipeline.work_due()
    due_now()
    assert sweeps.ring_due_assessments() == 1


def test_killed_worker_counts_as_out_of_time(tried: list[list[str]]) -> None:
    """The parent of the process that it killed at the hard limit tells which task it was."""
    row, free = slow_row(), stored().assessment
    for task in ("first", "second"):
        assert Assessment.objects.claim(row.pk, lease_token(task))
        assert count_overruns(mark("another")) == 0
        assert count_overruns(mark(task)) == 1
        due_now()
    row.refresh_from_db()
    free.refresh_from_db()
    assert row.dead_at is not None
    assert row.last_error == "TimeLimitExceeded: out of time 2 times, the last time alone"
    assert (free.overruns, free.dead_at) == (0, None)


def test_row_of_another_worker_is_left_alone_when_a_late_notice_comes() -> None:
    row = slow_row()
    assert Assessment.objects.claim(row.pk, lease_token("late"))
    Assessment.objects.filter(pk=row.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    assert Assessment.objects.claim(row.pk)
    assert count_overruns(mark("late")) == 0
    row.refresh_from_db()
    assert row.overruns == 0


def test_parent_rings_for_the_hard_limit_alone_and_reads_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(doorbell, "_send", lambda *message, **_: sent.append(message))
    assess_task.on_failure(ZeroDivisionError(), "id", (), {}, None)
    assess_task.on_failure(TimeLimitExceeded(45), "id", (), {}, None)
    assert sent == [("articles.count_overruns", (mark("id"),))]


def test_token_names_its_task_and_is_never_used_twice() -> None:
    tokens = {lease_token("task") for _ in range(20)}
    assert len(tokens) == 20
    assert {(token[:16], len(token)) for token in tokens} == {(mark("task"), 32)}


def test_human_who_retries_a_dead_letter_gives_it_both_tries_again(tried: list[list[str]]) -> None:
    row = slow_row()
    for _ in range(3):
        pipeline.work_due()
        due_now()
    assert retry_dead_letters(Assessment.objects.all()) == 1
    row.refresh_from_db()
    assert (row.overruns, row.attempts, row.dead_at) == (0, 0, None)
