"""A moderator's day: from the home page through the queue, with what comes back to them."""

from __future__ import annotations

from django.contrib.auth.models import User
from playwright.sync_api import expect

from moderation.decisions import executing
from moderation.models import ActRule, Decision, Execution, QueueItem
from moderation.queue import leading
from tests.makers import person, queued, reason


def test_a_moderator_lives_through_a_day(open_console):
    page = open_console()
    lead = person("lead")
    ActRule.objects.create(act="remove", second_person=True)
    queued(reason("clickbait", 0.9), headline="标题夸张的一条")
    queued(reason("vague_sourcing", 0.8), headline="来源笼统的一条")
    removed = queued(reason("uncredited_reuse", 0.7), headline="照抄的一条")
    queued(reason("vague_sourcing", 0.3), headline="拿不准的一条")
    handed = queued(reason("vague_sourcing", 0.1), headline="转交来的一条")
    leading.hand_to(lead, handed.pk, User.objects.get(username="moderator"), reason="请核对图片出处")

    page.goto("/admin/triage/home/")
    expect(page.locator("h1")).to_contain_text("我的一天")
    expect(page.locator("#panel-mine ~ ul")).to_contain_text("请核对图片出处")
    page.keyboard.press("n")  # what was handed over comes first
    expect(page.locator("h1")).to_have_text("转交来的一条")
    expect(page.locator(".passed-on")).to_contain_text("请核对图片出处")
    page.keyboard.press("a")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("标题夸张的一条")
    page.keyboard.press("l")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("来源笼统的一条")
    page.keyboard.press("u")  # the wrong act: back, and again
    expect(page.locator("h1")).to_have_text("标题夸张的一条")
    page.keyboard.press("i")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("来源笼统的一条")
    page.keyboard.press("l")
    page.keyboard.type("2.3")
    expect(page.locator("#id_clause")).to_have_value("2.3")
    if not page.locator("#id_label").input_value():
        page.locator("#id_label").select_option("unverified")
    page.locator("#submit").click()

    expect(page.locator("h1")).to_have_text("照抄的一条")
    page.keyboard.press("r")
    page.keyboard.press("Enter")
    expect(page.locator(".message.success")).to_contain_text("等待第二人同意")
    expect(page.locator("h1")).to_have_text("拿不准的一条")
    page.keyboard.press("e")
    page.keyboard.type("涉及未成年人，请负责人看")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".empty h1")).to_be_visible()

    executing.refuse(lead, Execution.objects.get(decision__item=removed).pk, "正文写明了出处，请看末段")
    page.goto("/admin/triage/home/")
    back = page.locator("#panel-sent_back ~ ul")
    expect(back).to_contain_text("照抄的一条")
    expect(back).to_contain_text("正文写明了出处，请看末段")
    page.keyboard.press("n")
    expect(page.locator("h1")).to_have_text("照抄的一条")
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator(".empty h1")).to_be_visible()

    kept = Decision.objects.filter(overrides=None).exclude(act="overturn").order_by("pk").values_list("act", flat=True)
    assert list(kept) == ["allow", "limit", "label", "remove", "escalate", "allow"]
    assert QueueItem.objects.filter(state="open").values_list("queue__code", flat=True).get() == "escalated"
