"""Reports and today's figures in the console."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import ProvenanceFlag
from moderation.models import ReportRevision
from moderation.reports.publishing import publish
from moderation.reports.rollups.counting import count_due
from tests.moderation.reports import world

pytestmark = pytest.mark.django_db
BASE = "/admin/triage/reports/"
# The time of corrections in these tests, so that only the days until then are counted, and not all until today.
SOON_AFTER = world.WEEK.ends_at + timedelta(days=10)


@pytest.fixture
def published(db):
    for back in (0, 7):
        version = world.article(world.WEEK.starts_at - timedelta(days=back), topic="society_incident")
        world.flag(version)
    return publish(world.WEEK, now=world.WEEK.ends_at + timedelta(hours=8))


@pytest.fixture
def as_lead(lead):
    client = Client()
    client.force_login(lead)
    return client


@pytest.fixture
def as_moderator(moderator):
    client = Client()
    client.force_login(moderator)
    return client


def test_pages_open_only_for_users_who_see_the_queue(published, as_moderator, client):
    for path in ("", "2026-W03/", "2026-W03/?with=2026-W02", "2026-W03/file/html/", "2026-W03/file/csv/"):
        assert as_moderator.get(BASE + path).status_code == 200, path
        assert client.get(BASE + path).status_code == 302, path
    assert as_moderator.get("/admin/triage/dashboard/").status_code == 200


def test_two_weeks_beside_each_other(published, as_moderator):
    page = as_moderator.get(BASE + "2026-W03/?with=2026-W02").content.decode()
    row = re.search(r'data-code="web_sourced_news.count".*?</tr>', page, re.DOTALL)
    assert row is not None
    assert re.findall(r'class="num ?">([^<]*)<', row[0]) == ["1", "1", "0"]


def test_the_picker_leads_to_the_week_and_names_a_wrong_one(published, as_moderator):
    assert as_moderator.get(BASE + "?week=2026-W03").url == BASE + "2026-W03/"
    assert "there is no week 53" in as_moderator.get(BASE + "?week=2025-W53").content.decode()
    assert as_moderator.get(BASE + "2025-W53/").status_code == 404
    assert as_moderator.get(BASE + "2199-W01/").status_code == 404


def test_the_whole_report_runs_nothing_and_fetches_nothing(published, as_moderator):
    response = as_moderator.get(BASE + "2026-W03/file/html/")
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_a_lead_has_a_report_corrected(published, as_lead, as_moderator):
    ProvenanceFlag.objects.all().delete()
    assert as_moderator.post(BASE + "2026-W03/check/").status_code == 403
    with world.at(SOON_AFTER):
        assert as_lead.post(BASE + "2026-W03/check/").status_code == 302
    assert ReportRevision.objects.count() == 2
    page = as_lead.get(BASE + "2026-W03/file/html/?revision=1").content.decode()
    assert "第 1 版" in page
    with world.at(SOON_AFTER):
        as_lead.post(BASE + "2026-W03/check/")
    assert ReportRevision.objects.count() == 2


def test_decisions_are_downloaded(published, as_lead, as_moderator):
    query = "decisions/?from=2026-01-12&to=2026-01-18&form=csv&kind="
    for kind in ("cn", "eu", "log"):
        response = as_lead.get(f"{BASE}{query}{kind}")
        assert response.status_code == 200
        assert b"".join(response.streaming_content).decode().startswith("\ufeff")
    assert as_moderator.get(f"{BASE}{query}cn").status_code == 200
    assert as_moderator.get(f"{BASE}{query}log").status_code == 403, "names and notes of colleagues"
    assert as_moderator.get(f"{BASE}{query}us").status_code == 302


def test_today_shows_todays_figures(as_lead, moderator):
    version = world.article(timezone.now())
    world.flag(version)
    item = world.item(version, timezone.now(), timezone.now() + timedelta(hours=1), timezone.now(), risk=0.75)
    world.decision(item, "allow", timezone.now())
    count_due()
    page = as_lead.get("/admin/triage/dashboard/").content.decode()
    assert re.search(r"今日入库</span>\s*<strong>1</strong>", page)
    assert "moderator-of-the-world" in page
    assert "0.75" in page
