"""A moderator corrects kind and topic; the article is assessed again under them at once."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.utils import DatabaseError

from articles.assessment.pipeline import assess
from articles.models import Article, Assessment, Finding, TopicCorrection
from articles.models.immutable import ImmutableRowError
from articles.provenance.stored.record import provenance_record
from articles.provenance.stored.topics import correction_rows
from moderation.models import AuditEntry, Event, QueueItem
from moderation.quality.topic_corrections import UnchangedTopic, correct_topic
from moderation.queue.entry import enter
from tests.makers import assessed, person, reason

pytestmark = pytest.mark.django_db
HEARSAY = {
    "headline": "山城老桥垮塌，多辆车坠河",
    "body": [
        "据网友爆料，山城老桥3月4日早上垮塌，多辆车坠河。",
        "知情人士称，已有多人受伤送医，原因正在调查。",
        "声明：取材网络，谨慎辨别",
    ],
}


@pytest.fixture
def item() -> QueueItem:
    version = assessed(**HEARSAY)
    assert version.topic_is_news
    return QueueItem.objects.filter(article=version.article_id).first() or enter(version, [reason()])


def assessed_again(article: int):
    assert assess(Assessment.objects.get(version=Article.objects.get(pk=article).current_id).pk)
    return Article.objects.get(pk=article).current


def codes(version) -> set[str]:
    return set(Finding.objects.filter(version=version).values_list("code", flat=True))


def test_findings_that_need_news_go_and_come_back_with_the_kind(item, moderator):
    assert "vague_sourcing" in codes(item.article_version)
    correct_topic(moderator, item.article_id, "fiction", "life")
    version = assessed_again(item.article_id)
    assert (version.kind, version.topic, version.topic_is_news) == ("fiction", "life", False)
    assert version.topic_evidence == {"corrected": True}
    assert "vague_sourcing" not in codes(version)
    correct_topic(moderator, item.article_id, "news", "society_incident")
    assert "vague_sourcing" in codes(assessed_again(item.article_id))


def test_the_correction_shows_at_once_and_wakes_the_article(item, moderator):
    correct_topic(moderator, item.article_id, "joke", "life")
    version = Article.objects.get(pk=item.article_id).current
    assert (version.kind, version.topic, version.topic_is_news) == ("joke", "life", False)
    assert Assessment.objects.get(version=version).stage == Assessment.Stage.PROVENANCE


def test_it_holds_for_later_versions(item, moderator):
    correct_topic(moderator, item.article_id, "opinion", "life")
    article = Article.objects.get(pk=item.article_id)
    assessed_again(article.pk)
    changed = {**HEARSAY, "external_id": article.external_id, "body": [*HEARSAY["body"], "桥已封闭。"]}
    version = assessed(**changed)
    assert (version.article_id, version.number, version.kind) == (article.pk, 2, "opinion")


def test_it_is_audited_told_and_a_row_to_train_on(item, moderator):
    before = item.article_version.kind, item.article_version.topic
    correct_topic(moderator, item.article_id, "service", "technology")
    entry = AuditEntry.objects.get(action="article.topic_corrected")
    told = json.loads(entry.payload)
    assert entry.actor == moderator.get_username()
    assert (told["kind"], told["topic"]) == ("service", "technology")
    assert (told["kind_before"], told["topic_before"]) == before
    event = Event.objects.get(type="article.topic_corrected")
    assert (event.data["kind"], event.data["topic"], event.data["needs_source"]) == ("service", "technology", False)
    (row,) = correction_rows()
    assert (row["kind"], row["topics"], row["title"]) == ("service", ["technology"], HEARSAY["headline"])


def test_only_the_newest_correction_is_a_row(item, moderator):
    correct_topic(moderator, item.article_id, "service", "technology")
    correct_topic(moderator, item.article_id, "news", "life")
    assert [row["kind"] for row in correction_rows()] == ["news"]
    assert TopicCorrection.objects.count() == 2


def test_the_same_correction_twice_is_one(item, moderator):
    correct_topic(moderator, item.article_id, "fiction", "life")
    with pytest.raises(UnchangedTopic):
        correct_topic(moderator, item.article_id, "fiction", "life")


@pytest.mark.parametrize(("kind", "topic"), [("poem", "life"), ("news", "weather"), ("", "")])
def test_an_unknown_code_is_refused(item, moderator, kind: str, topic: str):
    with pytest.raises(ValueError, match="no such kind or topic"):
        correct_topic(moderator, item.article_id, kind, topic)
    assert not TopicCorrection.objects.exists()


def test_whoever_may_not_work_on_items_is_refused(item):
    with pytest.raises(PermissionDenied):
        correct_topic(person("auditor"), item, "fiction", "life")


def test_a_correction_never_changes(item, moderator):
    row = correct_topic(moderator, item.article_id, "fiction", "life")
    with pytest.raises(ImmutableRowError):
        row.save()
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("UPDATE articles_topiccorrection SET kind = 'news'")


def test_moderator_corrects_on_the_page(client, item, moderator):
    client.force_login(moderator)
    page = client.get(f"/admin/triage/{item.pk}/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "类型与主题" in page
    assert "须标注来源" in page
    sent = client.post(f"/admin/triage/{item.pk}/topic/", {"kind": "opinion", "topic": "life"})
    assert sent.status_code == 302
    page = client.get(f"/admin/triage/{item.pk}/", headers={"accept-language": "zh-hans"}).content.decode()
    assert f"由 {moderator.get_username()} 更正" in page
    assert client.post(f"/admin/triage/{item.pk}/topic/", {"kind": "x", "topic": "life"}).status_code == 404


def test_the_record_tells_kind_topic_and_correction(item, moderator):
    correct_topic(moderator, item.article_id, "opinion", "life")
    record = provenance_record(Article.objects.get(pk=item.article_id))
    assert (record["kind"], record["topic"], record["topic_evidence"]["corrected"]) == ("opinion", "life", True)
