"""No page of the console and the admin breaks a rule of WCAG 2.2 level AA that axe-core can see, in either theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib import admin
from django.db import transaction
from django.test import Client
from playwright.sync_api import Page

from moderation.models import Decision, QueueItem, Rule
from moderation.reports import publishing
from moderation.reports.week import Week
from tests.admin.world import store_world

_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Every page has one heading of the first level: it is the first thing that a screen reader reads.
_RULES = {"page-has-heading-one": {"enabled": True}}
# What a theme changes is colour.
_COLOURS = ["color-contrast", "link-in-text-block"]


@pytest.fixture
def signed_in(transactional_db: None, live_server: Any, browser: Any) -> Iterator[Any]:
    """Pages of a superuser, by theme, over a store with a row of every model."""
    from django.contrib.auth.models import User

    with transaction.atomic():
        store_world()
    publishing.publish(Week.parse("2026-W10"))
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    contexts = []

    def page_in(theme: str) -> Page:
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, base_url=live_server.url, color_scheme=theme
        )
        contexts.append(context)
        cookies = {"sessionid": client.cookies["sessionid"].value, "django_language": "zh-hans"}
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        return context.new_page()

    yield page_in
    for context in contexts:
        context.close()


def console_pages() -> list[str]:
    item, decision = QueueItem.objects.earliest("pk"), Decision.objects.earliest("pk")
    rule = Rule.objects.first()
    return [
        *("home/", "home/?as=day", "home/?as=audit", "home/?as=integration", "home/?as=reports"),
        *("", "?queue=decided", f"{item.pk}/", f"{item.pk}/provenance/"),
        *("dashboard/", "reports/", "reports/2026-W10/", "waiting/", "watch/", "public-text/", "models/", "priority/"),
        *("rules/", "rules/new/", "rules/banks/", "rules/banks/new/", *([f"rules/{rule.pk}/"] if rule else [])),
        *("people/", "status/", "sign-ins/", "quality/", "mine/", "second-factor/", "outside/", "proposals/"),
        *("second-factor/people/", f"sources/{decision.article.source_id}/links/"),
        *(f"sources/{decision.article.source_id}/", f"articles/{decision.article_id}/", "search/?q=a"),
    ]


def admin_pages() -> Iterator[str]:
    yield ""
    for model, registered in admin.site._registry.items():
        label = f"{model._meta.app_label}/{model._meta.model_name}/"
        yield label
        row = model._default_manager.order_by("pk").first()
        if row is not None and registered.__class__.__module__.partition(".")[0] in (
            "articles",
            "moderation",
            "workbench",
        ):
            yield f"{label}{row.pk}/change/"


def violations(page: Page, base: str, paths: Iterable[str], options: dict[str, Any]) -> dict[str, list[str]]:
    """By rule: the pages and the first element that break it."""
    axe, found = Axe(), {}
    for path in paths:
        answer = page.goto(f"{base}{path}")
        assert answer is not None
        assert answer.status == 200, path
        for rule in axe.run(page, options=options).response["violations"]:
            found.setdefault(rule["id"], []).append(f"{path} {rule['nodes'][0]['target']} ({len(rule['nodes'])})")
    return found


def test_console_pages_pass_axe_at_level_aa(signed_in):
    options = {"runOnly": {"type": "tag", "values": _AA}, "rules": _RULES}
    assert violations(signed_in("light"), "/admin/triage/", console_pages(), options) == {}


def test_console_pages_can_be_read_in_the_dark(signed_in):
    options = {"runOnly": {"type": "rule", "values": _COLOURS}}
    assert violations(signed_in("dark"), "/admin/triage/", console_pages(), options) == {}


# The stock admin has a page for every table: some eighty pages in each theme.
@pytest.mark.slow
def test_admin_pages_pass_axe_at_level_aa(signed_in):
    options = {"runOnly": {"type": "tag", "values": _AA}}
    assert violations(signed_in("light"), "/admin/", admin_pages(), options) == {}


@pytest.mark.slow
def test_admin_pages_can_be_read_in_the_dark(signed_in):
    options = {"runOnly": {"type": "rule", "values": _COLOURS}}
    assert violations(signed_in("dark"), "/admin/", admin_pages(), options) == {}
