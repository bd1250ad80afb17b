"""A lead's day: what waits, the second person's answer, an escalation, a hold, many items by one act."""

from __future__ import annotations

from playwright.sync_api import expect

from moderation.decisions import DecisionRequest, bulk, decide
from moderation.models import ActRule, BulkRun, Decision, Execution, QueueItem
from moderation.queue.claims import claim
from tests.makers import person, queued, reason


def test_a_lead_lives_through_a_day(open_console):
    page = open_console(role="lead")
    moderator = person("moderator")
    ActRule.objects.create(act="remove", second_person=True)
    removed, escalated = queued(headline="等第二人的一条"), queued(headline="上报来的一条")
    decide(moderator, DecisionRequest(removed.pk, removed.version, "remove", "4.1", note="与原文逐段相同"))
    decide(moderator, DecisionRequest(escalated.pk, escalated.version, "escalate", "9.1", note="涉及未成年人"))
    claim(moderator, queued(headline="有人在看的一条").pk)

    page.goto("/admin/triage/home/")
    expect(page.locator("h1")).to_contain_text("团队")
    expect(page.locator("#panel-people ~ .scroll")).to_contain_text("moderator")
    page.locator("#panel-second_person ~ ul a", has_text="等第二人的一条").click()
    expect(page.locator("#article-text")).to_be_visible()
    expect(page.locator(".acting")).to_contain_text("与原文逐段相同")
    page.keyboard.press("2")
    page.keyboard.type("正文写明了出处")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".message").first).to_be_visible()
    assert Execution.objects.get().refusal == "正文写明了出处"

    page.goto("/admin/triage/?queue=escalated")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("上报来的一条")
    expect(page.locator(".passed-on")).to_contain_text("moderator 上报")
    expect(page.locator(".passed-on")).to_contain_text("涉及未成年人")
    page.keyboard.press("i")
    page.keyboard.type("2.3")
    page.keyboard.press("Enter")
    expect(page.locator(".message.success")).to_contain_text("限制推荐 2.3")

    held = QueueItem.objects.get(article=removed.article, state="open")
    page.goto(f"/admin/triage/{held.pk}/")
    page.keyboard.press("Shift+H")
    page.keyboard.type("等水务局回复")
    page.keyboard.press("Enter")
    expect(page.locator(".passed-on")).to_contain_text("等水务局回复")

    for number in range(3):
        queued(reason("vague_sourcing"), headline=f"同一批第{number}条", source={"name": "搬运号"})
    page.goto("/admin/triage/?q=同一批")
    for key in ("x", "x", "x", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("#decision input[type=checkbox]")).to_have_count(3)
    page.keyboard.press("i")
    page.keyboard.type("同一批搬运稿")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#progress-text")).to_be_visible()
    bulk.work(BulkRun.objects.get().pk)
    assert Decision.objects.filter(act="limit", decided_by__username="lead").count() == 4
