"""What was decided on other articles of the source: only what holds, an article once."""

from __future__ import annotations

import pytest

from moderation.console.item.history import recent_decisions
from moderation.decisions import DecisionRequest, decide, executing
from moderation.decisions.overturn import overturn
from moderation.models import ActRule, QueueItem
from tests.makers import queued

pytestmark = pytest.mark.django_db


def on(moderator, item: QueueItem, act: str = "remove", clause: str = "4.1"):
    return decide(moderator, DecisionRequest(item.pk, item.version, act, clause))


def shown(item: QueueItem, user) -> list[tuple[int, str]]:
    return [
        (decision.article_id, decision.act)
        for decision in recent_decisions(item.article.source_id, user, without=item.article_id)
    ]


def test_a_decision_that_was_overturned_and_its_reversal_are_left_out(moderator, lead):
    item, other, kept = queued(), queued(), queued()
    overturn(lead, on(moderator, other).pk, note="看错了", reopens=False)
    on(moderator, kept, "limit", "1.1")
    assert shown(item, moderator) == [(kept.article_id, "limit")]


def test_what_a_second_person_refused_or_has_not_seen_is_left_out(moderator, lead):
    item, refused, waits = queued(), queued(), queued()
    ActRule.objects.create(act="remove", second_person=True)
    executing.refuse(lead, on(moderator, refused).pk, "证据不足")
    on(moderator, waits)
    assert shown(item, moderator) == []


def test_an_article_decided_twice_is_told_once_with_what_holds_now(moderator, lead):
    item, other = queued(), queued()
    overturn(lead, on(moderator, other).pk, note="再看一次", reopens=True)
    other.refresh_from_db()
    on(moderator, other, "label", "2.3")
    assert shown(item, moderator) == [(other.article_id, "label")]
