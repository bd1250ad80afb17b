"""The geometry of the report's pictures; templates draw them as SVG.

These are our own functions because a chart library writes a script, a random id and today's date into every picture. A
report must hold no script, and must come out byte for byte the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Eight weeks as a line. `lines` are SVG point lists, several where weeks without a value break it; `dots` are
    values that stand alone, the last of them the reported week's."""

    width: float
    height: float
    lines: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A horizontal bar: `y` is its top, `width` its length, `tick` where last week's value stands."""

    y: float
    width: float
    tick: float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a histogram: all of it, and from the bottom the part that is marked."""

    x: float
    y: float
    height: float
    marked_y: float
    marked_height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """Columns of this week, and last week's outline as an SVG point list; empty when there was nothing."""

    columns: tuple[Column, ...]
    outline: str


def sparkline(values: Values, width: float = 120, height: float = 28, margin: float = 3) -> Sparkline:
    """The line of `values`, scaled to their own range; a level line when they are all the same."""
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 0.0)
    step = (width - 2 * margin) / max(len(values) - 1, 1)

    def point(index: int, value: float) -> tuple[float, float]:
        height_share = (value - low) / (high - low) if high > low else 0.5
        return round(margin + index * step, 1), round(height - margin - height_share * (height - 2 * margin), 1)

    runs: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(point(index, value))
    alone = [run[0] for run in runs if len(run) == 1]
    last = [runs[-1][-1]] if len(runs[-1]) > 1 else []
    return Sparkline(width, height, tuple(_points(run) for run in runs if len(run) > 1), (*alone, *last))


def bars(this: Values, last: Values, width: float = 225, step: float = 24) -> tuple[Bar, ...]:
    """One bar per value, the largest of both weeks `width` long; a missing value has length 0."""
    largest = max((value for value in (*this, *last) if value is not None), default=0.0) or 1.0
    return tuple(
        Bar(
            y=index * step + 3,
            width=round((value or 0.0) / largest * width, 1),
            tick=None if before is None else round(before / largest * width, 1),
        )
        for index, (value, before) in enumerate(zip(this, last, strict=True))
    )


def histogram(
    this: Sequence[float], marked: Sequence[float], last: Sequence[float], step: float = 34, height: float = 140
) -> Histogram:
    """Columns `step` apart; `marked` is a part of `this`. Scales last week to this week's total, to compare shapes."""
    scale = sum(this) / sum(last) if sum(last) and sum(this) else (1.0 if sum(last) else 0.0)
    before = [value * scale for value in last]
    largest = max(*this, *before, 1)

    def tall(value: float) -> float:
        return round(value / largest * height, 1)

    columns = tuple(
        Column(
            x=round(index * step, 1),
            y=round(height - tall(value), 1),
            height=tall(value),
            marked_y=round(height - tall(part), 1),
            marked_height=tall(part),
        )
        for index, (value, part) in enumerate(zip(this, marked, strict=True))
    )
    corners = [
        (round((index + edge) * step, 1), round(height - tall(value), 1))
        for index, value in enumerate(before)
        for edge in (0, 1)
    ]
    return Histogram(columns, _points(corners) if sum(last) else "")


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
