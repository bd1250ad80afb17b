"""Ctrl K and “/” find everything by keyboard alone, also with an input method and a screen reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.makers import queued, stored

OPTIONS = "#search [role=option]"


@pytest.fixture
def asked() -> list[str]:
    return []


def opened(open_console, asked: list[str]) -> Page:
    page = open_console()
    page.on("request", lambda request: asked.append(request.url) if "/search/?" in request.url else None)
    page.keyboard.press("/")
    expect(page.locator("#search-text")).to_be_focused()
    return page


def test_an_article_is_opened_by_slash_words_and_enter(open_console, asked):
    stored(headline="北郊停水通知甲")
    version = stored(headline="北郊停水通知乙")
    page = opened(open_console, asked)
    page.keyboard.type("停水")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/admin/triage/articles/{version.article_id}/")
    expect(page.locator("h1")).to_have_text("北郊停水通知乙")


def test_arrows_choose_and_the_combobox_names_what_is_chosen(open_console, asked):
    for name in "甲乙丙":
        stored(headline=f"北郊停水通知{name}")
    page = opened(open_console, asked)
    page.keyboard.type("停水")
    expect(page.locator(OPTIONS)).to_have_count(3)
    box = page.get_by_role("combobox", name="文章、来源、链接、编号")
    expect(box).to_have_attribute("aria-expanded", "true")
    chosen = page.locator(f"{OPTIONS}[aria-selected=true]")
    page.keyboard.press("ArrowDown")
    expect(chosen).to_contain_text("北郊停水通知乙")
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(chosen).to_contain_text("北郊停水通知甲")
    expect(page.get_by_role("listbox", name="搜索结果").get_by_role("group", name="文章")).to_be_visible()
    expect(page.locator("#search-status")).to_have_text("3")


def test_escape_closes_and_gives_the_focus_back(open_console, asked):
    queued()
    page = open_console()
    page.keyboard.press("j")
    headline = page.locator("tr.here .headline")
    expect(headline).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.locator("#search-text")).to_be_focused()
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    if page.locator("#search").is_visible():  # a search field's first Escape empties it
        page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_hidden()
    expect(headline).to_be_focused()


def test_nothing_is_searched_while_an_input_method_composes(open_console, asked):
    stored(headline="北郊停水通知")
    page = opened(open_console, asked)
    compose = """([text, kind]) => {
      const field = document.querySelector("#search-text");
      if (kind === "start") field.dispatchEvent(new CompositionEvent("compositionstart"));
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { isComposing: kind !== "end", bubbles: true }));
      if (kind === "end") field.dispatchEvent(new CompositionEvent("compositionend", { data: text }));
    }"""
    page.evaluate(compose, ["ting", "start"])
    page.evaluate(compose, ["tingshui", "on"])
    page.wait_for_timeout(600)  # well over the pause after which a query goes out
    assert asked == []
    page.evaluate(
        """() => document.querySelector("#search-text").dispatchEvent(
          new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true }))"""
    )
    assert asked == []
    expect(page.locator("#search")).to_be_visible()
    page.evaluate(compose, ["停水", "end"])
    expect(page.locator(OPTIONS)).to_have_count(1)
    assert len(asked) == 1


def test_keys_of_the_page_do_nothing_behind_the_box(open_console, asked):
    queued()
    page = opened(open_console, asked)
    page.keyboard.type("?nux")
    expect(page.locator("#search-text")).to_have_value("?nux")
    expect(page.locator("#help")).to_be_hidden()
    assert page.url.endswith("/admin/triage/")


def test_slash_is_text_where_somebody_types_and_ctrl_k_still_opens(open_console):
    queued()
    page = open_console()
    page.keyboard.press("n")
    page.wait_for_selector("#decision")
    page.keyboard.press("t")
    page.keyboard.type("a/b")
    expect(page.locator("#id_note")).to_have_value("a/b")
    page.keyboard.press("Control+k")
    expect(page.locator("#search-text")).to_be_focused()


def test_the_search_works_without_a_script(open_console):
    stored(headline="北郊停水通知")
    page = open_console(java_script_enabled=False)
    page.get_by_role("link", name="文章、来源、链接、编号").click()
    page.fill("#q", "停水")
    page.press("#q", "Enter")
    page.get_by_role("link", name="北郊停水通知").click()
    expect(page.locator("h1")).to_have_text("北郊停水通知")


def test_a_moderator_corrects_the_topic_of_an_article_that_was_never_queued(open_console):
    from tests.makers import assessed

    version = assessed()
    page = open_console()
    page.goto(f"/admin/triage/articles/{version.article_id}/")
    page.keyboard.press("c")
    kind = page.locator("#correct-topic select[name=kind]")
    expect(kind).to_be_focused()
    kind.select_option("opinion")
    page.get_by_role("button", name="更正类型与主题").click()
    expect(page.locator("#topic-shown small").first).to_contain_text("由 moderator 更正")
    page.wait_for_url(f"**/articles/{version.article_id}/")
