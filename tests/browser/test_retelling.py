"""A moderator reads two articles sentence by sentence and answers with the keys."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, expect

from articles.models import RetellingAnswer
from moderation.models import QueueItem
from moderation.queue.entry import enter
from tests.makers import person, reason
from tests.provenance.rewording.texts import REWORDING, STORY
from tests.provenance.stored.world import published

pytestmark = pytest.mark.django_db(transaction=True)


def test_moderator_answers_on_two_tellings_by_key(live_server, browser: Browser, client: Client, faults):
    with transaction.atomic():
        published("云泽观察", "16T22:30", body=list(STORY), headline="走访北郊：土腥味从哪天开始")
        version = published("环宇茶话", "17T04:30", body=list(REWORDING), headline="自来水一股土腥味，水厂怎么了")
        item = QueueItem.objects.filter(article=version.article_id).first() or enter(version, [reason()])
    client.force_login(person("moderator"))
    context = browser.new_context(locale="zh-CN", viewport={"width": 1024, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/triage/{item.pk}/")
    page.keyboard.press("d")
    expect(page.locator("h1")).to_contain_text("句可逐句对应")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.keyboard.press("2")
    expect(page.locator("input[value=same_origin]")).to_be_checked()
    page.keyboard.press("1")
    expect(page.locator("input[value=reworded]")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/admin/triage/{item.pk}/")
    expect(page.locator(".retellings")).to_contain_text("改写")
    assert RetellingAnswer.objects.get().answer == "reworded"
    context.close()
