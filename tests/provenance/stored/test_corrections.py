"""A later article corrects what was found of earlier ones, and the correction is on record."""

from __future__ import annotations

import pytest

from articles.models import ProvenanceChange, Revisit
from articles.models.immutable import ImmutableRowError
from moderation.decisions import DecisionRequest, decide
from moderation.models import Event, QueueItem
from tests.provenance.stored.world import STORY, codes, published, settle, trust, vouched

pytestmark = pytest.mark.django_db
What = ProvenanceChange.What


@pytest.fixture(autouse=True)
def loud_findings():
    trust("uncredited_reuse")


def changes(version):
    rows = ProvenanceChange.objects.filter(version=version).order_by("pk")
    return [(row.what, row.code, row.before, row.after, row.because_id) for row in rows]


def test_an_earlier_original_that_comes_later_makes_the_first_a_copy_and_says_so():
    copy = published("湖城快讯", "18T15:00")
    assert codes(copy).isdisjoint({"uncredited_reuse", "headline_changed"})
    original = vouched("临江早报", "18T09:00", headline="护栏松动，临江老桥今晨封闭，工期九天")
    assert settle() == 1
    copy.refresh_from_db()
    assert {"uncredited_reuse", "headline_changed"} <= codes(copy)
    assert copy.earliest_id == original.article_id
    because = original.article_id
    assert (What.EARLIEST, "", None, because, because) in changes(copy)
    assert (What.FINDING, "uncredited_reuse", None, {"severity": "high", "articles": [because]}, because) in changes(
        copy
    )
    assert changes(original) == []
    assert settle() == 0
    assert not Revisit.objects.exists()


def test_a_turned_direction_is_recorded_on_both():
    first = published("临江早报", None, external_id="first")
    second = published("湖城快讯", "18T15:00")
    now_dated = published("临江早报", "18T09:00", external_id="first", body=[*STORY, "（更新：补充发布时间）"])
    assert now_dated.article_id == first.article_id
    settle()
    turned = [each for each in changes(second) if each[0] == What.DIRECTION]
    assert [(before["directed"], after["directed"]) for _, _, before, after, _ in turned] == [(False, True)]
    assert "uncredited_reuse" in codes(second)


def test_a_credit_in_the_chain_counts_whoever_comes_later():
    published("临江早报", "18T09:00")
    copy = published("湖城快讯", "18T15:00", body=["据临江早报报道，老桥封闭了。", *STORY])
    assert "credited_reuse" in codes(copy)
    assert "uncredited_reuse" not in codes(copy)


def test_the_queue_learns_of_it_and_who_decides_on_the_old_reasons_is_told():
    copy = published("湖城快讯", "18T15:00")
    before = QueueItem.objects.filter(article=copy.article_id).first()
    events = Event.objects.filter(article=copy.article_id).count()
    vouched("临江早报", "18T09:00")
    settle()
    item = QueueItem.objects.get(article=copy.article_id, state="open")
    assert item.reasons.filter(code="uncredited_reuse").exists()
    assert before is None or item.version > before.version
    entered = before is None  # then that is an event, too
    assert Event.objects.filter(article=copy.article_id).count() == events + 1 + entered


def test_a_decided_article_is_queued_again_only_for_what_is_new(moderator):
    copy = published("湖城快讯", "18T15:00")
    vouched("临江早报", "18T09:00")
    settle()
    item = QueueItem.objects.get(article=copy.article_id, state="open")
    decide(moderator, DecisionRequest(item.pk, item.version, act="label", clause="2.3"))
    published("更早的号", "17T09:00")
    settle()
    assert not QueueItem.objects.filter(article=copy.article_id, state="open").exists()


def test_a_reason_that_no_longer_holds_leaves_the_queue_item():
    published("临江早报", "18T09:00", external_id="original")
    copy = published("湖城快讯", "18T15:00")
    item = QueueItem.objects.get(article=copy.article_id, state="open")
    assert item.reasons.filter(code="uncredited_reuse").exists()
    published("临江早报", "19T09:00", external_id="original", headline="改期重发：临江市城东老桥临时封闭检修")
    settle()
    item.refresh_from_db()
    assert "uncredited_reuse" not in codes(copy)
    assert not item.reasons.filter(code="uncredited_reuse").exists()


def test_corrections_cannot_be_rewritten():
    published("湖城快讯", "18T15:00")
    published("临江早报", "18T09:00")
    settle()
    with pytest.raises(ImmutableRowError):
        ProvenanceChange.objects.update(code="x")
