"""The time axis: to scale, except for long empty stretches, which become labelled breaks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import pairwise

MOST_BREAKS = 4
BREAK_WIDTH = 56.0  # width of a break
_LEAST_WIDTH = 14.0  # width of a stretch with a single time
_TICK_SPACE = 84.0  # width that a label needs
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_STEPS = (
    *(_MINUTE * each for each in (1, 5, 15, 30)),
    *(_HOUR * each for each in (1, 3, 6, 12)),
    *(_DAY * each for each in (1, 2, 5, 10)),
)
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 600)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time from `start` to `end` (seconds since 1970), drawn from `left` to `right`."""

    start: float
    end: float
    left: float
    right: float

    def place(self, second: float) -> float:
        if self.end == self.start:
            return (self.left + self.right) / 2
        return self.left + (second - self.start) / (self.end - self.start) * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class Tick:
    """A date below the axis; `above` is its finer part, `below` the day or year, empty when unchanged."""

    x: float
    above: str
    below: str


@dataclass(frozen=True, slots=True)
class Break:
    """A break that leaves out `length` of time; `x` is its middle."""

    x: float
    length: timedelta


@dataclass(frozen=True, slots=True)
class TimeScale:
    stretches: tuple[Stretch, ...]

    def x(self, at: datetime) -> float:
        """Return the position of a time; a time outside all stretches gets the nearest position."""
        second = at.timestamp()
        stretch = next((each for each in self.stretches if second <= each.end), self.stretches[-1])
        return stretch.place(min(max(second, stretch.start), stretch.end))

    @property
    def breaks(self) -> tuple[Break, ...]:
        return tuple(
            Break((one.right + other.left) / 2, timedelta(seconds=other.start - one.end))
            for one, other in pairwise(self.stretches)
        )

    def ticks(self, zone: tzinfo) -> tuple[Tick, ...]:
        """Return round times, as many as fit; for a stretch without one, its start."""
        found: list[Tick] = []
        before = ""
        for stretch in self.stretches:
            for second, step in _round_times(stretch, zone):
                x = stretch.place(second)
                if found and x - found[-1].x < _TICK_SPACE:
                    continue
                above, below = _words(datetime.fromtimestamp(second, zone), step)
                found.append(Tick(x, above, "" if below == before else below))
                before = below
        return tuple(found)


def time_scale(times: Iterable[datetime], left: float, right: float) -> TimeScale:
    """Build a scale from `left` to `right` for these times; at least one is needed.

    Up to MOST_BREAKS empty stretches become breaks, each longer than three times the rest: an original that is years
    older would otherwise press its copies into one spot.
    """
    seconds = sorted({each.timestamp() for each in times})
    gaps = [(after - before, index) for index, (before, after) in enumerate(pairwise(seconds))]
    gaps.sort(reverse=True)
    cut: set[int] = set()
    for count in range(1, min(MOST_BREAKS, len(gaps)) + 1):
        rest = sum(gap for gap, _ in gaps[count:])
        if 0 < 3 * rest < gaps[count - 1][0]:
            cut = {index for _, index in gaps[:count]}
    starts = [0, *(index + 1 for index in sorted(cut))]
    ends = [*sorted(cut), len(seconds) - 1]
    spans = [seconds[end] - seconds[start] for start, end in zip(starts, ends, strict=True)]
    free = right - left - BREAK_WIDTH * len(cut) - _LEAST_WIDTH * len(spans)
    at, stretches = left, []
    for start, end, span in zip(starts, ends, spans, strict=True):
        share = span / sum(spans) if sum(spans) else 1 / len(spans)
        width = _LEAST_WIDTH + free * share
        stretches.append(Stretch(seconds[start], seconds[end], at, at + width))
        at += width + BREAK_WIDTH
    return TimeScale(tuple(stretches))


def _round_times(stretch: Stretch, zone: tzinfo) -> Iterator[tuple[float, int]]:
    """Yield the round times within a stretch, with the step between them in seconds."""
    span, room = stretch.end - stretch.start, (stretch.right - stretch.left) / _TICK_SPACE
    found: list[tuple[float, int]] = []
    if span and room >= 1:
        step = next((each for each in _STEPS if span / each <= room), 0)
        found = list(_steps(stretch, step, zone) if step else _months(stretch, span, room, zone))
    yield from found or [(stretch.start, _MINUTE)]


def _steps(stretch: Stretch, step: int, zone: tzinfo) -> Iterator[tuple[float, int]]:
    offset = (datetime.fromtimestamp(stretch.start, zone).utcoffset() or timedelta()).total_seconds()
    first = math.ceil((stretch.start + offset) / step) * step - offset
    while first <= stretch.end:
        yield first, step
        first += step


def _months(stretch: Stretch, span: float, room: float, zone: tzinfo) -> Iterator[tuple[float, int]]:
    step = next((each for each in _MONTHS if span / (each * 30 * _DAY) <= room), _MONTHS[-1])
    start = datetime.fromtimestamp(stretch.start, zone)
    month = math.ceil((start.year * 12 + start.month - 1) / step) * step
    while True:
        second = datetime(month // 12, month % 12 + 1, 1, tzinfo=zone).timestamp()
        if second > stretch.end:
            return
        if second >= stretch.start:
            yield second, step * 30 * _DAY
        month += step


def _words(at: datetime, step: int) -> tuple[str, str]:
    if step < _DAY:
        return at.strftime("%H:%M"), at.strftime("%Y-%m-%d")
    if step < 28 * _DAY:
        return at.strftime("%m-%d"), at.strftime("%Y")
    return (at.strftime("%Y-%m"), "") if step < 360 * _DAY else (at.strftime("%Y"), "")
