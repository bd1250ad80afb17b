"""The scope of a report: its week, the seven before it, and the moment up to which rows count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from moderation.reports.rollups.period import day_of
from moderation.reports.rollups.reading import Stocks, Tallies, clock
from moderation.reports.rollups.subjects.clock import moment_of
from moderation.reports.week import Week

WEEKS = 8


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`as_of` is the end of the week; while it runs (`partial`), the newest row's time, so that the same rows always
    give the same report. Rows count that lie before `until`. `tallies` and `stocks` are the roll-ups of eight weeks."""

    week: Week
    as_of: datetime
    until: datetime
    partial: bool
    tallies: Tallies
    stocks: Stocks

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Eight weeks, the reported one last."""
        return self.week.last(WEEKS)

    @property
    def starts(self) -> tuple[datetime, ...]:
        """The first moments of the eight weeks."""
        return tuple(week.starts_at for week in self.weeks)

    @property
    def ends(self) -> tuple[datetime, ...]:
        """The moments up to which each of the eight weeks' rows count; the last is `until`."""
        return (*self.starts[1:], self.until)

    @property
    def last_day(self) -> date:
        """The day in Beijing up to which ages count: the one after the week, or the snapshot's in a running week."""
        return day_of(self.until)


def take_snapshot(week: Week, now: datetime) -> Snapshot:
    """The snapshot of a week, from the current roll-ups. `now` only decides whether the week is over.

    Raises FutureWeek.
    """
    partial = week.is_partial(now)
    as_of = until = week.ends_at
    if partial:
        newest = clock(week)
        as_of = week.starts_at if newest is None else moment_of(newest)
        until = as_of if newest is None else as_of + timedelta(microseconds=1)
    weeks = week.last(WEEKS)
    return Snapshot(week, as_of, until, partial, Tallies(weeks), Stocks(weeks))
