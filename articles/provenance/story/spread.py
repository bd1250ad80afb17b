"""How a story spread, as places in a picture: one row per source, time from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from articles.provenance.lineage.drawing.svg import fitted
from articles.provenance.lineage.drawing.timescale import Tick, time_scale
from articles.provenance.story.relation import Relative
from articles.vocabulary.stories import COPIED, INDEPENDENT, OFFICIAL, ORIGINAL, REWORDED

WIDTH, LEFT, RIGHT = 1000.0, 176.0, 976.0
MOST_ROWS = 10
"""Sources with a row of their own, in order of appearance; the others share the last row."""
_TOP, _ROW, _FOOT = 16.0, 22.0, 34.0
_NAME_ROOM, _NAME_SIZE = 150.0, 13.0


@dataclass(frozen=True, slots=True)
class Point:
    """An article: its source's name, when it was published or came, and how it stands to the others."""

    article: int
    source: str
    at: datetime
    relative: Relative
    title: str


@dataclass(frozen=True, slots=True)
class Dot:
    """`mark`: square (official), disc (original), copy, diamond (to judge) or ring; shapes differ, not colour alone."""

    article: int
    x: float
    y: float
    mark: str
    title: str

    @property
    def diamond(self) -> str:
        """The path of a diamond around the place."""
        return f"M{self.x:.1f} {self.y - 6:.1f}l6 6-6 6-6-6z"


@dataclass(frozen=True, slots=True)
class Stem:
    """A line from an earlier article to a later one; `kind` copied (full), reworded (dashed) or other."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """A source's row; `others` counts the sources that share it."""

    y: float
    name: str
    others: int = 0


@dataclass(frozen=True, slots=True)
class Spread:
    """All places of the picture."""

    rows: tuple[Row, ...]
    dots: tuple[Dot, ...]
    stems: tuple[Stem, ...]
    ticks: tuple[Tick, ...]
    height: float

    @property
    def axis(self) -> float:
        """The height of the time axis."""
        return self.height - _FOOT + 8


_MARKS: dict[str, str] = {OFFICIAL: "square", ORIGINAL: "disc", COPIED: "copy", REWORDED: "diamond"}
_STEMS: dict[str, str] = {COPIED: "copied", REWORDED: "reworded"}


def spread(points: Sequence[Point], zone: tzinfo) -> Spread:
    """Lay out a story of at least one article. Linear in the points."""
    ordered = sorted(points, key=lambda point: (point.at, point.article))
    names = list(dict.fromkeys(point.source for point in ordered))
    own = names if len(names) <= MOST_ROWS + 1 else names[:MOST_ROWS]
    rows = [Row(_TOP + place * _ROW, fitted(name, _NAME_ROOM, _NAME_SIZE)) for place, name in enumerate(own)]
    if len(own) < len(names):
        rows.append(Row(_TOP + len(own) * _ROW, "", len(names) - len(own)))
    of_name = {name: rows[min(place, len(rows) - 1)].y for place, name in enumerate(names)}
    scale = time_scale([point.at for point in ordered], LEFT + 12, RIGHT)
    dots = {
        point.article: Dot(
            point.article,
            scale.x(point.at),
            of_name[point.source],
            _MARKS.get(point.relative.relation, "ring"),
            point.title,
        )
        for point in ordered
    }
    height = _TOP + (len(rows) - 1) * _ROW + _ROW / 2 + _FOOT
    return Spread(tuple(rows), tuple(dots.values()), tuple(_stems(ordered, dots)), scale.ticks(zone), height)


def _stems(points: Sequence[Point], dots: dict[int, Dot]) -> list[Stem]:
    found = []
    for point in points:
        relative = point.relative
        parent = dots.get(relative.parent) if relative.parent is not None else None
        if parent is None or relative.relation == INDEPENDENT:
            continue
        dot = dots[point.article]
        kind = _STEMS.get(relative.relation, "other")
        found.append(Stem(f"M{parent.x:.1f} {parent.y:.1f}V{dot.y:.1f}H{dot.x:.1f}", kind))
    return found
