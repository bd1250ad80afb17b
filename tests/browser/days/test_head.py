"""The day of a head of trust and safety: the week's report, its files, what stands behind a figure."""

from __future__ import annotations

from django.db import transaction
from playwright.sync_api import expect

from moderation.decisions import DecisionRequest, decide
from moderation.reports import publishing
from moderation.reports.week import Week
from tests.makers import person, queued


def test_a_head_of_trust_and_safety_reads_the_week(open_console):
    page = open_console(role="head")
    item = queued(headline="一周里的一条")
    decide(person("moderator"), DecisionRequest(item.pk, item.version, "limit", "2.3"))
    with transaction.atomic():
        publishing.publish(Week.parse("2026-W10"))

    page.goto("/admin/triage/home/")
    expect(page.locator("h1")).to_contain_text("报告")
    expect(page.locator("#panel-weekly ~ .summary li").first).to_be_visible()
    page.get_by_role("link", name="阅读全文").click()
    expect(page.locator("h1")).to_contain_text("2026")
    expect(page.locator(".tiles .tile").first).to_be_visible()
    with page.expect_download() as file:
        page.locator(".forms a", has_text="XLSX").click()
    assert file.value.suggested_filename.endswith(".xlsx")

    page.keyboard.press("/")
    page.keyboard.type("一周里的一条")
    expect(page.locator("dialog[open] a").first).to_contain_text("一周里的一条")
    page.keyboard.press("Enter")
    expect(page.locator("body.of-article")).to_be_visible()
    page.goto(f"/admin/triage/{item.pk}/")
    assert page.locator("#decision, #claim, details.lead").count() == 0
    page.goto("/admin/moderation/reportsubscriber/add/")
    expect(page.locator("input[name=_save]")).to_be_visible()
