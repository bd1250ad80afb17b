"""Accounts that cite each other, for one story and over a month."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import ReuseEdge, Source, SourceGroup
from articles.watching.groups import watch_groups
from tests.makers import stored
from tests.provenance.stored.world import OTHER, STORY, codes, finish, published, settle

pytestmark = pytest.mark.django_db


BRIDGE = [
    "城东老桥今早突然封闭，桥面出现一道裂缝，附近的车辆排起长队，不少人只好步行过河上班，事故原因还不清楚。",
    "从现场的情形看，护栏向外歪了一截，桥下停着两辆抢修车，路口拉起了警戒线，绕行的公交车挤满了人。",
    "这座桥去年冬天才刚刚加固过，花了不少钱，如今又出问题，以后谁还敢从上面走，这件事必须有一个说法。",
]


def telling(source: str, at: str, *cites: str, **changes):
    lines = [f"据{name}报道，城东老桥今早封闭。" for name in cites]
    headline = "临江市城东老桥突发事故，警方封路"
    return published(source, at, body=[*lines, *BRIDGE], headline=headline, **changes)


def test_two_accounts_that_credit_each_other_for_one_story_are_a_circle():
    one = telling("湖城快讯", "18T09:00", "江边晚报")
    assert "circular_citation" not in codes(one)
    other = telling("江边晚报", "18T15:00", "湖城快讯")
    assert "circular_citation" in codes(other)
    settle()
    assert "circular_citation" in codes(one)
    finding = one.findings.get(code="circular_citation")
    assert finding.severity == "high"
    assert set(finding.articles) == {one.article_id, other.article_id}
    assert settle() == 0


def test_circular_citation_is_medium_when_others_are_credited_too():
    telling("湖城快讯", "18T09:00", "江边晚报", "云岭日报")
    other = telling("江边晚报", "18T15:00", "湖城快讯")
    assert other.findings.get(code="circular_citation").severity == "medium"


def test_crediting_oneself_or_in_one_direction_is_no_circle():
    first = telling("湖城快讯", "18T09:00", "湖城快讯")
    second = telling("江边晚报", "18T15:00", "湖城快讯")
    settle()
    assert "circular_citation" not in codes(first) | codes(second)


def test_citing_each_other_on_different_stories_is_no_circle_of_one():
    published("湖城快讯", "18T09:00", body=["据江边晚报报道，老桥封闭。", *STORY])
    other = published("江边晚报", "18T15:00", body=["据湖城快讯报道，春茶开采。", *OTHER], headline="云岭春茶提前开采")
    settle()
    assert "circular_citation" not in codes(other)


def matrix(names: list[str], stories: int) -> None:
    """Each account in turn is first with a story, and the others copy it."""
    for number in range(stories):
        for place in range(len(names)):
            name = names[(number + place) % len(names)]
            body = [f"第{number}号消息：{line}{number}" for line in (STORY if number % 2 else OTHER)]
            published(name, f"{10 + number}T{8 + place:02d}:00", body=body, headline=f"消息第{number}号传来了")


def test_accounts_that_mostly_copy_each_other_are_kept_as_a_matrix_with_the_evidence():
    names = ["甲号传播", "乙号传播", "丙号传播"]
    matrix(names, 6)
    published("无关的号", "18T09:00", body=["这一段话和别的都不一样，说的是山里的雾和早起的鸟，以及晒在竹匾里的笋干。"])
    assert watch_groups(dry_run=True) == 1
    assert not SourceGroup.objects.exists()
    assert watch_groups() == 1
    group = SourceGroup.objects.get()
    assert group.kind == "matrix"
    assert {source.name for source in group.members.all()} == set(names)
    assert group.inside == 1.0
    pair = group.evidence[0]
    assert {pair["from"], pair["to"]} <= set(Source.objects.filter(name__in=names).values_list("pk", flat=True))
    assert len(pair["articles"]) >= 1
    assert watch_groups() == 0
    assert SourceGroup.objects.count() == 1


def test_a_group_that_is_not_seen_any_more_is_closed():
    matrix(["甲号传播", "乙号传播", "丙号传播"], 6)
    watch_groups()
    assert watch_groups(now=timezone.now() + timedelta(days=60)) == 1
    assert SourceGroup.objects.get().closed_at is not None


def test_two_articles_of_one_source_make_an_edge_and_no_accusation():
    published("湖城快讯", "18T09:00")
    again = stored(
        source={"name": "湖城快讯"}, body=STORY, headline="老桥封闭（重发）", published_at="2026-11-19T09:00:00+08:00"
    )
    finish(again)
    assert ReuseEdge.objects.get().credit == "same_source"
    assert "uncredited_reuse" not in codes(again)
