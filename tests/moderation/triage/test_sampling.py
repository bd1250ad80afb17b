"""The random-audit stream: a share of all articles, drawn once and for all."""

from __future__ import annotations

import pytest

from moderation.models import QueueItem
from moderation.triage.sampling import is_sampled
from tests.makers import assessed


def test_about_the_share_is_drawn_and_always_the_same() -> None:
    drawn = {pk for pk in range(20_000) if is_sampled(pk, 0.02)}
    assert 300 < len(drawn) < 500
    assert drawn == {pk for pk in range(20_000) if is_sampled(pk, 0.02)}
    assert drawn < {pk for pk in range(20_000) if is_sampled(pk, 0.1)}
    assert not any(is_sampled(pk, 0.0) for pk in range(1000))
    assert all(is_sampled(pk, 1.0) for pk in range(1000))


@pytest.mark.django_db
def test_a_drawn_article_is_queued_and_marked_though_nothing_is_wrong_with_it(settings) -> None:
    quiet = {
        "headline": "环湖路改造下月开工",
        "body": ["山城市交通局表示，工程将于下月分三段施工。"],
        "declarations": [],
    }
    assessed(external_id="quiet", **quiet)
    assert not QueueItem.objects.exists()
    settings.RANDOM_AUDIT_SHARE = 1.0
    assessed(external_id="drawn", **{**quiet, "body": ["山城市水务局表示，水位本周回升两厘米。"]})
    item = QueueItem.objects.get()
    reason = item.reasons.get(kind="audit")
    assert (reason.code, reason.severity, reason.weight, reason.label_en) == (
        "audit_sample",
        "low",
        0.0,
        "Random audit",
    )
