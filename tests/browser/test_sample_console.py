"""The sample console of the docs, in a real browser: a lead signs in, claims, decides, takes back, skips and holds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from moderation.models import Decision, QueueItem, Skip
from moderation.people import consoles
from tests.makers import queued
from tests.services.instance import free_port
from tests.services.processes import wait_for
from workbench.env import BASE_DIR


@pytest.fixture
def sample(transactional_db: None, live_server: Any, api_key: Any) -> Iterator[str]:
    """The address of the console, which is registered as a public one."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    row, _ = consoles.register("Sample", [address], is_public=True, actor="command")
    script = str(BASE_DIR / "docs" / "sample_console" / "serve.py")
    key = api_key("articles:read")
    process = subprocess.Popen(
        [sys.executable, script, str(port), live_server.url, row.client_id], env={**os.environ, "KEY": key}
    )
    try:
        wait_for(lambda: _answers(address), "the sample console")
        yield address
    finally:
        process.kill()
        process.wait()


def _answers(address: str) -> bool:
    import urllib.error
    import urllib.request

    try:
        return urllib.request.urlopen(address, timeout=2).status == 200  # noqa: S310 - the test's own server
    except urllib.error.URLError:
        return False


@pytest.fixture
def signed_in(sample: str, open_console: Any, faults: list[str]) -> Iterator[Page]:
    """The console in the browser of a lead, who has let it act."""
    page: Page = open_console(role="lead")
    page.goto(sample)
    page.click("#sign-in")
    page.click("button[value=allow]")
    expect(page.locator("#who")).to_have_text("lead")
    yield page
    page.close()  # it asks for its list again and again
    # Its own address is no other place.
    faults[:] = [fault for fault in faults if not fault.startswith(sample) and "status of 409" not in fault]
    assert faults == []


def test_a_person_claims_reads_decides_and_takes_it_back(signed_in: Page) -> None:
    item = queued(headline="<b>环湖路改造下月开工</b>", body=["第一段。", "<script>alert(1)</script>第二段。"])
    signed_in.click("#claim")
    expect(signed_in.locator("#headline")).to_contain_text("环湖路改造下月开工")
    expect(signed_in.locator("#reasons li")).to_have_text(["来源笼统"])
    expect(signed_in.locator("#text p").first).to_have_text("第一段。")
    assert signed_in.locator("#text script, #headline b").count() == 0
    signed_in.select_option("#act", "label")
    signed_in.select_option("#policy", "2.1")
    signed_in.select_option("#label", "reprint")
    signed_in.click("#decide button:not([type])")
    expect(signed_in.locator("#told")).to_have_text("已处理。")
    made = Decision.objects.get()
    assert (made.item_id, made.act, made.label, made.decided_by.username) == (item.pk, "label", "reprint", "lead")
    assert made.via.startswith("token:")
    signed_in.click("#undo")
    expect(signed_in.locator("#told")).to_contain_text("已撤回")
    assert Decision.objects.latest("pk").override_of_id == made.pk


def test_a_person_skips_one_item_and_holds_another(signed_in: Page) -> None:
    queued()
    signed_in.click("#claim")
    expect(signed_in.locator("#item")).to_be_visible()
    signed_in.click("#skip")
    expect(signed_in.locator("#told")).to_have_text("已跳过。")
    assert Skip.objects.count() == 1
    queued()
    signed_in.click("#claim")
    expect(signed_in.locator("#item")).to_be_visible()
    signed_in.click("#hold")
    expect(signed_in.locator("#told")).to_have_text("已暂缓。")
    assert QueueItem.objects.filter(on_hold=True).count() == 1


def test_what_somebody_else_decided_meanwhile_is_told_and_the_sign_in_ends(signed_in: Page) -> None:
    item = queued()
    signed_in.click("#claim")
    expect(signed_in.locator("#item")).to_be_visible()
    QueueItem.objects.filter(pk=item.pk).update(version=99)
    signed_in.click("#decide button:not([type])")
    expect(signed_in.locator("#told")).not_to_be_empty()
    assert not Decision.objects.exists()
    signed_in.click("#sign-out")
    expect(signed_in.locator("#sign-in")).to_be_visible()
