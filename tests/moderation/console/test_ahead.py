"""Prefetched pages: they claim nothing, and are shown only while their content is current."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import messages
from django.db import transaction
from django.utils import timezone

from articles.models import Finding, Reliability, ReuseEdge, Score, SourceReply
from articles.vocabulary import scores
from moderation.decisions import DecisionRequest, decide
from moderation.models import Note, QueueItem
from moderation.queue import claims
from moderation.queue.entry import enter
from tests.makers import queued, reason
from tests.moderation.console.pages import url
from tests.moderation.console.test_acts import form, held  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
STAMP = "X-Console-Ahead"


@pytest.fixture
def following(held: QueueItem) -> QueueItem:  # noqa: F811
    return queued(headline="下一条待审的稿件", source={"name": "远方见闻"})


def ahead(client: Any, item: QueueItem) -> Any:
    response = client.get(url(item, "ahead/"))
    assert response.status_code == 200
    return response


def decided(client: Any, item: QueueItem, stamp: str) -> Any:
    headers = {"X-Console-Swaps": "1", STAMP: stamp}
    response = client.post(url(item, "decide/"), form(item, "label", "2.3", label="unverified"), headers=headers)
    assert response.status_code == 200
    return response


def test_the_page_is_as_if_claimed_and_nothing_is(client, held, following):  # noqa: F811
    response = ahead(client, held)
    words = response.content.decode()
    assert "下一条待审的稿件" in words
    assert 'id="decision"' in words
    following.refresh_from_db()
    assert (following.claimed_by, following.claimed_until) == (None, None)


def test_while_it_holds_the_act_answers_with_what_the_claim_changes_and_not_the_page(client, held, following):  # noqa: F811
    stamp = ahead(client, held).headers[STAMP]
    response = decided(client, held, stamp)
    words = response.content.decode()
    assert (response.headers[STAMP], response.headers["X-Console-Shows"]) == (stamp, url(following))
    assert 'class="lease"' in words
    assert "已处理：加注标签" in words
    assert "/undo/" in words
    assert "下一条待审的稿件" not in words
    following.refresh_from_db()
    assert following.claimed_by is not None


def noted(item: QueueItem, lead: Any) -> None:
    Note(article=item.article, author=lead, text="请核对原稿").save()


def another_reason(item: QueueItem, lead: Any) -> None:
    with transaction.atomic():
        enter(item.article_version, [reason("unlisted_outlet")])


def scored_again(item: QueueItem, lead: Any) -> None:
    Score(version=item.article_version, name=scores.CLICKBAIT, model="later", value=0.5, baseline=0).save()


def found_again(item: QueueItem, lead: Any) -> None:
    Finding(version=item.article_version, code="vague_sourcing", severity="high").save()


def replied(item: QueueItem, lead: Any) -> None:
    SourceReply(source=item.article.source, text="评分有误，请复核", author="账号负责人", key="platform").save()


def copied(item: QueueItem, lead: Any) -> None:
    other = queued(source={"name": "转载账号"}).article
    QueueItem.objects.filter(article=other).update(on_hold=True)
    ReuseEdge(earlier=item.article, later=other, directed=True, containment=0.9, containment_earlier=0.9).save()


def handed(item: QueueItem, lead: Any) -> None:
    QueueItem.objects.filter(pk=item.pk).update(assigned_to=QueueItem.objects.get(pk=item.pk - 1).claimed_by)


def source_moved(item: QueueItem, lead: Any) -> None:
    Reliability(source=item.article.source, value=40, n=3, computed_at=timezone.now()).save()


def source_decided(item: QueueItem, lead: Any) -> None:
    other = queued(source={"name": "远方见闻"})
    claims.claim(lead, other.pk)
    decide(lead, DecisionRequest(other.pk, other.version, act="allow", clause="", note="", label=""))


@pytest.mark.parametrize(
    "change",
    [
        noted,
        another_reason,
        scored_again,
        found_again,
        replied,
        copied,
        handed,
        source_moved,
        source_decided,
    ],
)
def test_whole_page_is_sent_when_anything_changed_meanwhile(client, held, following, lead, change):  # noqa: F811
    stamp = ahead(client, held).headers[STAMP]
    change(following, lead)
    response = decided(client, held, stamp)
    assert STAMP not in response.headers
    assert "下一条待审的稿件" in response.content.decode()
    assert response.headers["X-Console-Shows"] == url(following)


def test_another_item_is_sent_when_the_next_one_was_claimed_meanwhile(client, held, following, lead):  # noqa: F811
    third = queued(reason(weight=0.1), headline="再下一条稿件", source={"name": "别处见闻"})
    stamp = ahead(client, held).headers[STAMP]
    claims.claim(lead, following.pk)
    response = decided(client, held, stamp)
    assert (STAMP not in response.headers, response.headers["X-Console-Shows"]) == (True, url(third))
    assert "再下一条稿件" in response.content.decode()


def test_it_follows_the_queue_and_the_skips_and_says_when_nothing_is_left(client, held, following):  # noqa: F811
    assert client.get(url(held, "ahead/") + "?queue=news").status_code == 204
    client.post(url(held, "release/"), {"then": "next"})
    following.refresh_from_db()
    assert following.claimed_by is not None
    # The skipped item is left out, and the held one is open already.
    assert client.get(url(following, "ahead/")).status_code == 204


def test_it_takes_no_message(client, held, following, monkeypatch):  # noqa: F811
    from moderation.console.views.items import ahead as view

    def with_message(request: Any, *args: Any, **kwargs: Any) -> Any:
        messages.info(request, "留给下一页的话")
        return shown(request, *args, **kwargs)

    shown = view.screen.item_screen
    monkeypatch.setattr(view.screen, "item_screen", with_message)
    assert "留给下一页的话" not in ahead(client, held).content.decode()
    monkeypatch.undo()
    assert "留给下一页的话" in client.get("/admin/triage/").content.decode()
