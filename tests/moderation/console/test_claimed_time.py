"""A lead confirms, from the item's page, the time that an article only claims."""

from __future__ import annotations

import pytest

from articles.models import Article, ReuseEdge
from moderation.models import AuditEntry
from moderation.queue.entry import enter
from tests.makers import reason
from tests.provenance.stored.world import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    """An item of an article that claims to be older than one that came before it, on another platform."""
    published("临江早报", "25T09:00")
    return enter(published("湖城快讯", "24T09:00", platform="toutiao"), [reason()])


def confirm(client, item, article: int) -> int:
    return client.post(f"/admin/triage/{item.pk}/time/", {"article": article}).status_code


def test_lead_confirms_and_the_direction_is_known(client, lead, item):
    client.force_login(lead)
    page = client.get(f"/admin/triage/{item.pk}/", headers={"accept-language": "zh-hans"}).content.decode()
    assert "先后不明：声称的时间与收到次序矛盾" in page
    assert f"确认文章 {item.article_id} 声称的发布时间" in page
    assert confirm(client, item, item.article_id) == 302
    assert ReuseEdge.objects.get().earlier_id == item.article_id
    assert AuditEntry.objects.filter(action="article.time_confirmed", actor="lead").count() == 1
    assert confirm(client, item, item.article_id) == 404, "nothing is contradicted any more"


def test_moderator_sees_no_button_and_is_refused(client, moderator, item):
    client.force_login(moderator)
    assert f"/admin/triage/{item.pk}/time/" not in client.get(f"/admin/triage/{item.pk}/").content.decode()
    assert confirm(client, item, item.article_id) == 403
    assert Article.objects.get(pk=item.article_id).time_confirmed_at is None


@pytest.mark.parametrize("article", [0, 999_999, "x"])
def test_article_that_claims_nothing_is_not_found(client, lead, item, article):
    client.force_login(lead)
    assert confirm(client, item, article) == 404
