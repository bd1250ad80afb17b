"""The weekly report for whoever signs it: the last one in its own words, and the weeks before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import get_language

from moderation.console.report_shown import shown
from moderation.models import ReportRevision, WeeklyReport
from moderation.reports.week import Week

SHOWN = 8


def latest(user: User) -> Mapping[str, Any]:
    """The newest revision of the newest published report: head, summary and tiles; `revision` is None without one."""
    newest = ReportRevision.objects.order_by("-report__monday", "-number").first()
    if newest is None:
        return {"newest": None, "running": str(Week.of(timezone.now()))}
    language = "en" if (get_language() or "").startswith("en") else "zh"
    document = shown(newest.content(), "en" if language == "en" else "zh")
    return {"newest": newest, "running": str(Week.of(timezone.now())), **document}


def weeks(user: User) -> Mapping[str, Any]:
    """The last SHOWN weeks, with their newest revision and what it corrected."""
    rows = list(WeeklyReport.objects.order_by("-monday")[:SHOWN])
    revisions = ReportRevision.objects.filter(report__in=rows).defer("document").order_by("number")
    newest = {revision.report_id: revision for revision in revisions}
    return {"rows": [(row, newest[row.pk]) for row in rows if row.pk in newest]}
