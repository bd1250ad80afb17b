"""Periods of days in Beijing time, and the counts in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from articles.text.china_time import CHINA_ZONE

# (day, measure, key) identifies a roll-up row.
Place = tuple[date, str, str]


@dataclass(frozen=True, slots=True)
class Period:
    """`count` days from `first` on."""

    first: date
    count: int = 1

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=index) for index in range(self.count)]

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.count - 1)

    @property
    def starts(self) -> list[datetime]:
        """The first moment of each day."""
        return [midnight(day) for day in self.days]

    @property
    def start(self) -> datetime:
        return midnight(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after the last day."""
        return midnight(self.last + timedelta(days=1))

    def weeks(self) -> list[Period]:
        """The whole ISO weeks that these days lie in."""
        first = self.first - timedelta(days=self.first.weekday())
        return [Period(first + timedelta(days=back), 7) for back in range(0, (self.last - first).days + 1, 7)]


def midnight(day: date) -> datetime:
    """The first moment of a day in Beijing."""
    return datetime.combine(day, time(), CHINA_ZONE)


def day_of(moment: datetime) -> date:
    """The day in Beijing that an aware moment lies in."""
    return moment.astimezone(CHINA_ZONE).date()


@dataclass(slots=True)
class Counted:
    """The counts of a subject in a period, and its leaders: (day, list) → [(item, facts)] in order of rank."""

    period: Period
    tally: Counter[Place] = field(default_factory=Counter)
    leaders: dict[tuple[date, str], list[tuple[int, dict[str, Any]]]] = field(default_factory=dict)

    def add(self, day: int, measure: str, *key: object, n: int = 1) -> None:
        """Counts `n` under a key; `day` is an index of the period."""
        if n:
            self.tally[self.period.first + timedelta(days=day), measure, key_of(*key)] += n

    def lead(self, day: int, listing: str, items: list[tuple[int, dict[str, Any]]]) -> None:
        self.leaders[self.period.first + timedelta(days=day), listing] = items


def key_of(*parts: object) -> str:
    """The key of these values: joined by “|”; nothing for None. A “|” in a value becomes “¦”, so that keys split."""
    return "|".join("" if part is None else str(part).replace("|", "¦") for part in parts)


def chunks(first: date, last: date, size: int) -> Iterator[Period]:
    """The days from `first` through `last` in periods of at most `size`."""
    while first <= last:
        yield Period(first, min(size, (last - first).days + 1))
        first += timedelta(days=size)
