"""The list shows many items at once, and who takes them while it stands on the screen."""

from __future__ import annotations

from playwright.sync_api import expect

from moderation.queue.claims import claim
from tests.makers import person, queued, reason


def test_rows_are_low_and_others_claims_appear_without_a_reload(open_console):
    items = [queued(reason("vague_sourcing"), reason("clickbait", zh="标题夸张")) for _ in range(3)]
    page = open_console()
    rows = page.locator("tr[data-item]")
    expect(rows).to_have_count(3)
    assert max(row.bounding_box()["height"] for row in rows.all()) <= 60
    claim(person("lead"), items[1].pk)
    with page.expect_response("**/holders/**"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    row = page.locator(f"tr[data-item='{items[1].pk}']")
    expect(row.locator(".holder")).to_have_text("lead")
    expect(row.locator("button.claim")).to_have_count(0)
    expect(page.locator("button.claim")).to_have_count(2)
