"""Sign-on in a real browser: from the button of the sign-in page to the provider and back to the queue."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.services.openid_provider import Provider


@pytest.fixture
def visit(
    transactional_db: None, live_server: Any, browser: Browser, provider: Provider
) -> Iterator[Callable[..., Page]]:
    """Opens the sign-in page in the browser of a person whom the provider knows with these claims."""
    provider.tell(redirect_uris=f"{live_server.url}/admin/sign-on/callback/")
    contexts = []

    def visit(language: str = "zh-hans", scheme: str = "light", **claims: Any) -> Page:
        context = browser.new_context(
            viewport={"width": 1280, "height": 820}, base_url=live_server.url, color_scheme=scheme
        )
        contexts.append(context)
        context.add_cookies(
            [
                {"name": "django_language", "value": language, "url": live_server.url},
                {"name": "person", "value": quote(json.dumps(claims)), "url": provider.address},
            ]
        )
        page = context.new_page()
        page.goto("/admin/triage/dashboard/")
        return page

    yield visit
    for context in contexts:
        context.close()


def test_a_moderator_signs_on_with_the_keyboard_and_lands_where_they_wanted(visit):
    page = visit(sub="u-7", preferred_username="zhang", groups=["mod-team"])
    page.locator(".sign-on a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/triage/dashboard/")
    expect(page.locator(".who .name")).to_have_text("zhang")


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "没有对应的角色"), ("en", "none of your groups")])
def test_a_person_without_a_role_reads_why_and_gets_back(visit, language, words):
    page = visit(language, sub="u-8", groups=["everybody"])
    page.click(".sign-on a")
    expect(page.get_by_role("alert")).to_contain_text(words)
    page.get_by_role("link").click()
    expect(page.locator("#id_username")).to_be_visible()


def test_when_the_provider_is_away_the_form_still_signs_in(visit, settings, moderator):
    page = visit("en", sub="u-9", groups=["mod-team"])
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    page.click(".sign-on a")
    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    page.get_by_role("link").click()
    page.fill("#id_username", "moderator")
    page.fill("#id_password", "moderator-password")
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/triage/home/")
    expect(page.locator("header")).to_contain_text("moderator")
