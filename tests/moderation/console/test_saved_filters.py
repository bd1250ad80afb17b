"""A person keeps filters of the queue under names of their own."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from moderation.console.saved_filters import MOST
from moderation.models import Queue, SavedFilter
from tests.makers import queued
from tests.moderation.console.pages import text_of

pytestmark = pytest.mark.django_db
LIST = "/admin/triage/"
SAVE = "/admin/triage/filters/save/"


@pytest.fixture
def items():
    return [queued(headline="网易的一条"), queued(headline="搜狐的一条", platform="sohu")]


def save(client, name: str = "只看搜狐", **parameters: str) -> SavedFilter:
    client.post(SAVE, {"name": name, **(parameters or {"platform": "sohu", "hours": ""})})
    return SavedFilter.objects.get(name=name)


def headlines(client, address: str = LIST) -> list[str]:
    return [row[0].article_version.headline for row in client.get(address).context["rows"]]


def test_a_moderator_opens_the_list_by_the_name_of_a_saved_filter(client, moderator, items):
    client.force_login(moderator)
    saved = save(client)
    assert saved.parameters == {"platform": "sohu"}
    assert headlines(client, f"{LIST}?saved={saved.pk}") == ["搜狐的一条"]
    page = client.get(LIST).content.decode()
    assert f'href="?saved={saved.pk}"' in page
    assert len(headlines(client)) == 2


def test_the_list_opens_with_the_default_until_all_is_asked_for(client, moderator, items):
    client.force_login(moderator)
    first, second = save(client), save(client, "网易", platform="netease")
    for saved in (first, second):
        client.post(f"/admin/triage/filters/{saved.pk}/", {"act": "first"})
    assert headlines(client) == ["网易的一条"]
    assert len(headlines(client, f"{LIST}?queue=")) == 2
    client.post(f"/admin/triage/filters/{second.pk}/", {"act": "not_first"})
    assert len(headlines(client)) == 2


def test_saving_under_a_name_again_replaces_the_filter(client, moderator, items):
    client.force_login(moderator)
    save(client)
    assert save(client, platform="netease").parameters == {"platform": "netease"}
    assert SavedFilter.objects.count() == 1


def test_a_filter_belongs_to_one_person_alone(client, moderator, lead, items):
    client.force_login(moderator)
    saved = save(client)
    client.force_login(lead)
    assert "只看搜狐" not in text_of(client.get(LIST).content.decode())
    assert client.get(f"{LIST}?saved={saved.pk}").status_code == 404
    assert client.post(f"/admin/triage/filters/{saved.pk}/", {"act": "delete"}).status_code == 404
    assert SavedFilter.objects.exists()


def test_a_person_deletes_a_filter(client, moderator, items):
    client.force_login(moderator)
    saved = save(client)
    client.post(f"/admin/triage/filters/{saved.pk}/", {"act": "delete"})
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": " ", "platform": "sohu"}, "请给筛选起个名字"),
        ({"name": "空", "platform": ""}, "请先选择队列或筛选条件"),
    ],
)
def test_a_filter_without_a_name_or_a_condition_is_refused_with_the_reason(client, moderator, given, told):
    client.force_login(moderator)
    assert told in client.post(SAVE, given, follow=True).content.decode()
    assert not SavedFilter.objects.exists()


def test_one_filter_too_many_is_refused_and_a_known_name_is_not(client, moderator):
    client.force_login(moderator)
    for number in range(MOST):
        save(client, f"第{number}个")
    answer = client.post(SAVE, {"name": "多出的", "platform": "sohu"}, follow=True)
    assert "请先删除一个" in answer.content.decode()
    assert save(client, "第0个", platform="netease").parameters == {"platform": "netease"}
    assert SavedFilter.objects.count() == MOST


def test_a_default_of_a_queue_that_was_closed_meanwhile_opens_all(client, moderator, items):
    client.force_login(moderator)
    saved = save(client, "新闻", queue="news")
    client.post(f"/admin/triage/filters/{saved.pk}/", {"act": "first"})
    Queue.objects.filter(code="news").update(leads_only=True)
    assert len(headlines(client)) == 2


def test_a_person_has_one_default(moderator):
    SavedFilter.objects.create(user=moderator, name="甲", is_default=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedFilter.objects.create(user=moderator, name="乙", is_default=True)
