"""The console's modules as the product serves them: by its web server, compressed, under hashed names."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests.makers import person, queued
from tests.services import static_files
from tests.services.web import Web


@pytest.fixture
def served(transactional_db, tmp_path):
    """The web server on the test's database, with static files that were collected for it."""
    home = {"WORKBENCH_HOME": str(tmp_path / "home"), "SECRET_KEY": settings.SECRET_KEY}
    static_files.give_to(tmp_path / "home")
    server = Web("", tmp_path / "web.log", **home)
    server.start()
    yield f"http://127.0.0.1:{server.port}"
    server.stop()


def test_keys_work_with_modules_under_hashed_names(served, browser):
    queued(headline="待审的一条")
    session = Client()
    session.force_login(person("moderator"))
    context = browser.new_context(base_url=served)
    context.add_cookies([{"name": "sessionid", "value": session.cookies["sessionid"].value, "url": served}])
    page = context.new_page()
    faults: list[str] = []
    scripts: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
    page.on("request", lambda asked: scripts.append(asked.url) if asked.url.endswith(".js") else None)
    page.goto("/admin/triage/")
    page.keyboard.press("n")
    expect(page.locator("h1")).to_have_text("待审的一条")
    context.close()
    console = [url for url in scripts if "/moderation/console/" in url]
    assert {re.sub(r".*/(\w+)\..*", r"\1", url) for url in console} >= {"console", "page", "keys", "swap", "ahead"}
    assert [url for url in console if not re.search(r"/\w+\.[0-9a-f]{12}\.js$", url)] == []
    assert faults == []
