"""Publishes a week's report once, and corrects it: rows, audit entry and event in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from moderation import audit
from moderation.models import Event, ReportRevision, WeeklyReport
from moderation.reports.corrections import corrections
from moderation.reports.document import build, checksum, to_bytes
from moderation.reports.mailing.mail import address
from moderation.reports.rollups.counting import count_due
from moderation.reports.week import Week
from moderation.vocabulary import events

SYSTEM = "schedule"


class RunningWeek(ValueError):
    """The week is not over: its partial report may be viewed, but not published."""


def latest(week: Week) -> ReportRevision | None:
    """The newest revision of a published report; None when the week was not published."""
    revisions = ReportRevision.objects.filter(report__week=str(week)).select_related("report")
    revision: ReportRevision | None = revisions.order_by("-number").first()
    return revision


def current(week: Week, now: datetime | None = None) -> dict[str, Any]:
    """The document of a week: the published one, else one from the current roll-ups.

    Raises FutureWeek.
    """
    revision = latest(week)
    return build(week, now or timezone.now()) if revision is None else revision.content()


def publish(week: Week, *, now: datetime | None = None, actor: str = SYSTEM) -> ReportRevision:
    """Publishes the report of a past week, or returns the published one. Raises FutureWeek, RunningWeek."""
    now = now or timezone.now()
    if week.is_partial(now):
        raise RunningWeek(f"week {week} runs until {week.sunday.isoformat()}; it is published after that")
    found = latest(week)
    if found is not None:
        return found
    count_due(now=now)
    with transaction.atomic():
        # The unique constraint on the week decides between two that publish at the same moment.
        report, made = WeeklyReport.objects.get_or_create(week=str(week), defaults={"monday": week.monday})
        if not made:
            other = latest(week)
            assert other is not None  # noqa: S101 - a report and its first revision are one transaction
            return other
        return _write(report, build(week, now), actor)


def revise(week: Week, *, now: datetime | None = None, actor: str = SYSTEM) -> ReportRevision | None:
    """Makes a revision of a published report when the rows of its week have changed; None when not.

    A report that an older release wrote stays as it is: a different way of counting is no correction.
    """
    now = now or timezone.now()
    count_due(now=now)
    with transaction.atomic():
        report = WeeklyReport.objects.select_for_update().filter(week=str(week)).first()
        before = latest(week)
        if report is None or before is None:
            return None
        old, new = before.content(), build(week, now)
        changed = corrections(old, new)
        if not changed or old["schema"] != new["schema"]:
            return None
        new["revision"], new["corrections"] = before.number + 1, changed
        return _write(report, new, actor)


def check(user: User, week: Week) -> ReportRevision | None:
    """`revise` for people. Raises PermissionDenied."""
    if not user.has_perm("moderation.lead_queueitem"):
        raise PermissionDenied("correcting reports needs the lead role")
    return revise(week, actor=user.get_username())


def _write(report: WeeklyReport, document: dict[str, Any], actor: str) -> ReportRevision:
    digest = checksum(document)
    revision = ReportRevision(
        report=report,
        number=document["revision"],
        document=to_bytes(document).decode(),
        sha256=digest,
        changes=len(document["corrections"]),
    )
    revision.save()
    told = {
        "week": report.week,
        "revision": revision.number,
        "sha256": digest,
        "corrections": [each["code"] for each in document["corrections"]],
    }
    audit.append(actor, "report.published", f"report:{report.week}", **told)
    Event(type=events.REPORT_PUBLISHED, article=None, data={**told, "as_of": document["as_of"]}).save()
    address(revision)
    return revision
