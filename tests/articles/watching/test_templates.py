"""A template that stops yielding a field raises an alarm, and the alarm ends when the field is back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.intake.extraction_coverage import Fall, falls
from articles.models import ArticleVersion, TemplateAlarm
from articles.watching.templates import watch_templates
from tests.makers import stored

NOW = timezone.now()


@pytest.mark.parametrize(
    ("recent", "usual", "fallen"),
    [
        ([("source", 20)], [("", 50)], ["source"]),
        ([("source", 19)], [("", 50)], []),  # too few today
        ([("source", 20)], [("", 49)], []),  # too few before
        ([("source", 10), ("", 10)], [("", 50)], []),  # half of the usual share is not less than half
        ([("source", 11), ("", 9)], [("", 50)], ["source"]),
        ([("source", 20)], [("source", 26), ("", 24)], []),  # was not usual before
        ([("source,published_at", 20)], [("", 50)], ["source", "published_at"]),
        ([], [], []),
    ],
)
def test_falls_lists_fields_whose_share_fell(recent, usual, fallen):
    assert [fall.field for fall in falls(recent, usual)] == fallen


def test_a_fall_tells_both_shares():
    assert falls([("source", 30), ("", 10)], [("source", 10), ("", 90)]) == [Fall("source", 0.9, 0.25, 40)]


def versions(count: int, *, days_ago: float, missing: str = "", template: str = "netease_account_2021") -> None:
    version = stored()
    rows = [
        ArticleVersion(
            article=version.article,
            number=ArticleVersion.objects.count() + number + 2,
            page=version.page,
            content_sha256="0" * 64,
            template=template,
            headline=version.headline,
            extraction={},
            missing=missing,
        )
        for number in range(count)
    ]
    created = ArticleVersion.objects.bulk_create(rows)
    ArticleVersion.objects.filter(pk__in=[row.pk for row in created]).update(created_at=NOW - timedelta(days=days_ago))


@pytest.mark.django_db
def test_an_alarm_opens_once_and_closes_when_the_field_is_back():
    versions(60, days_ago=5)
    versions(25, days_ago=0.5, missing="source")
    assert watch_templates(dry_run=True, now=NOW) == 1
    assert watch_templates(now=NOW) == 1
    assert watch_templates(now=NOW) == 0
    alarm = TemplateAlarm.objects.get()
    assert (alarm.template, alarm.field, alarm.usual, alarm.recent) == ("netease_account_2021", "source", 1.0, 0.0)
    versions(200, days_ago=0.4)
    assert watch_templates(now=NOW) == 1
    alarm.refresh_from_db()
    assert alarm.closed_at is not None


@pytest.mark.django_db
def test_pages_that_no_template_of_their_platform_fits_any_more_raise_an_alarm():
    versions(60, days_ago=5)
    versions(25, days_ago=0.5, missing="template,source", template="generic_html")
    watch_templates(now=NOW)
    assert TemplateAlarm.objects.filter(template="*", field="template").count() == 1


@pytest.mark.django_db
def test_a_quiet_day_closes_nothing():
    versions(60, days_ago=5)
    versions(25, days_ago=0.5, missing="source")
    watch_templates(now=NOW)
    assert watch_templates(now=NOW + timedelta(days=1)) == 0
    assert TemplateAlarm.objects.get().closed_at is None
