"""Whatever leaves the installation as a file stands in the audit chain: who, which, over which time, how many rows."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles.models import Page
from moderation.decisions import DecisionRequest, decide
from moderation.models import AuditEntry
from tests.makers import queued

pytestmark = pytest.mark.django_db
WEEK = "2026-W03"


def last() -> tuple[str, str, str, dict[str, Any]]:
    entry = AuditEntry.objects.order_by("-sequence")[0]
    return entry.actor, entry.action, entry.subject, json.loads(entry.payload)


@pytest.fixture
def decision(moderator):
    item = queued()
    return decide(moderator, DecisionRequest(item.pk, item.version, act="remove", clause="2.3", note="不实"))


@pytest.mark.parametrize("kind", ["eu", "cn", "log"])
def test_decisions_taken_from_the_console_are_told_with_span_and_rows(client, lead, decision, kind):
    client.force_login(lead)
    today = timezone.localdate()
    at = reverse("console:report-decisions")
    response = client.get(at, {"from": today.isoformat(), "to": today.isoformat(), "kind": kind, "form": "json"})
    taken = list(response.streaming_content)
    actor, action, _subject, payload = last()
    assert (actor, action) == ("lead", "export.decisions")
    assert (payload["kind"], payload["form"], payload["channel"]) == (kind, "json", "console")
    assert payload["rows"] == len(taken) == 1
    start, end = (datetime.fromisoformat(payload[side]) for side in ("start", "end"))
    assert start < decision.created_at < end


def test_the_log_is_for_leads_and_auditors(client, moderator, auditor, decision):
    today = timezone.localdate().isoformat()
    asked = {"from": today, "to": today, "kind": "log"}
    client.force_login(moderator)
    before = AuditEntry.objects.count()
    assert client.get(reverse("console:report-decisions"), asked).status_code == 403
    assert AuditEntry.objects.count() == before
    assert client.get(reverse("console:report-decisions"), {**asked, "kind": "cn"}).status_code == 200
    page = client.get(reverse("console:reports")).content.decode()
    assert 'value="cn"' in page
    assert 'value="log"' not in page
    client.force_login(auditor)
    assert client.get(reverse("console:report-decisions"), asked).status_code == 200


def test_decisions_taken_by_the_command_are_told(decision, tmp_path):
    today = timezone.localdate().isoformat()
    options = {"first": today, "last": today, "kind": "log", "output": tmp_path / "log.csv"}
    call_command("export_decisions", **options)
    actor, action, _subject, payload = last()
    assert (actor, action, payload["kind"], payload["rows"]) == ("command", "export.decisions", "log", 1)


def test_an_evidence_bundle_is_told(client, lead, decision):
    client.force_login(lead)
    client.get(reverse("console:bundle", args=[decision.pk]))
    actor, action, subject, payload = last()
    assert (actor, action, subject) == ("lead", "export.bundle", f"article:{decision.article_id}")
    assert payload["decision"] == decision.pk


def test_rules_and_banks_are_told(client, moderator):
    client.force_login(moderator)
    client.get(reverse("console:rules-export"))
    assert last() == ("moderator", "export.rules", "rules", {"rows": 0, "channel": "console"})


def test_the_bytes_of_a_page_are_told(client, auditor, decision):
    client.force_login(auditor)
    page = Page.objects.all()[0]
    client.get(reverse("admin:articles_page_bytes", args=[page.pk]))
    actor, action, subject, payload = last()
    assert (actor, action, subject) == ("auditor", "export.page", f"page:{page.pk}")
    assert payload["sha256"] == page.sha256


def test_reports_are_told_by_every_way(client, lead, api_key, tmp_path):
    client.force_login(lead)
    client.get(reverse("console:report-file", args=[WEEK, "csv"]))
    assert last()[:3] == ("lead", "export.report", f"report:{WEEK}")
    key = api_key("reports:read")
    client.logout()
    client.get(f"/api/v1/reports/weekly/{WEEK}/?format=xlsx", headers={"Authorization": f"Api-Key {key}"})
    assert last()[:2] == (f"key:{key.partition('.')[0]}", "export.report")
    assert last()[3]["form"] == "xlsx"
    call_command("weekly_report", week=WEEK, output=tmp_path, formats="json")
    assert last()[:3] == ("command", "export.report", f"report:{WEEK}")
