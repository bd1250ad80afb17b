"""The page of a source: its card, its articles and decisions, its parts, what moved it, what it answers."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from articles.models import Reference, Source, SourceReply
from articles.scoring.stored.reliability import recount_source
from moderation.console.source.steps import Moment, timeline
from moderation.decisions import DecisionRequest, decide
from moderation.models import Decision, Queue, QueueItem
from moderation.queue.entry import enter
from tests.makers import assessed, queued, reason, stored

DAY = datetime(2026, 11, 1, tzinfo=UTC)


def moment(day: int, value: float) -> Moment:
    return Moment(DAY + timedelta(days=day), value, value - 5, value + 5, "")


def test_the_picture_is_steps_that_reach_today():
    shown = timeline([moment(0, 50), moment(2, 100)], DAY + timedelta(days=4))
    assert shown.line.split() == ["28.0,80.0", "320.0,80.0", "320.0,28.0", "612.0,28.0"]
    assert [(dot.x, dot.y) for dot in shown.dots] == [(28.0, 80.0), (320.0, 28.0)]
    assert len(shown.area.split()) == 8


def test_timeline_needs_at_least_one_moment():
    assert timeline([], DAY) is None
    assert timeline([moment(0, 50)], DAY).line == "28.0,80.0 28.0,80.0"


@pytest.fixture
def source(moderator) -> Source:
    version = assessed()
    item = enter(version, [reason()])
    decide(moderator, DecisionRequest(item.pk, item.version, act="remove", clause="4.1"))
    recount_source(version.article.source_id)
    SourceReply(source=version.article.source, text="护栏照片为实拍<b>", author="编辑部", key="k", value=61.5).save()
    return version.article.source


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_says_what_moved_the_score(client, moderator, source, language):
    client.force_login(moderator)
    client.cookies["django_language"] = language
    page = client.get(reverse("console:source", args=[source.pk])).content.decode()
    assert "护栏照片为实拍&lt;b&gt;" in page
    assert page.partition("reliability-heading")[2].count("<circle") == 2
    assert re.search(r"(违规记录|record) -\d", page)
    change = source.reliability_changes.first()
    assert reverse("console:item", args=[Decision.objects.get(pk__in=change.decisions).item_id]) in page
    assert reverse("console:article", args=change.articles) in page


@pytest.mark.django_db
def test_the_console_shows_the_score_of_today_and_the_answer(client, moderator, source):
    version = assessed()
    item = enter(version, [reason()])
    client.force_login(moderator)
    page = client.get(reverse("console:item", args=[item.pk])).content.decode()
    assert reverse("console:source", args=[source.pk]) in page
    assert "护栏照片为实拍&lt;b&gt;" in page


@pytest.mark.django_db
def test_an_outlet_has_its_standing_and_a_source_without_articles_no_score(client, moderator):
    outlet = Source.objects.create(kind="outlet", name="临江早报")
    account = stored().article.source
    client.force_login(moderator)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("console:source", args=[outlet.pk])).content.decode()
    assert "No edition was in force" in page
    page = client.get(reverse("console:source", args=[account.pk])).content.decode()
    assert "No article of this source was assessed yet." in page


@pytest.mark.django_db
def test_a_moderator_reads_the_articles_of_a_source_with_their_states(client, moderator, source):
    waiting = queued(headline="还在等的一篇").article
    never = assessed(headline="从未入队的一篇").article
    client.force_login(moderator)
    page = client.get(reverse("console:source", args=[source.pk])).content.decode()
    rows = {row.partition("</a>")[0].rpartition(">")[2]: row for row in page.split("<tr data-row>")[1:]}
    assert "待审" in rows[waiting.current.headline]
    assert "未入队" in rows[never.current.headline]
    assert any("下架 4.1" in row for row in rows.values())


@pytest.mark.django_db
def test_a_moderator_sees_no_article_of_a_closed_queue_on_the_page_of_its_source(client, moderator, lead, source):
    item = queued(headline="封闭队列里的一篇")
    closed = Queue.objects.create(code="closed", name_zh="封闭", name_en="Closed", leads_only=True)
    QueueItem.objects.filter(pk=item.pk).update(queue=closed)
    address = reverse("console:source", args=[source.pk])
    client.force_login(moderator)
    assert "封闭队列里的一篇" not in client.get(address).content.decode()
    client.force_login(lead)
    assert "封闭队列里的一篇" in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_reader_pages_through_the_articles_of_a_source_by_twenties(client, moderator, source):
    for _ in range(25):
        stored()
    client.force_login(moderator)
    address = reverse("console:source", args=[source.pk])
    first = client.get(address)
    older = first.context["page"].older
    second = client.get(address, {"before": older})
    pages = [[row.article.pk for row in each.context["page"].rows] for each in (first, second)]
    assert [len(each) for each in pages] == [20, 6]
    assert min(pages[0]) == older > max(pages[1])
    assert second.context["page"].older is None


@pytest.mark.django_db
def test_an_outlet_is_shown_with_the_articles_that_refer_to_it(client, moderator):
    outlet = Source.objects.create(kind="outlet", name="临江早报")
    version = stored(headline="引用早报的一篇")
    Reference.objects.create(version=version, position=1, headline="早报原文", outlet="临江早报", source=outlet)
    client.force_login(moderator)
    page = client.get(reverse("console:source", args=[outlet.pk])).content.decode()
    assert "引用早报的一篇" in page.partition("citing-heading")[2]
    assert "没有收到过该来源的文章" in page


@pytest.mark.django_db
def test_a_page_of_a_source_that_nobody_stored_is_not_found(client, moderator):
    client.force_login(moderator)
    assert client.get(reverse("console:source", args=[999_999])).status_code == 404
