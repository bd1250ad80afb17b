"""On paper a page of the console shows what it says, without what acts on it."""

from __future__ import annotations

import pytest

from tests.moderation.console.pages import item_with_evidence


@pytest.mark.parametrize("address", ["/admin/triage/", "/admin/triage/home/", "/admin/triage/{item}/"])
def test_a_printed_page_has_no_bar_no_keys_and_no_buttons(open_console, address):
    item = item_with_evidence()
    page = open_console()
    page.goto(address.format(item=item.pk))
    assert page.locator(".bar").is_visible()
    page.emulate_media(media="print")
    for selector in (".bar", ".keys", "main button", "main .button"):
        shown = [each for each in page.locator(selector).all() if each.is_visible()]
        assert shown == [], selector
    assert page.locator("main").inner_text().strip()
