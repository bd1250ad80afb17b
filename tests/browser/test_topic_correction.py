"""A moderator corrects kind and topic of an article with one key."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, expect

from articles.models import TopicCorrection
from moderation.models import QueueItem
from moderation.queue.entry import enter
from tests.makers import assessed, person, reason

pytestmark = pytest.mark.django_db(transaction=True)


def test_moderator_corrects_kind_and_topic_with_one_key(live_server, browser: Browser, client: Client, faults):
    version = assessed()
    with transaction.atomic():
        item = QueueItem.objects.filter(article=version.article_id).first() or enter(version, [reason()])
    client.force_login(person("moderator"))
    context = browser.new_context(locale="zh-CN")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/triage/{item.pk}/")
    kind = page.locator("#correct-topic select[name=kind]")
    expect(kind).not_to_be_visible()
    page.keyboard.press("c")
    expect(kind).to_be_focused()
    kind.select_option("opinion")
    page.locator("#correct-topic select[name=topic]").select_option("life")
    page.get_by_role("button", name="更正类型与主题").click()
    expect(page.locator("#topic-shown small")).to_contain_text("由 moderator 更正")
    expect(page.locator("#topic-shown .strong").first).to_have_text("评论随笔")
    row = TopicCorrection.objects.get()
    assert (row.kind, row.topic, row.corrected_by.username) == ("opinion", "life", "moderator")
    context.close()
