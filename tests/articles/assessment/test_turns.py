"""Platforms take turns: one that floods delays itself, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.assessment import pipeline, stages
from articles.models import Assessment
from articles.tasks import assess as assess_task
from tests.makers import stored

pytestmark = pytest.mark.django_db


def waiting(platform: str, amount: int) -> list[int]:
    return [stored(platform=platform).assessment.pk for _ in range(amount)]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows that workers take from here on, in order."""
    order: list[int] = []
    real = pipeline._take
    monkeypatch.setattr(pipeline, "_take", lambda ids, token: (order.extend(ids), real(ids, token))[1])
    return order


def test_article_of_another_platform_is_among_the_next_ten_when_fifty_of_one_wait() -> None:
    waiting("toutiao", 50)
    (other,) = waiting("netease", 1)
    assert other in Assessment.objects.turns(10)
    assert other in Assessment.objects.turns(2)


def test_doorbells_of_a_flood_take_the_article_of_another_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    """The doorbells of the flood are ahead in the broker: what they ring for is taken in turns all the same."""
    monkeypatch.setattr(pipeline, "TOGETHER", 4)
    flood = waiting("toutiao", 12)
    (other,) = waiting("netease", 1)
    assess_task(flood[:1])
    assert Assessment.objects.get(pk=other).stage == "done"
    assert Assessment.objects.filter(stage="done").count() == 4


def test_every_platform_gets_as_many_turns_until_its_line_is_empty() -> None:
    first, second, third = waiting("toutiao", 9), waiting("netease", 4), waiting("sohu", 2)
    order = Assessment.objects.turns(15)
    assert set(order[:6]) == {*first[:2], *second[:2], *third}
    assert set(order[6:10]) == {*first[2:4], *second[2:]}
    assert order[10:] == first[4:]


def test_line_of_a_platform_is_in_the_order_in_which_its_rows_fell_due() -> None:
    older, newer = waiting("netease", 2)
    Assessment.objects.filter(pk=newer).update(due_at=timezone.now() - timedelta(minutes=3))
    assert Assessment.objects.turns(5) == [newer, older]


def test_rows_of_before_the_column_take_turns_too() -> None:
    old, new = waiting("toutiao", 3), waiting("netease", 1)
    Assessment.objects.filter(pk__in=old).update(platform=None)
    assert set(Assessment.objects.turns(2)) == {old[0], new[0]}
    assert len(Assessment.objects.turns(9)) == 4


def test_turn_reads_as_many_statements_however_many_rows_wait(django_assert_num_queries: Any) -> None:
    waiting("toutiao", 2)
    waiting("netease", 2)
    with django_assert_num_queries(4):
        Assessment.objects.turns(25)
    waiting("toutiao", 40)
    with django_assert_num_queries(4):
        assert len(Assessment.objects.turns(25)) == 25


def test_worker_looks_again_when_another_one_claimed_what_it_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two doorbells for fifty rows at once: the worker that comes second takes the second half."""
    ids = waiting("netease", 6)
    monkeypatch.setattr(pipeline, "TOGETHER", 3)
    real = Assessment.objects.turns(3)
    assert Assessment.objects.claim_untried(real)[1] == ids[:3]
    looks = iter([real])
    turns = type(Assessment.objects).turns
    monkeypatch.setattr(type(Assessment.objects), "turns", lambda self, most: next(looks, None) or turns(self, most))
    assert pipeline.work_due() == 3
    assert set(Assessment.objects.filter(stage="done").values_list("pk", flat=True)) == set(ids[3:])


def test_long_texts_wait_until_the_others_of_their_batch_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    real = stages.compared_text
    monkeypatch.setattr(
        stages, "compared_text", lambda extracted: (order.append(extracted.headline), real(extracted))[1]
    )
    long = stored(platform="toutiao", headline="长文一篇，正文很长", body=["大桥今天通车。" * 1_000] * 6)
    short = stored(platform="netease", headline="短文一篇，正文不长")
    assert pipeline.work_due() == 2
    assert order == [short.headline, long.headline]


def test_batch_that_takes_long_hands_back_its_long_texts(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CELERY_TASK_SOFT_TIME_LIMIT = 0
    stored(platform="toutiao", body=["大桥今天通车。" * 1_000] * 6)
    short = stored(platform="netease").assessment
    for _ in range(4):
        pipeline.work_due()
    short.refresh_from_db()
    assert short.stage == "done"
    long = Assessment.objects.exclude(pk=short.pk).get()
    assert (long.stage, long.attempts, long.token) == ("fingerprints", 0, "")
