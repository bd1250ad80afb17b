"""The pictures of the documents, taken anew from a running product with the sample pages.

    make run                                        # on a fresh WORKBENCH_HOME, until the queue is filled
    .venv/bin/python docs/pictures.py               # from another terminal, with the same PORT and WORKBENCH_HOME

It needs Chromium (CHROMIUM names another one) and claims an item as `admin`: never use it on real data.
"""

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
IMAGES = Path(__file__).parent / "images"
SHOWN = "震惊"
"""In the headline of the article that the pictures show: a copy that names no source."""


def sign_in(page: Page, password: str) -> None:
    page.goto(f"{ADDRESS}/admin/triage/")
    page.fill("#id_username", "admin")
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/admin/triage/")


def picture(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / f"{name}.png")
    print(f"{name}.png: {page.url}")


def main() -> None:
    home = Path(os.environ.get("WORKBENCH_HOME", "var"))
    password = json.loads((home / "credentials.json").read_text())["password"]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--headless", "--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=ADDRESS)
        context.add_cookies([{"name": "django_language", "value": "zh-hans", "url": ADDRESS}])
        page = context.new_page()
        sign_in(page, password)
        picture(page, "queue")

        page.locator("tr", has_text=SHOWN).get_by_role("button", name="领取").click()
        page.wait_for_url("**/triage/*/")
        item = page.url
        picture(page, "item")
        page.emulate_media(color_scheme="dark")
        picture(page, "item-dark")
        page.emulate_media(color_scheme="light")
        page.keyboard.press("d")
        page.wait_for_url("**/provenance/**")
        page.evaluate("scrollTo(0, 0)")
        picture(page, "provenance")
        page.goto(item)
        page.keyboard.press("o")
        page.wait_for_url("**/sources/**")
        picture(page, "source")
        page.set_viewport_size({"width": 1024, "height": 768})
        page.goto(item)
        picture(page, "item-1024")
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto("/admin/triage/home/")
        picture(page, "home-lead")

        today = datetime.now(UTC).isocalendar()
        page.set_viewport_size({"width": 960, "height": 1150})
        page.goto(f"/admin/triage/reports/{today.year}-W{today.week:02}/file/html/")
        picture(page, "report")  # of the running week
        browser.close()


if __name__ == "__main__":
    main()
