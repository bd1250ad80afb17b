"""ISO weeks as Beijing counts them: Monday 00:00 to Monday 00:00, Asia/Shanghai."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from articles.text.china_time import CHINA_ZONE

_FORM = re.compile(r"(\d{4})-?W(\d{2})", re.ASCII)


class UnknownWeek(ValueError):
    """The text names no ISO week: another form, or a week that its year does not have."""


class FutureWeek(ValueError):
    """The week has not begun; there is nothing to report."""


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """One ISO week (ISO 8601: weeks begin on Monday, week 1 holds January 4th)."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Week:
        """The week written as 2026-W03 (or 2026W03). Raises UnknownWeek."""
        match = _FORM.fullmatch(text.strip())
        if match is None:
            raise UnknownWeek(f"{text!r} is not an ISO week; write it as 2026-W03")
        year, number = int(match[1]), int(match[2])
        try:
            date.fromisocalendar(year, number, 1)
            cls(year, number).following  # noqa: B018 - the end has to be a date too
        except ValueError as error:
            raise UnknownWeek(f"there is no week {number} in {year}: {error}") from error
        return cls(year, number)

    @classmethod
    def of(cls, moment: datetime) -> Week:
        """The week that an aware moment lies in."""
        calendar = moment.astimezone(CHINA_ZONE).isocalendar()
        return cls(calendar.year, calendar.week)

    @classmethod
    def on(cls, day: date) -> Week:
        """The week that a day in Beijing lies in."""
        calendar = day.isocalendar()
        return cls(calendar.year, calendar.week)

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def starts_at(self) -> datetime:
        """The first moment of the week."""
        return datetime.combine(self.monday, time(), CHINA_ZONE)

    @property
    def ends_at(self) -> datetime:
        """The first moment after the week."""
        return self.following.starts_at

    @property
    def following(self) -> Week:
        return self._moved(1)

    def last(self, count: int) -> tuple[Week, ...]:
        """This week and those before it, the oldest first: `count` weeks in all."""
        return tuple(self._moved(-back) for back in reversed(range(count)))

    def is_partial(self, now: datetime) -> bool:
        """Whether the week is still running. Raises FutureWeek when it has not begun."""
        if now < self.starts_at:
            raise FutureWeek(f"week {self} begins on {self.monday.isoformat()}; it cannot be reported before")
        return now < self.ends_at

    def _moved(self, weeks: int) -> Week:
        try:
            calendar = (self.monday + timedelta(weeks=weeks)).isocalendar()
        except OverflowError as error:
            raise ValueError("beyond the calendar") from error
        return Week(calendar.year, calendar.week)

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"
