"""The page of two articles sentence by sentence, and the line that leads to it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from articles.models import Article, ProtectedOriginal, Retelling, RetellingAnswer
from moderation.console.item.retellings import _pieces, duration, is_reordered
from moderation.models import AuditEntry, Queue, QueueItem
from moderation.queue.entry import enter
from tests.makers import reason
from tests.provenance.rewording.texts import REWORDING, STORY
from tests.provenance.stored.world import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def item() -> QueueItem:
    hostile = "<script>alert(1)</script>" + STORY[0]
    published("云泽观察", "16T22:30", body=[hostile, *STORY[1:]], headline="走访北郊<b>")
    later = published("环宇茶话", "17T04:30", body=list(REWORDING), headline="自来水怎么了")
    return QueueItem.objects.filter(article=later.article_id).first() or enter(later, [reason()])


def test_the_item_tells_how_far_both_texts_correspond(item: QueueItem, client: Client, moderator: Any) -> None:
    client.force_login(moderator)
    with translation.override("zh-hans"):
        page = client.get(f"/admin/triage/{item.pk}/", headers={"accept-language": "zh-hans"}).content.decode()

    edge = Retelling.objects.get()
    assert f"{edge.sentences} 句中 {len(edge.pairs)} 句可逐句对应" in page
    assert "顺序改变；早 6 小时发布" in page
    assert f"/admin/triage/{item.pk}/retellings/{edge.earlier_id}/" in page
    assert "抄袭" not in page
    assert "洗稿" not in page


def test_the_page_lays_pairs_side_by_side_with_careful_words(item: QueueItem, client: Client, moderator: Any) -> None:
    client.force_login(moderator)
    edge = Retelling.objects.get()

    page = client.get(
        f"/admin/triage/{item.pk}/retellings/{edge.earlier_id}/", headers={"accept-language": "zh-hans"}
    ).content.decode()

    assert 'class="number">340</span>' in page
    assert "也可能是同一事件、同一通稿或同一采访的独立报道" in page
    assert page.count('data-key="') == 4
    assert page.count("<circle") == edge.sentences + edge.sentences_earlier
    assert page.count("<path") == len(edge.pairs)
    assert "<script>alert" not in page
    assert "抄袭" not in page


def test_an_answer_by_key_is_kept_and_leads_back_to_the_item(item: QueueItem, client: Client, moderator: Any) -> None:
    client.force_login(moderator)
    other = Retelling.objects.get().earlier_id
    url = f"/admin/triage/{item.pk}/retellings/{other}/answer/"

    assert client.post(url, {}).url == f"/admin/triage/{item.pk}/retellings/{other}/"
    assert client.post(url, {"answer": "reworded", "note": "看过"}).url == f"/admin/triage/{item.pk}/"
    assert client.post(url, {"answer": "guilty"}).status_code == 404
    assert client.post(f"/admin/triage/{item.pk}/retellings/999/answer/", {"answer": "reworded"}).status_code == 404

    assert RetellingAnswer.objects.get().note == "看过"
    page = client.get(f"/admin/triage/{item.pk}/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "改写" in page


def test_an_article_in_a_closed_queue_is_not_laid_beside(item: QueueItem, client: Client, moderator: Any) -> None:
    client.force_login(moderator)
    other = Article.objects.get(pk=Retelling.objects.get().earlier_id)
    hidden = QueueItem.objects.filter(article=other).first() or enter(other.current, [reason()])
    QueueItem.objects.filter(pk=hidden.pk).update(queue=Queue.objects.create(code="leads", leads_only=True))

    assert client.get(f"/admin/triage/{item.pk}/retellings/{other.pk}/").status_code == 404
    assert "走访北郊" not in client.get(f"/admin/triage/{item.pk}/").content.decode()


def test_a_lead_protects_an_original_and_a_moderator_does_not(
    item: QueueItem, client: Client, moderator: Any, lead: Any
) -> None:
    url = f"/admin/triage/{item.pk}/original/"
    client.force_login(moderator)
    assert client.post(url, {"act": "protect"}).status_code == 403

    client.force_login(lead)
    assert client.post(url, {"act": "protect"}).status_code == 302

    assert ProtectedOriginal.objects.get().protected_by == lead
    assert "unprotect" in client.get(f"/admin/triage/{item.pk}/").content.decode()
    client.post(url, {"act": "unprotect"})
    assert not ProtectedOriginal.objects.exists()
    actions = AuditEntry.objects.order_by("sequence").values_list("action", flat=True)
    assert [each for each in actions if each.startswith("original.")] == ["original.protected", "original.unprotected"]


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (timedelta(seconds=30), ""),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=6), "6 hours"),
        (timedelta(hours=47), "47 hours"),
        (timedelta(days=3), "3 days"),
        (timedelta(hours=-1), ""),
    ],
)
def test_a_gap_is_told_in_its_largest_unit(gap: timedelta, words: str) -> None:
    start = datetime.fromisoformat("2026-11-01T00:00:00+08:00")
    with translation.override("en"):
        assert duration(start, start + gap) == words


def test_order_and_marks_are_told_apart() -> None:
    assert is_reordered([[0, 1, 9, 10], [2, 3, 4, 5]])
    assert not is_reordered([[2, 3, 9, 10], [0, 1, 4, 5]])
    assert [(each.text, each.kind) for each in _pieces("槐荫路27号", [(3, 5)], [(0, 4)])] == [
        ("槐荫路", "name"),
        ("27", "number"),
        ("号", ""),
    ]
