"""An auditor's day: the state of the chain, an entry about an article, its history; nothing can be changed."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from moderation.decisions import DecisionRequest, decide
from moderation.decisions.overturn import overturn
from tests.makers import person, queued


def test_an_auditor_lives_through_a_day(open_console):
    page = open_console(role="auditor")
    item = queued(headline="被查的一条")
    made = decide(person("moderator"), DecisionRequest(item.pk, item.version, "remove", "4.1"))
    overturn(person("lead"), made.pk, note="看错了", reopens=False)

    page.goto("/admin/triage/home/")
    expect(page.locator("h1")).to_contain_text("审计")
    expect(page.locator(".figures-row strong").first).to_have_text(re.compile(r"^[1-9]"))
    expect(page.locator("#panel-reversed ~ *").first).to_contain_text("被查的一条")
    page.fill("#entry", f"article:{item.article_id}")
    page.press("#entry", "Enter")
    expect(page.locator("#result_list tbody tr")).to_have_count(2)
    expect(page.locator("#result_list")).to_contain_text("处理：下架")

    page.goto("/admin/triage/")
    page.keyboard.press("/")
    page.keyboard.type("被查的一条")
    expect(page.locator("dialog[open] a").first).to_contain_text("被查的一条")
    page.keyboard.press("Enter")
    expect(page.locator("body.of-article h1")).to_have_text("被查的一条")
    folded = page.locator(".timeline .undone summary")
    folded.click()
    expect(page.locator(".timeline")).to_contain_text("已撤回：下架 4.1")
    page.keyboard.press("o")
    expect(page.locator("body.of-source h1")).to_contain_text("山城观察")
    assert page.locator("main form[method=post]").count() == 0
    page.goto(f"/admin/triage/{item.pk}/")
    assert page.locator("#decision, #claim, details.lead").count() == 0
    expect(page.locator(".past .undone, .past li").first).to_be_visible()
