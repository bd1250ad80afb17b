"""The geometry of a source's timeline; a template draws it as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

WIDTH, HEIGHT, MARGIN = 640.0, 160.0, 28.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A change of the score: its position and the words of its tooltip."""

    x: float
    y: float
    title: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Points over time as steps (a score holds until the next change), with the interval as an area around them.

    `line` and `area` are SVG point lists; `first` and `last` are the ends of the time axis.
    """

    line: str
    area: str
    dots: tuple[Dot, ...]
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """The score after one change."""

    at: datetime
    value: float
    low: float
    high: float
    title: str


def timeline(moments: Sequence[Moment], now: datetime) -> Timeline | None:
    """Build the timeline of `moments`, oldest first, up to `now`; None without moments."""
    if not moments:
        return None
    first, last = moments[0].at, max(now, moments[-1].at)
    whole = (last - first).total_seconds() or 1.0

    def x(at: datetime) -> float:
        return round(MARGIN + (at - first).total_seconds() / whole * (WIDTH - 2 * MARGIN), 1)

    ends = [*(moment.at for moment in moments[1:]), last]
    spans = [(x(moment.at), x(end), moment) for moment, end in zip(moments, ends, strict=True)]
    line = [(edge, height(moment.value)) for start, end, moment in spans for edge in (start, end)]
    upper = [(edge, height(moment.high)) for start, end, moment in spans for edge in (start, end)]
    lower = [(edge, height(moment.low)) for start, end, moment in spans for edge in (start, end)]
    dots = tuple(Dot(start, height(moment.value), moment.title) for start, _, moment in spans)
    return Timeline(_points(line), _points([*upper, *reversed(lower)]), dots, first, last)


def height(points: float) -> float:
    """Return the y coordinate of a score of `points` (0–100); the axis starts at the bottom."""
    return round(HEIGHT - MARGIN - points / 100 * (HEIGHT - 2 * MARGIN), 1)


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
