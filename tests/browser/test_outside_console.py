"""A moderator lets an outside console act, in a real browser: the page's policy lets the answer leave."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from moderation.models import PersonToken
from moderation.people import consoles
from tests.contract.test_persons_tokens import Console


@pytest.fixture
def console(transactional_db: None, live_server) -> Console:
    """Its address is another origin on this machine, where nothing useful answers."""
    made = Console.__new__(Console)
    made.back = live_server.url.replace("localhost", "127.0.0.1") + "/back"
    assert not made.back.startswith(live_server.url)
    row, secret = consoles.register("Third party", [made.back], is_public=False, actor="command")
    made.id, made.secret = row.client_id, secret
    return made


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_moderator_allows_refuses_and_ends_a_sign_in(open_console, console, faults, language):
    page: Page = open_console(language)
    page.goto(console.question())
    expect(page.locator("h1")).to_contain_text("Third party")
    page.click("button[value=refuse]")
    page.wait_for_url("**/back?error=access_denied*")
    page.goto(console.question())
    page.click("button[value=allow]")
    page.wait_for_url("**/back?code=*")
    code = parse_qs(urlsplit(page.url).query)["code"][0]
    assert console.change(code).status_code == 200
    page.goto("/admin/triage/outside/")
    expect(page.locator("td code")).to_have_text(PersonToken.objects.get().via)
    page.click("button[name=end]")
    expect(page.locator("td code")).to_have_count(0)
    assert PersonToken.objects.get().ended_at is not None
    # The console's address was asked for, and answers with an error.
    faults[:] = [fault for fault in faults if "/back?" not in fault and "status of 40" not in fault]
