"""Recounts everything, to prove that the roll-ups agree with the rows."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Min
from django.utils import timezone

from moderation.models import RollUp
from moderation.reports.rollups.counting import count, count_again, count_due, first_day
from moderation.reports.rollups.keeping import Difference, keep
from moderation.reports.rollups.period import Period, chunks, day_of
from moderation.reports.rollups.subjects import SUBJECTS
from moderation.reports.week import Week


def rebuild(week: Week | None = None, *, repair: bool = True) -> Iterator[tuple[Period, list[Difference]]]:
    """Yields periods of seven days with their differences, after counting the days that were due anyway."""
    now = timezone.now()
    if RollUp.objects.exists():
        count_due(now=now, force=False)
    if week is not None:
        periods = iter([Period(week.monday, 7)])
    else:
        first = min(filter(None, (first_day(), RollUp.objects.aggregate(first=Min("day"))["first"])), default=None)
        periods = iter(()) if first is None else chunks(first, day_of(now), 7)
    for period in periods:
        if repair:
            yield period, count_again(period, SUBJECTS, now)
        else:
            yield (
                period,
                [
                    each
                    for subject in SUBJECTS
                    for counted in count(subject, period)
                    for each in keep(subject.name, counted, repair=False)
                ],
            )
