"""The status page shows late, failed and missing parts in words and shapes, not by colour alone."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from articles.models import Assessment
from tests.makers import stored
from tests.moderation.console.pages import text_of
from tests.services.broker import Broker
from workbench.health.heartbeat import Heart
from workbench.sweeping import sweep_all

pytestmark = pytest.mark.django_db
DEAD = "/admin/articles/assessment/?work=dead"


def page(client: Any, language: str = "en") -> str:
    return client.get(reverse("console:status"), headers={"accept-language": language}).content.decode()


def test_a_well_installation_says_so(client: Any, lead: User, broker: Broker) -> None:
    Heart().beat("celery@one")
    sweep_all(["articles.assessment.sweeps.dead_letter"])
    client.force_login(lead)
    shown = page(client)
    assert shown.count('class="well"') == 6
    assert 'class="ill"' not in shown
    assert "Nothing was given up." in shown
    assert "celery@one" in shown
    assert "fails articles that crash workers" in shown
    assert "放弃会使工作进程崩溃的文章" in page(client, "zh-hans")


def test_late_and_failed_work_stands_out_with_links(
    client: Any, lead: User, auditor: User, broker: Broker, settings: Any
) -> None:
    late, dead = stored(), stored()
    past = timezone.now() - timedelta(seconds=settings.READY_DUE_SECONDS + 1)
    Assessment.objects.filter(version=late).update(due_at=past)
    Assessment.objects.filter(version=dead).update(due_at=None, dead_at=timezone.now())
    broker.client.zadd("workbench:workers", {"celery@one": time.time() - settings.READY_WORKER_SECONDS - 1})
    client.force_login(lead)
    shown = page(client)
    assert shown.count('class="ill"') == 2
    assert f"▲ {int(settings.READY_DUE_SECONDS) + 1} s" in text_of(shown)
    assert "1 article was given up" in shown
    assert re.search(rf'<a href="{re.escape(DEAD)}">\s*See why, and try again', shown)
    assert client.get(DEAD).status_code == 200
    client.force_login(auditor)
    assert re.search(rf'<a href="{re.escape(DEAD)}">\s*See why\s*→', page(client))


def test_page_names_the_unknown_parts_without_a_broker(client: Any, lead: User) -> None:
    client.force_login(lead)
    shown = page(client)
    assert "Work is kept and waits." in shown
    assert "No sweep has run" in shown
    # The broker, the worker and the sweep.
    assert shown.count('class="ill"') == 3


def test_an_integrator_gets_there_and_to_nothing_that_is_closed_to_them(client: Any, db: None) -> None:
    person = User.objects.create_user("integrator", is_staff=True)
    person.groups.add(Group.objects.get(name="integrator"))
    client.force_login(person)
    assert reverse("console:status") in client.get("/admin/").content.decode()
    shown = page(client)
    assert reverse("console:dashboard") not in shown
    assert DEAD not in shown
    for link in ("?state__exact=pending", "?state__exact=failed"):
        at = reverse("admin:moderation_webhookdelivery_changelist") + link
        assert at in shown
        assert client.get(at).status_code == 200
