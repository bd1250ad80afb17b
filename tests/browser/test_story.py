"""A moderator opens the story of an item and treats its copies with one act, by the keys."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser, expect

from articles.models import Story
from moderation.decisions import bulk
from moderation.models import BulkRun, Decision, QueueItem
from moderation.queue.entry import enter
from tests.makers import person, reason
from tests.provenance.rewording.texts import OTHER_REPORT, REWORDING, STORY
from tests.provenance.stored.world import published

pytestmark = pytest.mark.django_db(transaction=True)


def told(source: str, at: str, body: tuple[str, ...], headline: str) -> QueueItem:
    version = published(source, at, body=list(body), headline=headline)
    return QueueItem.objects.filter(article=version.article_id).first() or enter(version, [reason()])


def test_moderator_treats_the_copies_of_a_text_with_one_act(live_server, browser: Browser, client: Client, faults):
    with transaction.atomic():
        told("云泽观察", "16T22:30", STORY, "走访北郊：我们问了12户人家，土腥味从哪天开始")
        told("环宇茶话", "17T04:30", REWORDING, "半座城的自来水一股土腥味，水厂到底怎么了？")
        told("云泽市水务局", "17T07:00", OTHER_REPORT, "云泽市水务局回应北郊自来水异味")
        item = told("晚风热点站", "17T06:50", STORY, "云泽要停水七天？北郊人已经喝了三天怪味水！")
        told("城事快讯", "17T09:15", STORY, "云泽要停水七天？北郊人已经喝了三天怪味水！")
    client.force_login(person("moderator"))
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/admin/triage/{item.pk}/")
    picture(page, "item")
    page.keyboard.press("x")

    expect(page.locator(".spread .dot")).to_have_count(4)
    expect(page.locator("input[name=item]:checked")).to_have_count(3)
    picture(page, "story")
    page.keyboard.press("Enter")
    expect(page.locator("#decision input[type=checkbox]")).to_have_count(3)
    picture(page, "look")
    page.keyboard.press("i")
    page.locator("#id_clause").select_option("2.3")
    page.locator("#id_note").fill("三篇同文，来源不明")
    page.get_by_role("button", name="执行").click()
    page.wait_for_url("**/bulk/*/")
    bulk.work(BulkRun.objects.get().pk)

    assert Decision.objects.filter(act="limit").count() == 3
    assert BulkRun.objects.get().story == Story.objects.get()


def picture(page, name: str) -> None:
    """Keeps pictures of the pages for people to look at, where STORY_PICTURES names a folder."""
    if folder := os.environ.get("STORY_PICTURES"):
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.screenshot(path=Path(folder) / f"{name}-{theme}.png")
