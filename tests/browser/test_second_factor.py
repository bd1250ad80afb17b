"""A person's second factor in a real browser: set up, sign in with a computed code, and with a recovery code."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from moderation.accounts import recovery_codes
from moderation.models import Authenticator
from tests.moderation.accounts.codes import code_of, code_of_seed
from tests.moderation.accounts.test_second_factor import device_of, enrol

PAGE = "/admin/triage/second-factor/"


def set_up(page: Page) -> tuple[str, list[str]]:
    """Sets a device up as a person does; returns the seed and the recovery codes."""
    page.goto(PAGE)
    page.click("button[value=begin]")
    expect(page.locator("svg.qr")).to_be_visible()
    seed = page.inner_text("#seed").replace(" ", "")
    page.fill("#code-confirm", code_of_seed(seed))
    page.press("#code-confirm", "Enter")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    return seed, page.locator(".recovery-codes code").all_inner_texts()


def sign_in(page: Page, code: str) -> None:
    page.goto("/admin/login/?next=/admin/triage/")
    page.fill("#id_username", "moderator")
    page.fill("#id_password", "moderator-password")
    page.fill("#id_otp_token", code)
    page.press("#id_otp_token", "Enter")


def sign_out(page: Page) -> None:
    page.locator(".who form[action*=logout] button").click()
    expect(page.locator(".who")).to_have_count(0)


def test_a_moderator_sets_up_signs_in_with_a_code_and_once_with_a_recovery_code(open_console):
    page = open_console()
    seed, codes = set_up(page)
    assert len(codes) == 10
    page.goto(PAGE)
    assert seed not in page.content().replace(" ", "")
    sign_out(page)
    sign_in(page, code_of(Authenticator.objects.get()))
    page.wait_for_url("**/admin/triage/")
    sign_out(page)
    sign_in(page, codes[0].lower())
    page.wait_for_url("**/admin/triage/")
    expect(page.locator(".message.warning")).to_contain_text("剩余 9 个")
    sign_out(page)
    sign_in(page, codes[0])
    expect(page.locator(".errornote")).to_be_visible()
    sign_in(page, "")
    expect(page.locator(".errornote")).to_be_visible()
    assert recovery_codes.left(User.objects.get(username="moderator")) == 9


def test_a_set_up_device_signs_the_other_browser_out(open_console):
    page, other = open_console(), open_console()
    set_up(page)
    page.goto("/admin/triage/")
    expect(page.locator(".who .name")).to_have_text("moderator")
    other.goto("/admin/triage/")
    expect(other.locator("#id_username")).to_be_visible()


def test_neither_lead_nor_superuser_sees_a_seed(open_console, live_server):
    seed, _ = set_up(open_console())
    key = Authenticator.objects.get().bin_key.hex()
    lead = open_console(role="lead")
    lead.goto("/admin/")
    assert "otp_totp" not in lead.content()
    User.objects.filter(username="auditor").delete()
    superuser = open_console(role="auditor")
    User.objects.filter(username="auditor").update(is_superuser=True)
    for address in ("/admin/", "/admin/auth/user/", f"{PAGE}people/", PAGE):
        superuser.goto(address)
        shown = superuser.content().replace(" ", "")
        assert seed not in shown
        assert key not in shown
        assert "otp_totp" not in shown


def test_everything_can_be_done_with_the_keyboard(open_console):
    page = open_console(java_script_enabled=False)
    page.goto(PAGE)
    page.locator("button[value=begin]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#code-confirm")).to_be_focused()
    page.keyboard.type(code_of_seed(page.inner_text("#seed")))
    page.keyboard.press("Enter")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    page.get_by_role("link", name="我已保存恢复码").focus()
    page.keyboard.press("Enter")
    page.locator("#code-remove").focus()
    page.keyboard.type(code_of(Authenticator.objects.get()))
    page.keyboard.press("Enter")
    expect(page.locator("button[value=begin]")).to_be_visible()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_fit_every_width(open_console, language):
    page = open_console(language)

    def fits() -> bool:
        for width in (1280, 900, 400):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                return False
        return True

    page.goto(PAGE)
    assert fits()
    page.click("button[value=begin]")
    expect(page.locator("svg.qr")).to_be_visible()
    assert fits()
    page.fill("#code-confirm", code_of_seed(page.inner_text("#seed")))
    page.press("#code-confirm", "Enter")
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    assert fits()
    page.goto(PAGE)
    assert fits()


def test_a_wrong_code_is_said_and_the_field_has_the_focus(open_console, faults):
    page = open_console(language="en")
    moderator = User.objects.get(username="moderator")
    enrol(moderator)
    page.context.clear_cookies(name="sessionid")
    sign_in(page, code_of(device_of(moderator)))
    page.wait_for_url("**/admin/triage/")
    page.goto(PAGE)
    page.fill("#code-renew", "AAAA-AAAA-AAAA-AAAA")
    page.press("#code-renew", "Enter")
    expect(page.get_by_role("alert")).to_contain_text("not right")
    assert [fault for fault in faults if not re.search("422", fault)] == []
    faults.clear()
