"""Reconcilers of reports: due days, missed weeks, corrections, due mails."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from articles.doorbell import ring
from moderation.models import DayMark, RollUp, WeeklyReport
from moderation.reports.mailing.mail import due_mails
from moderation.reports.publishing import publish, revise
from moderation.reports.rollups.counting import rested
from moderation.reports.snapshot import WEEKS
from moderation.reports.week import Week

# A report comes out on Monday at eight, when the night's corrections are in.
OUT_AFTER = timedelta(hours=8)
# A corrected week is republished as long as reports still compare with it.
REVISED = WEEKS


def count_days(*, dry_run: bool = False) -> int:
    """Schedules the count of due days, which may take longer than a sweep should; returns the number of marks.

    Recent days are counted every minute or so without a mark, and are not in the number.
    """
    marks = DayMark.objects.count()
    if not dry_run and (marks or rested(timezone.now())):
        ring("moderation.count_days")
    return marks


def ring_missed(*, dry_run: bool = False) -> int:
    """Schedules the publication of missed weeks; returns how many."""
    missed = missed_weeks()
    if missed and not dry_run:
        ring("moderation.publish_reports")
    return len(missed)


def publish_missed() -> int:
    """Publishes every past week without a report, from the first week with data; returns how many."""
    missed = missed_weeks()
    for week in missed:
        publish(week)
    return len(missed)


def missed_weeks() -> list[Week]:
    """The past weeks without a report, the oldest first."""
    first = RollUp.objects.exclude(measure="clock").order_by("day").values_list("day", flat=True).first()
    if first is None:
        return []
    last = Week.of(timezone.now() - OUT_AFTER).last(2)[0]
    published = set(WeeklyReport.objects.values_list("week", flat=True))
    week, missed = Week.on(first), []
    while week <= last:
        if str(week) not in published:
            missed.append(week)
        week = week.following
    return missed


def revise_recent(*, dry_run: bool = False) -> int:
    """Corrects the recent reports whose rows changed since; returns how many."""
    weeks = [Week.parse(week) for week in WeeklyReport.objects.values_list("week", flat=True)[:REVISED]]
    return 0 if dry_run else sum(revise(week) is not None for week in reversed(weeks))


def ring_mails(*, dry_run: bool = False) -> int:
    """Schedules the due mails; returns how many."""
    due = due_mails()
    for pk in () if dry_run else due:
        ring("moderation.send_report_mail", pk)
    return len(due)
