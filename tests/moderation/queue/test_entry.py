"""New reasons for an item that is open already."""

from __future__ import annotations

import pytest
from django.db import transaction

from moderation.decisions import DecisionRequest, StaleItem, decide
from moderation.models import QueueItem
from moderation.queue import claims
from moderation.queue.entry import enter
from moderation.queue.refreshing import Asked, refresh
from moderation.reader_reports.reporting import report
from tests.makers import queued, reason

pytestmark = pytest.mark.django_db


def reported(item: QueueItem, readers: int = 1) -> QueueItem:
    report(item.article, category="headline", readers=readers, text="标题与正文不符", key="platform")
    return QueueItem.objects.get(pk=item.pk)


def test_new_reason_moves_the_item_and_refuses_the_stale_decision(moderator):
    seen = queued()
    claims.claim(moderator, seen.pk)
    now = reported(seen, readers=5)
    assert now.version == seen.version + 1
    assert now.risk > seen.risk
    assert now.rank_at < seen.rank_at
    with pytest.raises(StaleItem) as refused:
        decide(moderator, DecisionRequest(seen.pk, seen.version, act="allow"))
    assert refused.value.reason == "changed"


def test_heavier_reason_moves_the_item_and_keeps_its_version(moderator):
    seen = reported(queued())
    claims.claim(moderator, seen.pk)
    now = reported(seen, readers=3)
    assert (now.version, now.risk > seen.risk, now.rank_at < seen.rank_at) == (seen.version, True, True)
    decide(moderator, DecisionRequest(seen.pk, seen.version, act="allow"))


def test_the_same_again_changes_nothing():
    seen = queued(reason("first"))
    with transaction.atomic():
        now = enter(seen.article_version, [reason("first")])
    assert (now.version, now.risk, now.rank_at) == (seen.version, seen.risk, seen.rank_at)


def test_reasons_that_come_and_go_together_are_one_change():
    seen = queued(reason("first"))
    with transaction.atomic():
        now = refresh([Asked(seen.article_version, [reason("second", weight=0.9)])])[seen.article_version_id]
    assert now is not None
    assert (now.version, [row.code for row in now.reasons.all()]) == (seen.version + 1, ["second"])
    assert now.risk > seen.risk


def test_worse_reason_increments_the_version():
    seen = queued(reason("first", severity="medium"))
    with transaction.atomic():
        now = enter(seen.article_version, [reason("first", severity="high")])
    assert now.version == seen.version + 1
