"""The page this project started from, through the whole flow: parsed, stored, scored, queued, decided, reported."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command
from rest_framework.test import APIClient

from articles.models import Article
from moderation.models import AuditEntry, Event, QueueItem
from tests.shared_data import require_shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def seed() -> Article:
    path = require_shared("seed/netease_hao_page.txt")
    out = StringIO()
    call_command("ingest", str(path), "--wait", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["status"] == "created"
    return Article.objects.get(pk=answer["id"])


def test_the_article_is_stored_with_everything_beside_its_text(seed):
    version = seed.current
    source = seed.source
    assert (source.name, source.article_count, source.follower_count) == ("历史求知所", 7380, 66307)
    assert len(version.extracted.body) == 31
    assert [(item.outlet, item.used) for item in version.references.all()] == [("央广网", False), ("和讯网", False)]
    assert [(flag.code, flag.text) for flag in version.flags.all()] == [("web_sourced", "声明:取材网络,谨慎辨别")]
    assert sorted(item.language for item in version.disclaimers.all()) == ["en", "zh"]
    assert len(version.extracted.recommendations) == 20
    assert version.published_at is None


def test_it_is_queued_with_all_its_reasons(seed):
    item = QueueItem.objects.get(article=seed)
    reasons = set(item.reasons.values_list("kind", "code"))
    assert {
        ("finding", "vague_sourcing"),
        ("finding", "unmatched_attribution"),
        ("finding", "anonymous_expert"),
        ("finding", "reference_not_used"),
        ("flag", "web_sourced"),
    } <= reasons
    assert item.queue.code == "news"
    assert {score.name for score in seed.current.scores.all()} == {"clickbait", "reliability"}
    for score in seed.current.scores.all():
        assert score.reasons


def test_the_platform_reads_it_and_its_decision_by_rest(seed, moderator, api_key):
    client = APIClient(headers={"Authorization": f"Api-Key {api_key()}"})
    item = client.post("/api/v1/queue-items/claim/", {"moderator": moderator.username}).json()
    assert item["article"] == seed.pk
    decided = client.post(
        f"/api/v1/queue-items/{item['id']}/decide/",
        {"version": item["version"], "act": "label", "policy": "2.3", "note": "来源未注明"},
    )
    assert decided.status_code in (200, 201), decided.content
    article = client.get(f"/api/v1/articles/{seed.pk}/").json()
    assert article["decision"]["act"] == "label"
    assert article["queue_item"]["state"] == "decided"
    decided = AuditEntry.objects.filter(action="decision.label")
    assert decided.count() == Event.objects.filter(type="decision.made").count() == 1


def test_the_same_page_again_is_a_duplicate(seed):
    out = StringIO()
    call_command("ingest", str(require_shared("seed/netease_hao_page.txt")), stdout=out)
    assert json.loads(out.getvalue())["status"] == "duplicate"


@pytest.mark.parametrize("name", ["rendered_163_1.html", "163_1.html", "sina_1.html", "wechat_1.html"])
def test_saved_pages_go_the_same_way(name):
    out = StringIO()
    call_command("ingest", str(require_shared(f"pages/{name}")), "--wait", stdout=out)
    article = Article.objects.get(pk=json.loads(out.getvalue())["id"])
    assert article.current.assessed_at is not None
    assert article.source is not None
