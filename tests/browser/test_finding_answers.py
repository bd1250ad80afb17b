"""A moderator says of a finding whether it is right, with one key."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from moderation.models import FindingAnswer, QueueItem
from tests.makers import assessed, person

pytestmark = pytest.mark.django_db(transaction=True)
HEARSAY = {
    "headline": "山城老桥垮塌，多辆车坠河",
    "body": [
        "据网友爆料，山城老桥今天早上垮塌，多辆车坠河。",
        "知情人士称，已有多人受伤送医，原因正在调查。",
        "声明：取材网络，谨慎辨别",
    ],
}


def test_moderator_answers_a_finding_with_one_key(live_server, browser: Browser, client: Client, faults):
    version = assessed(**HEARSAY)
    item = QueueItem.objects.get(article=version.article_id)
    client.force_login(person("moderator"))
    context = browser.new_context(locale="zh-CN")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/triage/{item.pk}/")
    pressed = page.locator(".finding .answer[aria-pressed=true]")
    expect(pressed).to_have_count(0)
    page.keyboard.press("w")
    expect(pressed).to_have_count(1)
    expect(pressed).to_have_text("不对")
    page.keyboard.press("f")
    page.keyboard.press("y")
    expect(pressed).to_have_text("对")
    assert FindingAnswer.objects.latest("id").is_right
    context.close()
