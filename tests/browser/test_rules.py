"""Routing rules in a real browser: order by drag and without JavaScript, an error at its place, a backtest's bar."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from moderation.models import Rule
from moderation.routing import rulebook
from moderation.routing.editing.drafts import write
from moderation.routing.trials import backtests
from tests.browser.test_faces import contrast
from tests.makers import assessed
from tests.moderation.routing.rules import draft


@pytest.fixture(autouse=True)
def _fresh():
    rulebook.forget()
    yield
    rulebook.forget()


def three_rules() -> None:
    author = User.objects.create_superuser("author")
    for code in ("one", "two", "three"):
        write(author, draft("references > 5", code, name_zh=f"规则{code}"))


def codes() -> list[str]:
    return list(Rule.objects.values_list("code", flat=True))


def test_rules_are_ordered_by_dragging(open_console):
    three_rules()
    page = open_console(role="lead")
    page.goto("/admin/triage/rules/")
    with page.expect_response("**/rules/"):
        page.drag_and_drop("tr[data-rule]:nth-child(3) .grip", "tr[data-rule]:nth-child(1)")
    assert codes() == ["three", "one", "two"]
    expect(page.locator(".message.success")).to_be_visible()
    with page.expect_response("**/rules/"):
        page.drag_and_drop("tr[data-rule]:nth-child(1) .grip", ".default-row")
    assert codes() == ["one", "two", "three"]


def test_rules_are_ordered_by_number_without_javascript(open_console):
    three_rules()
    page = open_console(role="lead", java_script_enabled=False)
    page.goto("/admin/triage/rules/")
    page.locator("tr[data-rule] input").nth(2).fill("0")
    page.click("button[form=order]")
    assert codes() == ["three", "one", "two"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_error_stands_at_its_place_and_can_be_read(open_console, faults, scheme):
    page = open_console(role="lead", color_scheme=scheme)
    page.goto("/admin/triage/rules/new/")
    for name in ("code", "name_zh", "name_en", "reason_zh", "reason_en"):
        page.fill(f"#id_{name}", "bait")
    page.fill("#id_expression", 'topic == "news" and clikbait.score > 0.5')
    page.keyboard.press("Tab")
    page.click(".rule-form > .button")
    expect(page.locator("#error-expression mark")).to_have_text("clikbait.score")
    expect(page.locator("#error-expression")).to_contain_text("第 1 行第 21 个字符")
    expect(page.locator("#id_expression")).to_be_focused()
    grounds = dict.fromkeys([".error", ".facts dd", ".facts small"], ".panel") | {
        ".place-line mark": ".place-line mark"
    }
    for text, ground in grounds.items():
        assert contrast(page, text, ground) >= 4.5, text
    # The browser says in its console that the answer was 422.
    assert [fault for fault in faults if "422" not in fault] == []
    faults.clear()


def test_a_backtest_shows_how_far_it_is_and_ends_by_itself(open_console, monkeypatch):
    monkeypatch.setattr(backtests, "CHUNK", 1)
    for _ in range(3):
        assessed()
    three_rules()
    page = open_console(role="lead")
    page.goto(f"/admin/triage/rules/{Rule.objects.get(code='one').pk}/")
    page.click("button[value=backtest]")
    expect(page.locator("#progress-text")).to_have_text("0 / 3")
    backtest = Rule.objects.get(code="one").versions.get().backtests.get()
    while backtests.work(backtest.pk):
        pass
    expect(page.locator(".facts-line")).to_be_visible()


def test_files_go_up_with_javascript_too(open_console):
    page = open_console(role="lead")
    page.goto("/admin/triage/rules/banks/new/")
    for name, value in {"code": "ads", "name_zh": "广告", "name_en": "Ads"}.items():
        page.fill(f"#id_{name}", value)
    page.set_input_files("#id_file", {"name": "list.txt", "mimeType": "text/plain", "buffer": "加微信".encode()})
    page.click(".rule-form > .button")
    expect(page.locator("ins")).to_have_text("加微信")
