"""The page of a source: its parts, what moved it, what it answers, as text and as a picture."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from articles.admin.sources.timeline import Moment, timeline
from articles.models import Source, SourceReply
from articles.scoring.stored.reliability import recount_source
from moderation.decisions import DecisionRequest, decide
from moderation.queue.entry import enter
from tests.makers import assessed, reason, stored

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
    page = client.get(reverse("admin:articles_source_change", args=[source.pk])).content.decode()
    assert "护栏照片为实拍&lt;b&gt;" in page
    assert page.count("<circle") == 2
    assert re.search(r"(违规记录|record) -\d", page)
    change = source.reliability_changes.first()
    assert reverse("admin:moderation_decision_change", args=change.decisions) in page
    assert reverse("admin:articles_article_change", args=change.articles) in page


@pytest.mark.django_db
def test_the_console_shows_the_score_of_today_and_the_answer(client, moderator, source):
    version = assessed()
    item = enter(version, [reason()])
    client.force_login(moderator)
    page = client.get(reverse("console:item", args=[item.pk])).content.decode()
    assert reverse("admin:articles_source_change", args=[source.pk]) in page
    assert "护栏照片为实拍&lt;b&gt;" in page


@pytest.mark.django_db
def test_an_outlet_has_its_standing_and_a_source_without_articles_no_score(client, moderator):
    outlet = Source.objects.create(kind="outlet", name="临江早报")
    account = stored().article.source
    client.force_login(moderator)
    client.cookies["django_language"] = "en"
    page = client.get(reverse("admin:articles_source_change", args=[outlet.pk])).content.decode()
    assert "no edition was in force" in page
    page = client.get(reverse("admin:articles_source_change", args=[account.pk])).content.decode()
    assert "No article of this source was assessed yet." in page
