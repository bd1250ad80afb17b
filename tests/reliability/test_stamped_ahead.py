"""Rows stamped by a clock a day ahead wait their usual time only; rows with right times are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from articles.assessment import evidence_marks, revisits
from articles.assessment.pipeline import assess
from articles.assessment.sweeps import ring_due_assessments
from articles.database import clocks as articles_clocks
from articles.models import Assessment, EvidenceMark, Revisit
from articles.models.work.due import RETRY_SECONDS
from moderation.database import clocks as moderation_clocks
from moderation.decisions import DecisionRequest, decide, executing
from moderation.models import ActRule, CountedDay, Execution, WebhookDelivery, WebhookEndpoint
from moderation.queue import claims
from moderation.reports.rollups import counting
from moderation.webhooks import slots
from moderation.webhooks.delivery import deliver_due
from tests.makers import assessed, queued, stored
from tests.moderation.webhooks.receiver import Receiver, answers
from tests.moderation.webhooks.world import endpoint_for, happened
from tests.services.broker import Broker

DAY = timedelta(days=1)
pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def tomorrow() -> Iterator[None]:
    """Stamps rows made inside by a clock a day ahead."""
    real = timezone.now
    with patch.object(timezone, "now", lambda: real() + DAY):
        yield


def repair_clock_skew(*, dry_run: bool = False) -> int:
    return articles_clocks.repair_clock_skew(dry_run=dry_run) + moderation_clocks.repair_clock_skew(dry_run=dry_run)


def within(seconds: float) -> object:
    """The moment `seconds` from now."""
    return timezone.now() + timedelta(seconds=seconds)


def test_pages_are_assessed_now_and_not_tomorrow(broker: Broker) -> None:
    with tomorrow():
        fresh, held, failed = (Assessment.objects.get(version=stored()).pk for _ in range(3))
        held_by, failed_by = (Assessment.objects.claim(pk) for pk in (held, failed))
        assert held_by
        assert failed_by
        Assessment.objects.retry(failed, failed_by, "OSError")
    assert not assess(fresh)
    assert ring_due_assessments() == 0

    assert articles_clocks.repair_clock_skew(dry_run=True) == articles_clocks.repair_clock_skew() > 0

    assert ring_due_assessments() == 1
    assert assess(fresh)
    rows = Assessment.objects.in_bulk()
    assert rows[held].due_at <= timezone.now()
    assert rows[held].leased_until <= within(settings.LEASE_SECONDS)
    assert rows[held].token == held_by, "who works on it may still finish"
    assert rows[failed].due_at <= within(RETRY_SECONDS[-1])
    assert articles_clocks.repair_clock_skew() == 0


def test_marks_of_tomorrow_are_seen_to_by_todays_sweeps(broker: Broker) -> None:
    one, other = assessed(source={"name": "山城观察"}), assessed()
    with tomorrow():
        Revisit.objects.create(article=one.article, because=other.article)
        EvidenceMark.objects.create(source=one.article.source, article=one.article, decision=1)
    assert revisits.wake_revisits(dry_run=True) == 1
    assert evidence_marks.recount_marked(dry_run=True) == 1


def test_a_claim_lasts_as_long_as_claims_do_and_is_kept_meanwhile(moderator: User) -> None:
    item = queued()
    with tomorrow():
        claims.claim(moderator, item.pk)
    assert moderation_clocks.repair_clock_skew() == 1
    item.refresh_from_db()
    assert item.claimed_by == moderator
    assert timezone.now() < item.claimed_until <= within(settings.CLAIM_SECONDS)


def test_messages_go_out_now_and_those_that_failed_after_their_pause(receiver: Receiver, broker: Broker) -> None:
    endpoint = endpoint_for(receiver)
    with tomorrow():
        receiver.act = answers(503, Retry_After="7200")
        happened()
        deliver_due()
        happened()
        assert slots.take() is not None, "and its process is killed"
    assert len(receiver.requests) == 1
    assert slots.take() is None

    assert moderation_clocks.repair_clock_skew() > 0

    failed, fresh = WebhookDelivery.objects.order_by("pk")
    assert failed.next_attempt_at <= within(5)
    assert fresh.next_attempt_at <= timezone.now()
    endpoint.refresh_from_db()
    assert endpoint.paused_until is None
    assert endpoint.served_at <= timezone.now()
    soon = within(11)
    with patch.object(timezone, "now", lambda: soon):
        deliver_due()
    assert len(receiver.requests) == 3


def test_a_broken_endpoint_is_probed_now(receiver: Receiver, broker: Broker) -> None:
    endpoint = endpoint_for(receiver)
    with tomorrow():
        receiver.act = answers(500)
        for _ in range(settings.WEBHOOK_BREAKER_FAILURES):
            happened()
        while not WebhookEndpoint.objects.filter(state="broken").exists():
            deliver_due()
        receiver.act = answers(200)
    assert moderation_clocks.repair_clock_skew() > 0
    deliver_due()
    endpoint.refresh_from_db()
    assert endpoint.state == "active"


@pytest.mark.parametrize("second", [False, True])
def test_a_decision_takes_effect_after_its_grace_and_not_a_day_later(moderator: User, lead: User, second: bool) -> None:
    ActRule.objects.create(act="remove", grace_seconds=600, second_person=second)
    item = queued()
    with tomorrow():
        decision = decide(moderator, DecisionRequest(item.pk, item.version, "remove", "1.1"))
        if second:
            executing.approve(lead, decision.pk)
    assert moderation_clocks.repair_clock_skew(dry_run=True) == 1
    assert moderation_clocks.repair_clock_skew() == 1
    execution = Execution.objects.get()
    assert within(0) < execution.due_at <= within(600)
    assert moderation_clocks.repair_clock_skew() == 0


def test_days_are_counted_again_although_a_clock_ahead_counted_them() -> None:
    assessed()
    with tomorrow():
        counting.count_due()
    assert CountedDay.objects.filter(counted_at__gt=timezone.now()).exists()
    assert counting.rested(timezone.now())


def test_rows_stamped_by_a_right_clock_are_left_alone(
    moderator: User, lead: User, receiver: Receiver, broker: Broker
) -> None:
    ActRule.objects.create(act="remove", grace_seconds=7 * 24 * 3600)
    ActRule.objects.create(act="limit", grace_seconds=7 * 24 * 3600, second_person=True)
    for act in ("remove", "limit"):
        item = queued()
        decision = decide(moderator, DecisionRequest(item.pk, item.version, act, "1.1"))
    executing.approve(lead, decision.pk)
    claims.claim(moderator, queued().pk)
    failed = Assessment.objects.order_by("pk").first().pk
    token = Assessment.objects.claim(failed)
    Assessment.objects.filter(pk=failed).update(attempts=4)
    Assessment.objects.retry(failed, token, "OSError")
    assert Assessment.objects.claim(Assessment.objects.order_by("pk").last().pk)
    receiver.act = answers(503, Retry_After="80000")
    endpoint_for(receiver)
    happened()
    deliver_due()
    assert slots.take() is not None

    assert repair_clock_skew(dry_run=True) == repair_clock_skew() == 0
