"""Received pages, unreadable pages, and template alarms."""

from __future__ import annotations

from articles.models import Page, TemplateAlarm
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import combinations, within


def count(period: Period) -> Counted:
    counted = Counted(period)
    for day, code, n in combinations(within(Page.objects.all(), "received_at", period), "unreadable_code"):
        counted.add(day, "pages", "received", n=n)
        if code:
            counted.add(day, "pages.unreadable", code, n=n)
    for day, template, n in combinations(within(TemplateAlarm.objects.all(), "opened_at", period), "template"):
        counted.add(day, "alarms", "opened", n=n)
        counted.add(day, "alarms.template", template, n=n)
    return counted
