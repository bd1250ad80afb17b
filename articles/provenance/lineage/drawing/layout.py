"""The layout of the picture: rows of sources, dots of articles, lines of reuse."""

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

LEFT = 164.0  # left edge of the first dot, right of the sources' names
UNKNOWN_WIDTH = 92.0  # width of the column of unknown times
RIGHT_MARGIN = 34.0  # room for 200 dots at the last moment
TOP = 14.0
HEADER = 20.0  # height above the rows, when there is a header
MOST_ROWS = 24
_MOST_LABELS = 12
_ROW, _LANE, _OVERLAP, _MOST_LANES = 42.0, 15.0, 2.0, 16
_YEARS = range(1900, 2200)  # a time outside cannot be a time of publication


@dataclass(frozen=True, slots=True)
class Dot:
    """An article at its position; `labelled` when its headline is shown."""

    node: Node
    x: float
    y: float
    role: Role
    labelled: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The row of a source, or of all remaining sources, counted by `others`; `y` is its top."""

    name: str
    y: float
    height: float
    others: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """The positions of all parts.

    `unknown_at` is the position of unknown times, `scale` maps the known ones; each is None when there are none.
    `lines` are the drawn edges, without those to the row of remaining sources; `left_out`: some edges are not drawn.
    `top` and `bottom` are those of the rows.
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
    """Lay out a lineage: time runs right, one row per source by first publication, unknown times leftmost."""
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
    """Return the stated time if it is plausible."""
    return node.published_at if node.published_at and node.published_at.year in _YEARS else None


def _role(node: Node, lineage: Lineage, steps: Iterable[int]) -> Role:
    if node.article == lineage.article:
        return "article"
    if node.article == lineage.earliest:
        return "earliest"
    return "chain" if node.article in steps else "other"


def _rows(first: list[Node]) -> list[tuple[str, int, list[Node]]]:
    """List (name, further sources, nodes) per row: the sources of the first nodes get one each, the rest share one."""
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
    """Give each dot, from left to right, a position and the uppermost free lane.

    When all lanes are taken, dots overlap, each a little further right, so that none hides another.
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
