"""On a slow line the console says that an act is on its way, and stays where it is meanwhile."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from moderation.models import Decision
from tests.makers import queued


def test_a_moderator_on_a_slow_line_reads_that_the_act_is_on_its_way(open_console):
    queued(headline="第一条")
    queued(headline="第二条")
    page = open_console()
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    waiting: list[Route] = []
    page.route("**/decide/", lambda route: waiting.append(route))
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator(".working")).to_have_text("正在提交…")
    expect(page.locator(".working")).to_be_visible()
    page.keyboard.press("Enter")  # once more, out of impatience
    assert len(waiting) == 1
    waiting[0].continue_()
    expect(page.locator("h1")).to_have_text("第二条")
    expect(page.locator(".working")).to_be_hidden()
    assert Decision.objects.count() == 1


def test_the_sign_ends_where_the_server_does_not_answer(open_console, faults):
    queued(headline="断网的一条")
    page = open_console()
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    page.route("**/decide/", lambda route: route.abort())
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator(".message.warning")).to_be_visible()
    expect(page.locator(".working")).to_be_hidden()
    faults[:] = [fault for fault in faults if "ERR_FAILED" not in fault]


def test_no_words_of_a_page_are_under_twelve_pixels(open_console):
    item = queued()
    page = open_console(role="lead")
    for path in ("home/", "", f"{item.pk}/", f"articles/{item.article_id}/", "home/?as=audit", "status/"):
        page.goto(f"/admin/triage/{path}")
        small = page.evaluate(
            """() => [...document.querySelectorAll("body *")].filter((each) => {
              const words = [...each.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data);
              const speaks = /[\\w\\u4e00-\\u9fff]/.test(words.join(""));
              const style = getComputedStyle(each);
              return speaks && each.getClientRects().length && style.clipPath === "none" && !each.closest("svg")
                && parseFloat(style.fontSize) < 12;
            }).map((each) => `${each.tagName}.${each.className}`)"""
        )
        assert small == [], path


def test_no_page_is_wider_than_a_phone(open_console):
    item = queued()
    page = open_console(role="lead")
    page.set_viewport_size({"width": 390, "height": 844})
    source = item.article.source_id
    for path in ("home/", "home/?as=audit", "", f"{item.pk}/", f"sources/{source}/", "status/", "waiting/"):
        page.goto(f"/admin/triage/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
