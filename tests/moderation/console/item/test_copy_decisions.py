"""What was decided on copies of an article: beside the copy, and as a chip in the list."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import ReuseEdge
from moderation.console.item.copies import copies_of
from moderation.console.item.copy_decisions import decided_copies, decisions_on
from moderation.console.item.stamp import stamp_of
from moderation.decisions import DecisionRequest, decide, executing
from moderation.decisions.overturn import overturn
from moderation.models import ActRule, Decision, Queue, QueueItem
from tests.makers import queued
from tests.moderation.console.pages import text_of, url

pytestmark = pytest.mark.django_db


def copied(one: QueueItem, other: QueueItem, share: float = 1.0, share_of_one: float | None = None) -> None:
    """Links the two as copies, `one` the earlier."""
    back = share if share_of_one is None else share_of_one
    ReuseEdge.objects.create(
        earlier=one.article, later=other.article, directed=True, containment=share, containment_earlier=back
    )


def on(user, item: QueueItem, act: str = "remove", clause: str = "4.1") -> Decision:
    item.refresh_from_db()
    return decide(user, DecisionRequest(item.pk, item.version, act, clause))


def chips_of(client, user) -> list[str]:
    client.force_login(user)
    page = client.get("/admin/triage/").content.decode()
    return re.findall(r'<a class="chip fate"[^>]*>\s*<span class="chip-label">([^<]*)</span>', page)


def said(user) -> str:
    return f"下架 4.1，{user.get_username()}，{timezone.localdate():%m-%d}"


def test_an_earlier_and_a_later_copy_tell_what_was_decided_and_the_list_shows_a_chip(client, moderator, lead):
    earlier, item, later = queued(), queued(), queued()
    copied(earlier, item)
    copied(item, later, 0.93, 0.95)
    on(moderator, earlier)
    assert chips_of(client, lead) == [f"同文已处理：{said(moderator)}"]
    on(lead, later, "limit", "1.1")
    words = text_of(client.get(url(item)).content.decode())
    assert f"同文已处理：{said(moderator)}" in words
    assert f"同文已处理：限制推荐 1.1，lead，{timezone.localdate():%m-%d}" in words
    assert f"同文已处理：{said(moderator)}" in text_of(client.get(url(item, "provenance/")).content.decode())
    latest = decided_copies([item.article_id], lead)[item.article_id]
    assert (latest.article_id, latest.act) == (later.article_id, "limit")


def test_an_excerpt_is_another_text_and_gives_no_chip(client, moderator):
    whole, excerpt = queued(), queued()
    copied(whole, excerpt, 1.0, 0.4)
    on(moderator, whole)
    assert chips_of(client, moderator) == []
    words = text_of(client.get(url(excerpt)).content.decode())
    assert f"该文已处理：{said(moderator)}" in words
    assert "同文已处理" not in words


def test_nothing_but_what_holds_is_told(moderator, lead):
    ActRule.objects.create(act="remove", second_person=True)
    item, undone, refused, waits, passed_on = (queued() for _ in range(5))
    for other in (undone, refused, waits, passed_on):
        copied(other, item)
    overturn(lead, on(moderator, undone, "limit", "1.1").pk, note="看错了", reopens=False)
    executing.refuse(lead, on(moderator, refused).pk, "证据不足")
    on(moderator, waits)
    on(moderator, passed_on, "escalate", "9.1")
    articles = [other.article_id for other in (undone, refused, waits, passed_on)]
    assert decisions_on(articles, lead) == {}
    assert decided_copies([item.article_id], lead) == {}
    executing.approve(lead, Decision.objects.get(article=waits.article_id).pk)
    assert decided_copies([item.article_id], lead)[item.article_id].article_id == waits.article_id


def test_an_article_decided_again_is_told_with_its_latest_decision(moderator, lead):
    item, other = queued(), queued()
    copied(other, item)
    overturn(lead, on(moderator, other).pk, note="再看一次", reopens=True)
    second = on(moderator, other, "label", "2.3")
    assert decided_copies([item.article_id], moderator) == {item.article_id: second}
    assert decisions_on([other.article_id], moderator) == {other.article_id: second}


def test_a_decision_in_a_queue_of_others_is_told_to_those_who_see_it(client, moderator, lead):
    item, secret = queued(), queued()
    copied(secret, item)
    on(lead, secret)
    special = Queue.objects.create(code="special", name_zh="专案", name_en="Special", sla_minutes=60)
    special.groups.add(Group.objects.create(name="special"))
    QueueItem.objects.filter(pk=secret.pk).update(queue=special)
    assert chips_of(client, moderator) == []
    assert "同文已处理" not in text_of(client.get(url(item)).content.decode())
    assert chips_of(client, lead) == [f"同文已处理：{said(lead)}"]


def test_a_decided_copy_comes_before_others_of_the_same_share(moderator):
    item = queued()
    others = [queued() for _ in range(4)]
    for other in others:
        copied(other, item)
    on(moderator, others[2])
    copies = copies_of(item.article_version, moderator)
    assert [copy.article for copy in copies] == [others[n].article for n in (2, 0, 1, 3)]
    assert all(copy.decided is None for copy in copies_of(item.article_version, moderator, decisions=False))


def test_a_list_of_decided_copies_takes_no_more_queries_than_one(client, moderator):
    def statements() -> int:
        client.get("/admin/triage/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/admin/triage/")
        return len(asked)

    client.force_login(moderator)
    for _ in range(2):
        original, copy = queued(), queued()
        copied(original, copy)
        on(moderator, original)
    few = statements()
    for _ in range(8):
        original, copy = queued(), queued()
        copied(original, copy)
        on(moderator, original)
    assert len(chips_of(client, moderator)) == 10
    assert statements() == few


def test_a_prefetched_page_is_stale_once_a_copy_is_decided(moderator):
    earlier, item, later = queued(), queued(), queued()
    copied(earlier, item)
    copied(item, later)
    stamps = [stamp_of(item.pk)]
    for other in (earlier, later):
        on(moderator, other)
        stamps.append(stamp_of(item.pk))
    assert len(set(stamps)) == 3
