"""A claim is exclusive, renewable, and runs out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from moderation.models import Queue, QueueItem
from moderation.queue import claims
from moderation.queue.entry import enter
from moderation.queue.ranking import rank_at
from moderation.queue.sweeps import release_expired_claims
from tests.makers import queued, reason, stored

pytestmark = pytest.mark.django_db


def expire(item: QueueItem) -> None:
    QueueItem.objects.filter(pk=item.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))


def test_the_riskiest_comes_first(moderator):
    queued(reason(weight=0.2))
    risky = queued(reason(weight=0.9))
    assert claims.claim_next(moderator) == risky


def test_an_old_item_is_not_starved_by_new_ones_of_the_highest_value():
    now = timezone.now()
    assert rank_at(now - timedelta(hours=37), 0.0) < rank_at(now, 1.0)


def test_two_moderators_get_two_items(moderator, lead):
    queued()
    queued()
    first, second = claims.claim_next(moderator), claims.claim_next(lead)
    assert first != second
    assert claims.claim_next(moderator) == first  # what one holds comes before anything new


def test_claim_next_gives_none_when_nothing_is_left(moderator, lead):
    queued()
    assert claims.claim_next(moderator)
    assert claims.claim_next(lead) is None


def test_a_claim_that_ran_out_is_free_for_the_next(moderator, lead):
    item = queued()
    claims.claim(moderator, item.pk)
    with pytest.raises(claims.ClaimConflict):
        claims.claim(lead, item.pk)
    expire(item)
    assert claims.claim(lead, item.pk).claimed_by == lead
    with pytest.raises(claims.ClaimConflict):
        claims.heartbeat(moderator, item.pk)


def test_a_heartbeat_renews(moderator):
    item = claims.claim(moderator, queued().pk)
    soon = timezone.now() + timedelta(seconds=5)
    QueueItem.objects.filter(pk=item.pk).update(claimed_until=soon)
    assert claims.heartbeat(moderator, item.pk).claimed_until > soon


def test_released_is_free_and_only_its_holder_releases(moderator, lead):
    item = claims.claim(moderator, queued().pk)
    with pytest.raises(claims.ClaimConflict):
        claims.release(lead, item.pk)
    claims.release(moderator, item.pk)
    assert claims.claim_next(lead) == item


def test_the_sweeper_frees_expired_claims(moderator):
    item = claims.claim(moderator, queued().pk)
    assert release_expired_claims() == 0
    expire(item)
    assert release_expired_claims(dry_run=True) == 1
    assert release_expired_claims() == 1
    item.refresh_from_db()
    assert item.claimed_by is None


def test_the_leads_queue_is_for_leads(moderator, lead):
    item = queued()
    QueueItem.objects.filter(pk=item.pk).update(queue=Queue.objects.get(code="escalated"))
    assert claims.claim_next(moderator) is None
    with pytest.raises(PermissionDenied):
        claims.claim(moderator, item.pk)
    assert claims.claim_next(lead) == item


def test_an_auditor_claims_nothing(auditor):
    queued()
    with pytest.raises(PermissionDenied):
        claims.claim_next(auditor)


def test_an_article_enters_once_and_its_reasons_are_merged():
    item = queued(reason("vague_sourcing", 0.6))
    with transaction.atomic():
        same = enter(item.article_version, [reason("vague_sourcing", 0.6), reason("anonymous_expert", 0.1)])
    assert same == item
    assert sorted(item.reasons.values_list("code", flat=True)) == ["anonymous_expert", "vague_sourcing"]


def test_new_evidence_counts_the_items_version_up():
    item = queued(external_id="V")
    version = stored(external_id="V", headline="同一篇文章改过之后的标题")
    with transaction.atomic():
        merged = enter(version, [reason("headline_changed", 0.3)])
    assert merged.pk == item.pk
    assert merged.version == item.version + 1
    assert merged.article_version == version


def test_the_database_holds_one_open_item_an_article():
    item = queued()
    item.pk = None
    item._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        item.save()


def test_the_database_refuses_half_a_claim(moderator):
    item = queued()
    with pytest.raises(IntegrityError), transaction.atomic():
        QueueItem.objects.filter(pk=item.pk).update(claimed_by=moderator)
