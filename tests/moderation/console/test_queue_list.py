"""The queue as a list."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from articles.models import ArticleVersion
from moderation.console import listing
from moderation.models import Queue, QueueItem
from moderation.queue import claims
from tests.makers import queued, reason

pytestmark = pytest.mark.django_db
URL = "/admin/triage/"


def html(client, user, query: str = "") -> str:
    client.force_login(user)
    response = client.get(URL + query)
    assert response.status_code == 200
    return response.content.decode()


def headlines(page: str) -> list[str]:
    return re.findall(r'<a class="headline"[^>]*>([^<]*)</a>', page)


def test_a_row_shows_every_reason_the_worst_first(client, moderator):
    queued(
        reason("unmatched", 0.3, severity="medium", zh="引述无对应来源"),
        reason("vague", 0.6, zh="来源笼统（时政）"),
        reason("no_data", 0.05, severity="low", kind="score", zh="来源数据不足"),
    )
    labels = re.findall(r'<span class="chip-label">([^<]*)</span>', html(client, moderator))
    assert labels == ["来源笼统（时政）", "引述无对应来源", "来源数据不足"]


def test_a_row_shows_headline_source_platform_due_and_holder(client, moderator, lead):
    item = queued(headline="环湖路明日封闭施工", source={"name": "山城观察"})
    claims.claim(lead, item.pk)
    page = html(client, moderator)
    for shown in ("环湖路明日封闭施工", "山城观察", "网易号", "lead"):
        assert shown in page
    assert f"/admin/triage/{item.pk}/claim/" not in page


def test_overdue_item_is_marked_by_a_word_and_counted(client, moderator):
    late, fresh = queued(), queued()
    QueueItem.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(hours=1))
    page = html(client, moderator)
    assert page.count('class="late-word"') == 1
    assert headlines(html(client, moderator, "?overdue=1")) == [late.article_version.headline]
    assert fresh.article_version.headline not in html(client, moderator, "?overdue=1")


def test_tabs_split_by_queue_with_their_counts(client, moderator, lead):
    news = queued()
    queued()
    QueueItem.objects.filter(pk=news.pk).update(queue=Queue.objects.get(code="news"))
    assert headlines(html(client, moderator, "?queue=news")) == [news.article_version.headline]
    tabs = re.findall(r'href="/admin/triage/\?queue=(\w+)"[^>]*>[^<]*<span class="n">(\d+)', html(client, moderator))
    assert dict(tabs) == {"general": "1", "news": "1", "appeals": "0"}
    assert "queue=escalated" in html(client, lead)
    client.force_login(moderator)
    assert client.get(URL + "?queue=escalated").status_code == 404


def test_items_of_the_leads_queue_are_for_leads_and_auditors(client, moderator, lead, auditor):
    item = queued(headline="须由负责人判断的一条")
    QueueItem.objects.filter(pk=item.pk).update(queue=Queue.objects.get(code="escalated"))
    assert headlines(html(client, moderator)) == []
    assert headlines(html(client, lead)) == headlines(html(client, auditor)) == ["须由负责人判断的一条"]


def test_search_and_reason_filter(client, moderator):
    one = queued(reason("vague"), headline="稀土出口的一篇")
    two = queued(reason("copied"), headline="菜价上涨的一篇")
    assert headlines(html(client, moderator, "?q=稀土")) == [one.article_version.headline]
    assert headlines(html(client, moderator, "?reason=copied")) == [two.article_version.headline]
    assert "没有符合的条目" in html(client, moderator, "?q=无此标题")


def test_paging_by_key_shows_every_item_once(client, moderator, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    at = timezone.now()
    items = [queued() for _ in range(5)]
    QueueItem.objects.update(rank_at=at)  # equal ranks: only the id tells them apart
    seen, query = [], ""
    while True:
        page = html(client, moderator, query)
        seen += headlines(page)
        following = re.search(r'href="\?([^"]*after=[^"]*)"', page)
        if not following:
            break
        query = "?" + following[1].replace("&amp;", "&")
    assert seen == [item.article_version.headline for item in items]


@pytest.mark.parametrize("cursor", ["x", "2026-01-01_5", "2026-01-01T00:00:00+00:00_x", "_", "%00"])
def test_a_made_up_cursor_is_not_found(client, moderator, cursor):
    client.force_login(moderator)
    assert client.get(URL + f"?after={cursor}").status_code == 404


def test_an_empty_queue_says_what_to_do(client, moderator):
    page = html(client, moderator)
    assert "这里没有待审条目" in page
    assert "manage.py" not in page


def test_counts_stop_at_the_cap(monkeypatch):
    monkeypatch.setattr(listing, "COUNT_CAP", 3)
    for _ in range(2):
        queued()
    assert listing.counted(QueueItem.objects.all()) == "2"
    queued()
    assert listing.counted(QueueItem.objects.all()) == "2+"


def test_a_longer_list_takes_no_more_queries(client, moderator, django_assert_max_num_queries):
    for _ in range(12):
        queued()
    client.force_login(moderator)
    with django_assert_max_num_queries(24):
        client.get(URL)


def listed(client, **filters) -> list[str]:
    return headlines(client.get(URL, filters).content.decode())


def test_the_list_is_narrowed_by_platform_topic_source_and_age(client, moderator):
    sohu = queued(headline="搜狐的一篇", platform="sohu", source={"name": "别的账号"})
    old = queued(headline="等了两天的一篇")
    QueueItem.objects.filter(pk=old.pk).update(opened_at=timezone.now() - timedelta(hours=50))
    ArticleVersion.objects.filter(pk=old.article_version_id).update(topic="technology")
    client.force_login(moderator)
    assert listed(client, platform="sohu") == ["搜狐的一篇"]
    assert listed(client, topic="technology") == ["等了两天的一篇"]
    assert listed(client, source=sohu.article.source_id) == ["搜狐的一篇"]
    assert listed(client, hours=48) == ["等了两天的一篇"]
    assert listed(client, hours=72) == []
    assert len(listed(client, hours="x", source="-1", sort="'", platform="")) == 2


def test_the_list_is_sorted_by_due_date_and_by_waiting_through_its_pages(client, moderator, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    now = timezone.now()
    for n in range(3):
        item = queued(reason(weight=0.1 + n / 10), headline=f"第{n}篇")
        QueueItem.objects.filter(pk=item.pk).update(
            due_at=now + timedelta(hours=9 - n), opened_at=now - timedelta(hours=5 - n)
        )
    client.force_login(moderator)
    assert listed(client, sort="due") == ["第2篇", "第1篇"]
    following = re.search(r'href="\?([^"]*after=[^"]+)"', client.get(URL, {"sort": "due"}).content.decode())
    assert following is not None
    second = client.get(f"{URL}?{unescape(following[1])}").content.decode()
    assert headlines(second) == ["第0篇"]
    assert listed(client, sort="waiting") == ["第0篇", "第1篇"]


def test_a_bulk_act_on_all_that_match_keeps_every_filter(client, lead):
    queued(headline="搜狐的一篇", platform="sohu")
    queued(headline="网易的一篇")
    client.force_login(lead)
    form = re.search(r'id="bulk".*?</form>', client.get(URL, {"platform": "sohu"}).content.decode(), re.S)
    assert form is not None
    fields = dict(re.findall(r'name="(\w+)" value="(\w+)"', form[0]))
    shown = client.post(f"{URL}bulk/", {**fields, "all": "1"}).content.decode()
    assert "搜狐的一篇" in shown
    assert "网易的一篇" not in shown


def test_the_reason_that_the_list_is_filtered_by_is_told_in_words(client, moderator):
    queued(reason("vague_sourcing", zh="来源笼统"))
    client.force_login(moderator)
    shown = client.get(URL, {"reason": "vague_sourcing"}).content.decode()
    assert '<span class="filter">理由: 来源笼统</span>' in shown.replace("：", ": ")


def test_a_list_on_the_screen_learns_who_took_its_items(client, moderator, lead):
    mine, taken, decided, leads = queued(), queued(), queued(), queued()
    claims.claim(moderator, mine.pk)
    claims.claim(lead, taken.pk)
    QueueItem.objects.filter(pk=decided.pk).update(state="decided", decided_at=timezone.now())
    QueueItem.objects.filter(pk=leads.pk).update(queue=Queue.objects.get(leads_only=True))
    client.force_login(moderator)
    asked = {"id": [mine.pk, taken.pk, decided.pk, leads.pk, "x", "9" * 30]}
    told = client.get(f"{URL}holders/", asked).json()
    assert told == {"held": {str(taken.pk): "lead"}, "gone": [decided.pk, leads.pk]}
