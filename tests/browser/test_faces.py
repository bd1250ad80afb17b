"""The same screens without JavaScript, in the dark, in English, narrow, and with hostile text."""

from __future__ import annotations

import re
from html import escape

import pytest
from playwright.sync_api import Page, expect

from moderation.models import Decision
from tests.makers import queued, reason
from tests.moderation.console.pages import item_with_evidence


def test_without_javascript_everything_is_a_form(open_console):
    queued(reason(weight=0.9), headline="第一条待审")
    queued(reason(weight=0.5), headline="第二条待审")
    page = open_console(java_script_enabled=False)
    page.click("#take-next")
    assert page.inner_text("h1") == "第一条待审"
    page.check("input[value=label]")
    page.select_option("#id_clause", "2.3")
    page.fill("#id_note", "没有脚本也能处理")
    page.click("#submit")
    assert page.inner_text("h1") == "第二条待审"
    assert not page.is_visible("kbd")
    page.click("#skip")
    assert page.url.endswith("/admin/triage/")
    assert Decision.objects.get().note == "没有脚本也能处理"


def luminance(page: Page, selector: str, name: str) -> float:
    """Relative luminance of a colour of an element, 0–1 (WCAG 2)."""
    colour = page.locator(selector).first.evaluate(f"element => getComputedStyle(element).{name}")
    channels = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(page: Page, text: str, ground: str) -> float:
    """The contrast of an element's text on another's background, 1–21 (WCAG 2)."""
    one, two = luminance(page, text, "color"), luminance(page, ground, "backgroundColor")
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_themes_are_readable(open_console, scheme):
    # Of each severity a chip.
    item_with_evidence().reasons.filter(code="vague_sourcing").update(severity="high")
    page = open_console(color_scheme=scheme)
    page.click("#take-next")
    assert (luminance(page, ".panel", "backgroundColor") < 0.1) == (scheme == "dark")
    grounds = {
        ".article-text p": ".panel", ".article .meta": ".panel", "small": ".panel", ".chip.high": ".chip.high",
        ".chip.low": ".chip.low", "#submit": "#submit", "mark.m-flag": "mark.m-flag", ".keys": ".keys",
        "mark.m-attribution": "mark.m-attribution",
    }  # fmt: skip
    for text, ground in grounds.items():
        assert contrast(page, text, ground) >= 4.5, text


def test_the_theme_can_be_chosen_against_the_system(open_console):
    queued()
    page = open_console(color_scheme="light")
    page.click(".theme-toggle")
    assert luminance(page, "body", "backgroundColor") < 0.1
    page.reload()
    assert luminance(page, "body", "backgroundColor") < 0.1


def test_the_language_switch_keeps_the_place(open_console):
    item_with_evidence()
    page = open_console()
    page.click("#take-next")
    expect(page.locator("#submit")).to_contain_text("提交并下一条")
    at = page.url
    page.click(".language [value=en]")
    expect(page.locator("#submit")).to_contain_text("Submit, next item")
    assert page.url == at


def test_headline_reasons_and_acts_stay_on_the_screen(open_console):
    item_with_evidence(body=[f"第{number}段，内容较长，需要滚动才能看完。" * 4 for number in range(60)])
    page = open_console()
    page.click("#take-next")
    page.locator("#article-text").evaluate("element => element.scrollTo(0, element.scrollHeight)")
    assert page.evaluate("document.documentElement.scrollHeight") == 900
    for selector in ("h1", ".chips .chip", "#submit", "#id_clause", "#id_note"):
        expect(page.locator(selector).first).to_be_in_viewport(ratio=1)


def test_narrow_screens_stack_the_columns_and_never_scroll_sideways(open_console):
    item_with_evidence()
    page = open_console()
    page.click("#take-next")
    for width in (1100, 700, 400):
        page.set_viewport_size({"width": width, "height": 900})
        tops = [box["y"] for box in (panel.bounding_box() for panel in page.locator(".panel").all())]
        assert tops == sorted(set(tops))
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_text_runs_and_loads_nothing(open_console):
    evil = "<img src='https://evil.example/x.png' onerror='document.title=1'><script>document.title=1</script>"
    # Markup is taken off a submission; what its character references spell is text.
    spelled = escape(evil)
    item_with_evidence(headline=f"标题{spelled}", body=[f"这一段正文里有{spelled}代码。", "第二段正文的内容。"])
    page = open_console()
    assert page.locator(".headline").first.inner_text() == f"标题{evil}"
    page.click("#take-next")
    page.wait_for_selector(".article-text")
    assert page.inner_text("h1") == f"标题{evil}"
    assert page.title() != "1"
