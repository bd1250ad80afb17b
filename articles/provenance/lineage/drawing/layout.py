"""Where everything of the picture stands: rows of sources, dots of articles, lines of reuse."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from articles.provenance.lineage.drawing.lines import drawn_edges
from articles.provenance.lineage.drawing.timescale import TimeScale, time_scale
from articles.provenance.lineage.lineage import Lineage
from articles.provenance.lineage.nodes import Edge, Node

Role = Literal["article", "earliest", "chain", "other"]

LEFT = 164.0  # of the first dot: the sources' names stand before it
UNKNOWN_WIDTH = 92.0  # of the column of unknown times
RIGHT_MARGIN = 34.0  # room for 200 dots at the last moment
TOP = 14.0
HEADER = 20.0  # above the rows, where there is something to say
MOST_ROWS = 24
_MOST_LABELS = 12
_ROW, _LANE, _OVERLAP, _MOST_LANES = 42.0, 15.0, 2.0, 16
_YEARS = range(1900, 2200)  # a time outside is no time of publication


@dataclass(frozen=True, slots=True)
class Dot:
    """An article at its place; `labelled` when its headline is to be written."""

    node: Node
    x: float
    y: float
    role: Role
    labelled: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A source, or what is left of them when `others` counts how many; `y` is its top."""

    name: str
    y: float
    height: float
    others: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """`unknown_at` is the place of unknown times and `scale` that of the others, None when there are none.

    `lines` are the edges that are drawn, none to those that share a row with other sources; `left_out` says that not
    all are. `top` and `bottom` are those of the rows.
    """

    top: float
    rows: tuple[Row, ...]
    dots: tuple[Dot, ...]
    lines: tuple[Edge, ...]
    scale: TimeScale | None
    unknown_at: float | None
    bottom: float
    left_out: bool


def lay_out(lineage: Lineage, width: float) -> Layout:
    """Time runs to the right; a source a row, in the order in which they first published; unknown times before all."""
    known = [at for node in lineage.nodes if (at := shown_time(node))]
    unknown = len(known) < len(lineage.nodes)
    scale = time_scale(known, LEFT + UNKNOWN_WIDTH * unknown, width - RIGHT_MARGIN) if known else None
    unknown_at = LEFT + UNKNOWN_WIDTH / 2 - 16 if unknown else None
    steps = [step.article for step in lineage.chain]
    lines = drawn_edges(lineage)
    copied = Counter(edge.earlier for edge in lines if edge.directed)
    first = sorted(lineage.nodes, key=lambda n: (n.article not in steps, -copied[n.article], n.article))
    labelled = {node.article for node in first[:_MOST_LABELS]}

    def x(node: Node) -> float:
        at = shown_time(node)
        return scale.x(at) if scale and at else (unknown_at or LEFT)

    start = top = TOP + HEADER * bool(unknown or (scale and scale.breaks))
    rows, dots, crowd = [], [], set()
    for name, others, nodes in _rows(first):
        nodes.sort(key=lambda node: (x(node), node.article))
        places = _in_lanes([x(node) for node in nodes])
        height = _ROW + _LANE * max(lane for _, lane in places)
        rows.append(Row(name, top, height, others))
        for node, (place, lane) in zip(nodes, places, strict=True):
            y = top + _ROW / 2 + 6 + _LANE * lane
            dots.append(Dot(node, place, y, _role(node, lineage, steps), node.article in labelled))
        crowd |= {node.article for node in nodes if others} - set(steps)
        top += height
    lines = tuple(edge for edge in lines if edge.earlier not in crowd and edge.later not in crowd)
    left_out = len(lines) < len(lineage.edges)
    return Layout(start, tuple(rows), tuple(dots), lines, scale, unknown_at, top, left_out)


def shown_time(node: Node) -> datetime | None:
    """The stated time, if it can be one."""
    return node.published_at if node.published_at and node.published_at.year in _YEARS else None


def _role(node: Node, lineage: Lineage, steps: Iterable[int]) -> Role:
    if node.article == lineage.article:
        return "article"
    if node.article == lineage.earliest:
        return "earliest"
    return "chain" if node.article in steps else "other"


def _rows(first: list[Node]) -> list[tuple[str, int, list[Node]]]:
    """(name, sources beyond one, nodes): the sources of the first nodes have a row each, the others share one."""
    by_source: dict[int | str, list[Node]] = defaultdict(list)
    for node in first:
        by_source[node.source if node.source_id is None else node.source_id].append(node)
    groups = list(by_source.values())
    own = groups if len(groups) <= MOST_ROWS else groups[: MOST_ROWS - 1]
    own = sorted(own, key=lambda nodes: min(map(_since, nodes)))
    rows = [(nodes[0].source, 0, nodes) for nodes in own]
    rest = groups[len(own) :]
    return [*rows, ("", len(rest), [node for nodes in rest for node in nodes])] if rest else rows


def _since(node: Node) -> tuple[bool, float, int]:
    at = shown_time(node)
    return at is None, at.timestamp() if at else 0.0, node.article


def _in_lanes(places: list[float]) -> list[tuple[float, int]]:
    """For dots from left to right, the place and uppermost lane where each has room.

    Where all lanes are taken, dots stand over each other, a little to the right: none hides another.
    """
    ends: list[float] = []
    found = []
    for place in places:
        lane = next((index for index, end in enumerate(ends) if end + _LANE <= place), len(ends))
        if lane == _MOST_LANES:
            lane = ends.index(min(ends))
            place = max(place, ends[lane] + _OVERLAP)
        ends[lane : lane + 1] = [place]
        found.append((place, lane))
    return found
