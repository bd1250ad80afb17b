"""A real Chromium on a live server. Without one the tests skip and say so."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    # Playwright keeps an event loop in this thread, and Django then takes every query for one inside a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=60_000)  # of 5 seconds, which a page on a busy machine may need
    with sync_playwright() as playwright:
        yield playwright
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(_playwright: Playwright) -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("NO BROWSER TEST RAN: chromium is not installed (apt-get install chromium, or set CHROMIUM)")
    browser = _playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def faults() -> list[str]:
    """What went wrong in the pages: errors, and requests to anywhere but the server."""
    return []


@pytest.fixture
def open_console(
    transactional_db: None, live_server: Any, browser: Browser, faults: list[str]
) -> Iterator[Callable[..., Page]]:
    """Opens the queue as somebody signed in; every page must run without an error and load nothing from outside."""
    from django.test import Client

    from tests.makers import person as make_person

    contexts = []
    people: dict[str, Any] = {}

    def open_console(language: str = "zh-hans", role: str = "moderator", **options: Any) -> Page:
        person = people[role] = people.get(role) or make_person(role)
        context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=live_server.url, **options)
        context.set_default_timeout(90_000)
        contexts.append(context)
        session = Client()
        session.force_login(person)  # the form of the sign-in is the subject of other tests
        cookies = {"django_language": language, "sessionid": session.cookies["sessionid"].value}
        context.add_cookies([{"name": name, "value": each, "url": live_server.url} for name, each in cookies.items()])
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((live_server.url, "data:")) else faults.append(asked.url),
        )
        page.goto("/admin/triage/")
        return page

    yield open_console
    for context in contexts:
        context.close()
    assert faults == []
