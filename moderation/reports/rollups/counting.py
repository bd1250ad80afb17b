"""Counts the due days: recent days repeatedly, older days when a mark says that their rows changed."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Min
from django.utils import timezone

from articles.models import ArticleVersion, Page
from moderation.models import CountedDay, DayMark, QueueItem
from moderation.reports.rollups.keeping import Difference, keep
from moderation.reports.rollups.period import Counted, Period, chunks, day_of, midnight
from moderation.reports.rollups.subjects import BY_NAME, SUBJECTS, Subject

# A day is counted repeatedly until this long after its end; from then on only marks make it due.
OPEN_FOR = timedelta(hours=36)
# At most this share of the time goes into counting recent days.
BUSY = 0.05
LEAST_PAUSE = timedelta(seconds=60)
DAYS_AT_ONCE = 28
MARKS_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Recounted:
    """The number of counted days, and the days whose counts changed."""

    counted: int
    changed: frozenset[date]


def count_due(*, now: datetime | None = None, force: bool = True) -> Recounted:
    """Counts every recent day and every marked one. Without `force`, recent days rest for a while between counts."""
    now = now or timezone.now()
    counted, changed = 0, set[date]()
    for period in open_periods(now) if force or rested(now) else ():
        days = DayMark.objects.filter(day__gte=period.first, day__lte=period.last, onwards=False)
        marks = list(days.values_list("pk", flat=True)[:MARKS_AT_ONCE])
        changed |= {each.day for each in count_again(period, SUBJECTS, now, marks=marks)}
        counted += period.count
    for period, subjects, marks in marked():
        changed |= {each.day for each in count_again(period, subjects, now, marks=marks)}
        counted += period.count
    return Recounted(counted, frozenset(changed))


def open_periods(now: datetime) -> Iterator[Period]:
    """The days from the first that is not closed yet through today."""
    today = day_of(now)
    last = CountedDay.objects.order_by("-day").values_list("day", flat=True).first()
    first = first_day() if last is None else last
    if first is None:
        return
    if last is not None:
        while is_open(first - timedelta(days=1)):
            first -= timedelta(days=1)
    yield from chunks(first, today, DAYS_AT_ONCE)


def is_open(day: date) -> bool:
    """Whether a day was counted, but not after it had been over for OPEN_FOR."""
    counted = CountedDay.objects.filter(day=day).first()
    return counted is not None and counted.counted_at < midnight(day + timedelta(days=1)) + OPEN_FOR


def marked() -> Iterator[tuple[Period, list[Subject], list[int]]]:
    """Runs of days with marks, the subjects that are marked, and the marks' ids."""
    rows = list(DayMark.objects.order_by("pk").values_list("pk", "day", "subject", "onwards")[:MARKS_AT_ONCE])
    found: dict[date, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    onwards: dict[str, tuple[date, list[int]]] = {}
    for pk, day, subject, is_onwards in rows:
        if is_onwards:
            first, marks = onwards.get(subject, (day, []))
            onwards[subject] = (min(first, day), [*marks, pk])
        else:
            found[day][subject].append(pk)
    for period in _runs(sorted(found)):
        names = {name for day in period.days for name in found[day]}
        marks = [pk for day in period.days for of_day in found[day].values() for pk in of_day]
        yield period, [subject for subject in SUBJECTS if subject.name in names], marks
    for name, (first, marks) in onwards.items():
        days = CountedDay.objects.filter(day__gte=first).order_by("day").values_list("day", flat=True)
        periods = list(chunks(days[0], days[len(days) - 1], DAYS_AT_ONCE)) if days else [Period(first)]
        for period in periods:
            # The marks go with the last part, so that an interrupted count starts again.
            yield period, [BY_NAME[name]], marks if period is periods[-1] else []


def _runs(days: list[date]) -> Iterator[Period]:
    """Groups consecutive days into periods."""
    first = 0
    for index in range(1, len(days) + 1):
        together = index < len(days) and days[index] == days[index - 1] + timedelta(days=1)
        if not together or index - first == DAYS_AT_ONCE:
            yield Period(days[first], index - first)
            first = index


def count_again(
    period: Period, subjects: Iterable[Subject], now: datetime, *, marks: Iterable[int] = ()
) -> list[Difference]:
    """Counts the period's days, writes the differences, and deletes the marks that asked for it.

    Counting holds no lock. When another worker wrote these days meanwhile, this one counts again: the other may have
    counted later, and seen changes that this count did not.
    """
    subjects = tuple(subjects)
    while True:
        began = time.monotonic()
        generations = _generations(period)
        counted = [(subject, each) for subject in subjects for each in count(subject, period)]
        with transaction.atomic():
            held = CountedDay.objects.select_for_update().filter(day__in=period.days).order_by("day")
            if {row.day: row.generation for row in held} != generations:
                continue
            differences = [difference for subject, each in counted for difference in keep(subject.name, each)]
            DayMark.objects.filter(pk__in=list(marks)).delete()
            done: dict[str, Any] = {"generation": F("generation") + 1}
            if subjects == SUBJECTS:
                done |= {"counted_at": now, "seconds": (time.monotonic() - began) / period.count}
            CountedDay.objects.filter(day__in=period.days).update(**done)
            return differences


def count(subject: Subject, period: Period) -> Iterator[Counted]:
    """Counts the subject in the period; for a weekly subject, in the whole weeks around it."""
    for part in period.weeks() if subject.weekly else [period]:
        yield subject.count(part)


def _generations(period: Period) -> dict[date, int]:
    for day in period.days:
        CountedDay.objects.get_or_create(day=day, defaults={"counted_at": midnight(day)})
    return dict(CountedDay.objects.filter(day__in=period.days).values_list("day", "generation"))


def rested(now: datetime) -> bool:
    """Whether recent days may be counted again: after a pause that keeps counting to a small share of the time."""
    # Ignores counts stamped in the future by a clock ahead of ours; otherwise nothing is counted until then.
    last = CountedDay.objects.filter(counted_at__lte=now).order_by("-counted_at").first()
    if last is None:
        return True
    recent = CountedDay.objects.filter(counted_at=last.counted_at).values_list("seconds", flat=True)
    return now >= last.counted_at + max(LEAST_PAUSE, timedelta(seconds=sum(recent) / BUSY))


def first_day() -> date | None:
    """The day of the oldest row; None when there is none."""
    clocks = ((ArticleVersion, "created_at"), (Page, "received_at"), (QueueItem, "opened_at"))
    firsts = [model.objects.aggregate(first=Min(field))["first"] for model, field in clocks]
    return min((day_of(first) for first in firsts if first is not None), default=None)
