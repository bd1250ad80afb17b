"""The roll-ups of eight weeks in memory, the source of figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Sum

from moderation.models import Leader, RollUp
from moderation.reports.rollups.queries import bucket
from moderation.reports.week import Week

Weeks = list[int]
# Flows, whose sum over all days is a stock. The keys of `queue.closed` are the days on which the items were opened.
_FLOWS = ("queue.opened", "queue.closed", "queue.late", "queue.late_closed", "groups.opened", "groups.closed")


class Tallies:
    """Counts by measure and key over some weeks, the last one last: one query, days × dimensions of rows."""

    def __init__(self, weeks: tuple[Week, ...]) -> None:
        self.weeks = weeks
        self._size = len(weeks)
        self._counts: dict[str, dict[str, Weeks]] = defaultdict(dict)
        mondays = [week.monday for week in weeks]
        rows = RollUp.objects.filter(day__gte=mondays[0], day__lte=weeks[-1].sunday).order_by()
        rows = rows.exclude(measure="clock").annotate(week=bucket("day", mondays))
        summed = rows.values("measure", "key", "week").annotate(n=Sum("value"))
        for measure, key, index, n in summed.values_list("measure", "key", "week", "n").iterator(5000):
            self._counts[measure].setdefault(key, [0] * self._size)[index] += n

    def counts(self, measure: str) -> dict[str, Weeks]:
        """Key → counts by week."""
        return self._counts.get(measure, {})

    def of(self, measure: str, key: str = "") -> Weeks:
        """The counts of one key; zeros where it never occurred."""
        return self._counts.get(measure, {}).get(key) or [0] * self._size

    def total(self, measure: str) -> Weeks:
        """The sum over all keys."""
        return total(self.counts(measure).values(), self._size)


class Stocks:
    """The stocks at the end of each week: sums over all days until then."""

    def __init__(self, weeks: tuple[Week, ...]) -> None:
        ends = [week.following.monday for week in weeks]
        self._ends = ends
        # Index −1 of the bucket: before the first end; i: from the end of week i − 1 on.
        rows = RollUp.objects.filter(measure__in=_FLOWS, day__lt=ends[-1]).order_by().annotate(at=bucket("day", ends))
        self._flows: dict[str, dict[str, Weeks]] = defaultdict(dict)
        for measure, key, at, n in rows.values_list("measure", "key", "at").annotate(n=Sum("value")):
            by_end = self._flows[measure].setdefault(key, [0] * len(ends))
            for index in range(at + 1, len(ends)):
                by_end[index] += n
        opened = RollUp.objects.filter(measure="queue.opened", day__lt=ends[-1]).values_list("day", "value")
        self._opened: dict[date, int] = dict(opened)

    def difference(self, plus: str, minus: str, key: str | None = None) -> Weeks:
        """The sum of one measure minus that of another, up to each week's end; of one key, or of all."""
        return [up - down for up, down in zip(self._sum(plus, key), self._sum(minus, key), strict=True)]

    def waiting_since(self, index: int) -> dict[date, int]:
        """Day → number of items that were opened on it and still wait at the end of week `index`."""
        closed = self._flows["queue.closed"]
        left = {
            day: n - closed.get(day.isoformat(), [0] * len(self._ends))[index]
            for day, n in self._opened.items()
            if day < self._ends[index]
        }
        return {day: n for day, n in left.items() if n}

    def waiting_longer(self, days: int, last_day: date) -> Weeks:
        """The number of waiting items at each week's end that were opened more than `days` days before.

        `last_day` replaces the last week's end, which a running week has not reached.
        """
        return [
            sum(n for day, n in self.waiting_since(index).items() if day < end - timedelta(days=days))
            for index, end in enumerate([*self._ends[:-1], last_day])
        ]

    def _sum(self, measure: str, key: str | None) -> Weeks:
        keys = self._flows[measure]
        rows: Iterable[Weeks] = keys.values() if key is None else [keys.get(key, [0] * len(self._ends))]
        return total(rows, len(self._ends))


def leaders(listing: str, week: Week) -> list[Leader]:
    """The list's items of every day of the week, unsorted; of a weekly list, its items in order."""
    rows = Leader.objects.filter(listing=listing, day__gte=week.monday, day__lte=week.sunday)
    return list(rows.order_by("day", "rank"))


def clock(week: Week) -> int | None:
    """The clock of the week's newest row; None when it has none."""
    rows = RollUp.objects.filter(measure="clock", day__gte=week.monday, day__lte=week.sunday)
    value: Any = max(rows.values_list("value", flat=True), default=None)
    return None if value is None else int(value)


def total(weeks: Iterable[Weeks], size: int) -> Weeks:
    """The sum of counts, week by week."""
    return [sum(column) for column in zip(*weeks, strict=True)] or [0] * size
