"""Limits of exposure, and breaks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from moderation.decisions import DecisionRequest, decide
from moderation.models import Decision, ExposureLimit, Queue, QueueItem
from moderation.queue import claims
from moderation.queue.wellbeing import break_due, exhausted, minutes_without_break
from tests.makers import queued

pytestmark = pytest.mark.django_db


def decided(user) -> Decision:
    item = queued()
    return decide(user, DecisionRequest(item.pk, 1, "allow"))


def test_a_topic_is_enough_for_today_while_others_go_on(moderator, lead):
    general = Queue.objects.get(code="general")
    ExposureLimit.objects.create(queue=general, per_day=2)
    decided(moderator)
    queued()
    assert claims.claim_next(moderator) is not None
    claims.release(moderator, QueueItem.objects.get(claimed_by=moderator).pk)
    decided(moderator)
    assert exhausted(moderator) == {general.pk}
    assert claims.claim_next(moderator) is None
    assert claims.claim_next(lead) is not None
    news = queued()
    QueueItem.objects.filter(pk=news.pk).update(queue=Queue.objects.get(code="news"))
    assert claims.claim_next(moderator) == news


def test_the_lowest_limit_holds_and_all_topics_count_together(moderator):
    ExposureLimit.objects.create(per_day=5)
    ExposureLimit.objects.create(user=moderator, per_day=1)
    assert exhausted(moderator) == set()
    decided(moderator)
    assert exhausted(moderator) == set(Queue.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("which", ["all", "user", "queue", "both"])
def test_the_database_holds_one_limit_for_each(moderator, which):
    about = {
        "user": moderator if which in ("user", "both") else None,
        "queue": Queue.objects.get(code="news") if which in ("queue", "both") else None,
    }
    ExposureLimit.objects.create(per_day=5, **about)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExposureLimit.objects.create(per_day=6, **about)
    with pytest.raises(ValidationError, match="已有上限"):
        ExposureLimit(per_day=6, **about).full_clean()
    ExposureLimit.objects.create(per_day=6, queue=Queue.objects.get(code="escalated"))


def test_the_console_says_so(client, moderator):
    ExposureLimit.objects.create(per_day=0)
    queued()
    client.force_login(moderator)
    shown = client.post(reverse("console:next"), follow=True).content.decode()
    assert "今日审核上限" in shown


def made_at(user, monkeypatch, *minutes_ago: int) -> None:
    now = timezone.now()
    for ago in minutes_ago:
        monkeypatch.setattr(timezone, "now", lambda ago=ago: now - timedelta(minutes=ago))
        decided(user)
    monkeypatch.setattr(timezone, "now", lambda: now)


def test_a_break_is_a_pause_of_ten_minutes(moderator, monkeypatch, settings):
    made_at(moderator, monkeypatch, 80, 60, 51, 43, 35, 27, 18, 9, 1)
    assert minutes_without_break(moderator) == 60
    assert break_due(moderator) == 60
    settings.BREAK_MINUTES = 61
    assert break_due(moderator) == 0


def test_after_a_pause_the_clock_begins_again(moderator, monkeypatch):
    made_at(moderator, monkeypatch, 60, 50, 12)
    assert minutes_without_break(moderator) == 0
    assert minutes_without_break(moderator, timezone.now() - timedelta(minutes=45)) == 15


def test_header_suggests_a_break(client, moderator, monkeypatch):
    made_at(moderator, monkeypatch, *range(60, 0, -8))
    client.force_login(moderator)
    assert "请休息一下" in client.get(reverse("console:queue")).content.decode()
