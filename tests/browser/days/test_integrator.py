"""An integrator's day: the state of keys and deliveries, a new key, a new endpoint."""

from __future__ import annotations

from playwright.sync_api import expect

from articles.models import ApiKey
from moderation.models import WebhookEndpoint
from tests.makers import person


def test_an_integrator_lives_through_a_day(open_console, faults):
    person("integrator")
    page = open_console(role="auditor")
    page.context.clear_cookies(name="sessionid")
    page.goto("/admin/triage/")
    page.fill("#id_username", "integrator")
    page.fill("#id_password", "integrator-password")
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/triage/home/")  # no page without permission after signing in
    expect(page.locator("#panel-keys ~ ul")).to_be_visible()
    expect(page.locator("main")).to_contain_text("接收端")

    page.locator("#panel-keys a.all").click()
    page.locator(".object-tools a.addlink").click()
    page.fill("#id_name", "门户")
    page.locator("input[name=scopes]").first.check()
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert ApiKey.objects.filter(name="门户").exists()

    page.goto("/admin/triage/home/")
    expect(page.locator("#panel-keys ~ ul")).to_contain_text("门户")
    page.locator("a[href='/admin/moderation/webhookendpoint/']").first.click()
    expect(page.locator("#content")).to_be_visible()
    page.goto("/admin/triage/status/")
    expect(page.locator("h1")).to_be_visible()
    assert not WebhookEndpoint.objects.exists()
    faults[:] = [fault for fault in faults if "favicon" not in fault]
