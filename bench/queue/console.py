"""Triage by keyboard in a real browser: the server's time per item, with many stored articles."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.harness.data import ROOT, shared
from bench.harness.on_postgresql import prepared
from bench.harness.result import Result, Skipped
from bench.harness.timing import percentile

FIGURE = "triage by keyboard, the server's share of an item"
ARTICLES, ITEMS = 100_000, 60
ALLOWED = 150
READING_MS = 1000


def run(*, quick: bool) -> Result:
    """Measure the server's time per item in milliseconds (95th percentile): from each request to the first byte.

    An item's requests are the decision on it, and all requests of the browser until the next item is shown. Before each
    decision the moderator reads for a second, in which the browser prefetches the page of the next item. The peer is
    the stock admin's page of the same item, which shows its columns but not its article.
    """
    from tests.browser.conftest import ARGUMENTS
    from tests.services.instance import Instance

    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if chromium is None:
        raise Skipped("chromium is not installed; set CHROMIUM")
    articles, items = (100, 5) if quick else (ARTICLES, ITEMS)
    pages = shared("pages/*.html")
    with prepared() as environment, tempfile.TemporaryDirectory(prefix="wb-bench-") as folder:
        subprocess.run(
            [sys.executable, "-m", "bench.harness.fill_queue", str(articles)], cwd=ROOT, env=environment, check=True
        )
        instance = Instance(Path(folder) / "home", DATABASE_URL=environment["DATABASE_URL"])
        try:
            instance.start()
            ingest = [sys.executable, "manage.py", "ingest", "--wait", *map(str, pages)]
            subprocess.run(ingest, cwd=ROOT, env=instance.environment, stdout=subprocess.DEVNULL, check=True)
            shares, stock = _triage(instance, chromium, ARGUMENTS, items)
        finally:
            instance.clear_away()
    return Result(
        FIGURE, "ms at the 95th percentile", percentile(shares, 95), limit=ALLOWED, limit_name="allowed",
        peer=percentile(stock, 95), peer_name="the stock admin's page of the item, a look only",
        note=f"{items} items, real pages first, of {articles:,}, PostgreSQL; median {percentile(shares, 50):.0f} ms",
    )  # fmt: skip


def _triage(instance: Any, chromium: str, arguments: list[str], items: int) -> tuple[list[float], list[float]]:
    from playwright.sync_api import Request, expect, sync_playwright

    asked: list[Request] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        base = f"http://127.0.0.1:{instance.port}"
        context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=base)
        page, beside = context.new_page(), context.new_page()
        page.on("requestfinished", lambda request: asked.append(request))
        page.goto("/admin/triage/")
        page.fill("#id_username", instance.credentials["username"])
        page.fill("#id_password", instance.credentials["password"])
        page.press("#id_password", "Enter")
        page.wait_for_url("**/admin/triage/")
        page.keyboard.press("n")
        shares, stock = [], []
        for _ in range(items):
            expect(page.locator("#decision")).to_be_visible()
            shown = page.locator("body").get_attribute("data-item")
            page.wait_for_timeout(READING_MS)
            asked.clear()
            page.keyboard.press("l")
            page.keyboard.type("2.1")
            page.keyboard.press("Enter")
            expect(page.locator("body")).not_to_have_attribute("data-item", shown or "")
            shares.append(sum(_waited(request) for request in asked if _waited_for(request)))
            answer = beside.goto(f"/admin/moderation/queueitem/{shown}/change/")
            assert answer is not None
            assert answer.ok
            stock.append(_waited(answer.request))
        browser.close()
    return shares, stock


def _waited_for(request: Any) -> bool:
    return "/static/" not in request.url and "/ahead/" not in request.url


def _waited(request: Any) -> float:
    timing = request.timing
    return float(timing["responseStart"] - timing["requestStart"])
