"""The acts stay on the screen at every width, and no line of text is wider than one can read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from moderation.models import ActRule, Decision
from tests.makers import assessed
from tests.moderation.console.pages import FULL, item_with_evidence

LONG = {"body": [*FULL["body"], *("环湖路施工期间，公交线路临时调整。" * 4 for _ in range(30))]}
# Width and height; 200 % zoom of 1024×768 is half of it in CSS pixels.
SIZES = [(390, 844), (512, 384), (768, 1024), (1024, 768), (1279, 720), (1280, 720), (1440, 900), (2560, 1440)]


def held(open_console, width: int, height: int, **changes) -> Page:
    item = item_with_evidence(**{**LONG, **changes})
    page = open_console()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"/admin/triage/{item.pk}/")
    page.click("#claim")
    page.wait_for_selector("#decision")
    return page


def place(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).bounding_box()
    assert box is not None, selector
    return box


def is_on_screen(page: Page, selector: str) -> bool:
    box, size = place(page, selector), page.viewport_size
    assert size is not None
    within = box["x"] >= 0 and box["x"] + box["width"] <= size["width"] + 1
    return within and box["y"] >= 0 and box["y"] + box["height"] <= size["height"] + 1


def overlaps(page: Page, selector: str) -> list[str]:
    """The pairs of these elements that cover each other, as texts."""
    found: list[str] = page.evaluate(
        """(selector) => {
          const all = [...document.querySelectorAll(selector)].map((each) => [each, each.getBoundingClientRect()]);
          const shown = all.filter(([, box]) => box.width > 0);
          const name = (each) => each.id || each.textContent.trim();
          const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
          return shown.flatMap(([one, box], at) =>
            shown.slice(at + 1).filter(([, other]) => meet(box, other)).map(([two]) => `${name(one)} × ${name(two)}`));
        }""",
        selector,
    )
    return found


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_moderator_reaches_every_act_without_scrolling(open_console, width, height):
    ActRule.objects.create(act="remove", second_person=True)
    page = held(open_console, width, height)
    page.locator(".choice", has_text="加注标签").click()
    for selector in ("#submit", ".choice >> nth=0", ".choice >> nth=4", "#id_clause", "#id_label", "#skip"):
        assert is_on_screen(page, selector), selector
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    assert overlaps(page, ".doing .choice, .doing select, .doing textarea, .doing button") == []
    box = place(page, "#submit")
    at = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
    assert page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('button')?.id", at) == "submit"


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1024, 768)])
def test_a_decision_is_made_on_a_narrow_screen(open_console, width, height):
    page = held(open_console, width, height)
    page.locator(".choice", has_text="限制推荐").click()
    page.select_option("#id_clause", "1.1")
    page.click("#submit")
    expect(page.locator(".message.success")).to_contain_text("限制推荐 1.1")
    assert Decision.objects.get().act == "limit"


@pytest.mark.parametrize(("width", "height"), [(390, 844), (768, 1024)])
def test_the_bar_covers_nothing_of_the_end_of_a_narrow_page(open_console, width, height):
    page = held(open_console, width, height)
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    last = page.evaluate("document.querySelector('.acting .after').getBoundingClientRect().bottom")
    assert last <= place(page, ".acting .doing")["y"]


def test_the_article_is_read_beside_evidence_and_acts_on_a_wide_screen(open_console):
    page = held(open_console, 2560, 1440)
    text, evidence, doing = (place(page, each) for each in ("#article-text", ".evidence", ".acting .doing"))
    assert text["width"] <= 800
    assert text["x"] + text["width"] <= evidence["x"] <= text["x"] + text["width"] + 40
    assert evidence["x"] + evidence["width"] <= doing["x"] <= evidence["x"] + evidence["width"] + 40
    after = place(page, ".acting .after")
    assert after["x"] + after["width"] <= 2560 - 150
    assert abs(text["x"] - (2560 - after["x"] - after["width"])) < 40  # centred


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_page_of_an_article_fits_every_width(open_console, width, height):
    version = assessed(**LONG)
    page = open_console()
    page.set_viewport_size({"width": width, "height": height})
    page.goto(f"/admin/triage/articles/{version.article_id}/")
    expect(page.locator(".state-word")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    paragraph = place(page, "#article-text p >> nth=5")
    assert 250 <= paragraph["width"] <= 760
    if width >= 900:
        assert is_on_screen(page, ".state-word")
