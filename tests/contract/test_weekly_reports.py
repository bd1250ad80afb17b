"""Weekly reports by REST."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest

from articles.models import Platform
from moderation.reports.publishing import publish
from tests.moderation.reports import world

pytestmark = pytest.mark.django_db
PATH = "reports/weekly/2026-W03/"


@pytest.fixture
def published(db):
    world.article(world.WEEK.starts_at)
    return publish(world.WEEK, now=world.WEEK.ends_at + timedelta(hours=8))


def test_the_list_names_the_newest_revision(published, api):
    (row,) = api.get("reports/weekly/").json()["results"]
    assert (row["week"], row["revision"], row["sha256"]) == ("2026-W03", 1, published.sha256)


def test_json_is_the_default_byte_for_byte(published, api):
    response = api.get(PATH)
    assert response["Content-Type"] == "application/json"
    assert hashlib.sha256(response.content).hexdigest() == published.sha256
    assert api.get(PATH, format="json", revision=1).content == response.content


@pytest.mark.parametrize(
    ("form", "begins", "content_type"),
    [("html", b"<!doctype html>", "text/html"), ("csv", b"\xef\xbb\xbfweek,2026-W03", "text/csv"),
     ("xlsx", b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")],
)  # fmt: skip
def test_other_forms(published, api, form, begins, content_type):
    response = api.get(PATH, format=form, language="en")
    assert response.content.lstrip().startswith(begins)
    assert response["Content-Type"].startswith(content_type)
    assert f"weekly-2026-W03.{form}" in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("path", "params", "status", "code"),
    [
        ("reports/weekly/2025-W53/", {}, 404, "unknown_week"),
        ("reports/weekly/next/", {}, 404, "unknown_week"),
        ("reports/weekly/2199-W01/", {}, 404, "future_week"),
        (PATH, {"revision": "2"}, 404, "unknown_revision"),
        (PATH, {"revision": "-1"}, 400, "invalid_parameter"),
        (PATH, {"format": "doc"}, 400, "invalid_parameter"),
        (PATH, {"language": "fr"}, 400, "invalid_parameter"),
    ],
)
def test_faulty_report_request_is_refused(published, api, path, params, status, code):
    response = api.get(path, **params)
    assert (response.status_code, response.json()["code"]) == (status, code)


def test_a_running_week_is_partial(api):
    from django.utils import timezone

    from moderation.reports.week import Week

    document = json.loads(api.get(f"reports/weekly/{Week.of(timezone.now())}/").content)
    assert document["partial"] is True


def test_a_key_of_one_platform_sees_no_report_of_all(published, api_with):
    bound = api_with("reports:read", platform=Platform.objects.get(code="netease"))
    for path in ("reports/weekly/", PATH):
        response = bound.get(path)
        assert (response.status_code, response.json()["code"]) == (403, "all_platforms_only")
