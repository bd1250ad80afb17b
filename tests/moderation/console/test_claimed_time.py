"""A lead confirms, from the item's page, the time that an article only claims."""

from __future__ import annotations

import pytest

from articles.models import Article, ReuseEdge
from moderation.curation.published_times import confirm_time
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


def take_back(client, item, article: int) -> int:
    return client.post(f"/admin/triage/{item.pk}/time/", {"article": article, "act": "take_back"}).status_code


def test_lead_takes_a_confirmation_back(client, lead, item):
    client.force_login(lead)
    assert take_back(client, item, item.article_id) == 404, "nothing is confirmed yet"
    confirm(client, item, item.article_id)
    page = client.get(f"/admin/triage/{item.pk}/", headers={"accept-language": "zh-hans"}).content.decode()
    assert f"撤回对文章 {item.article_id} 发布时间的确认" in page
    assert take_back(client, item, item.article_id) == 302
    edge = ReuseEdge.objects.get()
    assert (edge.directed, edge.contradicted) == (False, True)
    assert AuditEntry.objects.filter(action="article.time_doubted", actor="lead").count() == 1
    assert take_back(client, item, item.article_id) == 404
    assert confirm(client, item, item.article_id) == 302, "it can be confirmed again"


def test_a_confirmation_is_taken_back_from_the_item_of_the_other_article_too(client, lead, item):
    client.force_login(lead)
    confirm(client, item, item.article_id)
    first = Article.objects.exclude(pk=item.article_id).get()
    other = enter(first.current, [reason()])
    assert 'value="take_back"' in client.get(f"/admin/triage/{other.pk}/").content.decode()
    assert take_back(client, other, item.article_id) == 302
    assert Article.objects.get(pk=item.article_id).time_confirmed_at is None


def test_moderator_cannot_take_a_confirmation_back(client, moderator, lead, item):
    confirm_time(lead, item.article_id)
    client.force_login(moderator)
    assert "take_back" not in client.get(f"/admin/triage/{item.pk}/").content.decode()
    assert take_back(client, item, item.article_id) == 403
    assert Article.objects.get(pk=item.article_id).time_confirmed_at is not None


def test_moderator_sees_no_button_and_is_refused(client, moderator, item):
    client.force_login(moderator)
    assert f"/admin/triage/{item.pk}/time/" not in client.get(f"/admin/triage/{item.pk}/").content.decode()
    assert confirm(client, item, item.article_id) == 403
    assert Article.objects.get(pk=item.article_id).time_confirmed_at is None


@pytest.mark.parametrize("article", [0, 999_999, "x"])
def test_article_that_claims_nothing_is_not_found(client, lead, item, article):
    client.force_login(lead)
    assert confirm(client, item, article) == 404
