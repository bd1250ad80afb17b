"""Findings by code and severity, under the day on which their article was stored."""

from __future__ import annotations

from articles.models import Finding
from moderation.reports.rollups.period import Counted, Period
from moderation.reports.rollups.queries import combinations, within


def count(period: Period) -> Counted:
    counted = Counted(period)
    rows = within(Finding.objects.all(), "version__created_at", period)
    for day, code, severity, n in combinations(rows, "code", "severity"):
        counted.add(day, "findings.code", code, n=n)
        counted.add(day, "findings.severity", severity, n=n)
        if code == "label_missing_ai":
            counted.add(day, "ai.missing", severity, n=n)
    return counted
