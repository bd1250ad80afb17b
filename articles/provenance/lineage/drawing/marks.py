"""Marks of articles and reuse in the picture: shape, colour and title."""

from __future__ import annotations

import math

from articles.provenance.lineage.drawing.layout import Dot, Role
from articles.provenance.lineage.drawing.svg import element
from articles.provenance.lineage.nodes import Edge

# The console's colours, else the admin's, else colours that are legible on white and on black.
SOFT, LINE = "var(--soft, var(--body-quiet-color, #808891))", "var(--line, var(--hairline-color, #80808060))"
ACCENT, RED, AMBER = "var(--accent, #2f7fd0)", "var(--red, #d0483f)", "var(--amber, #b57a1c)"
PANEL = "var(--panel, var(--body-bg, transparent))"
_HEAD = 7.0
_REACH: dict[Role, float] = {"article": 11, "earliest": 9, "chain": 6.5, "other": 5.5}
# Colour, width and dashes.
_STROKES: dict[str, tuple[str, float, str]] = {
    "credited": (ACCENT, 1.7, ""),
    "uncredited": (RED, 1.7, "6 4"),
    "same_source": (SOFT, 1.2, ""),
    "unknown": (SOFT, 1.2, "6 4"),
    "undirected": (SOFT, 1.6, "1.5 4"),
}
LINE_KINDS = tuple(_STROKES)
ROLES: tuple[Role, ...] = tuple(_REACH)

Point = tuple[float, float]


def line_kind(edge: Edge) -> str:
    """Return the kind of line, one of LINE_KINDS."""
    if not edge.directed:
        return "undirected"
    return edge.credit if edge.credit in _STROKES else "unknown"


def shape(role: Role, x: float, y: float) -> str:
    """Draw a ringed disc for the article, a diamond for the earliest copy, a disc on the chain, else a ring."""
    if role == "article":
        ring = element("circle", cx=x, cy=y, r=10, fill=PANEL, stroke=ACCENT, stroke_width=2)
        return ring + element("circle", cx=x, cy=y, r=6, fill=ACCENT)
    if role == "earliest":
        corners = f"{x:.1f},{y - 9:.1f} {x + 9:.1f},{y:.1f} {x:.1f},{y + 9:.1f} {x - 9:.1f},{y:.1f}"
        return element("polygon", points=corners, fill=AMBER, stroke=PANEL, stroke_width=1)
    if role == "chain":
        return element("circle", cx=x, cy=y, r=6, fill="currentColor", stroke=PANEL, stroke_width=1)
    return element("circle", cx=x, cy=y, r=4.5, fill=PANEL, stroke=SOFT, stroke_width=1.6)


def reuse(edge: Edge, earlier: Dot, later: Dot, main: bool, opacity: float, title: str) -> str:
    """Draw the line from the earlier article to the later one, with an arrow if the order is known; `main`: bold."""
    kind = line_kind(edge)
    start, bend, other_bend, end = _curve(earlier, later, _HEAD if edge.directed else 0)
    path = "M{:.1f} {:.1f}C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}".format(*start, *bend, *other_bend, *end)
    drawn = _stroke(kind, path, main) + (_head(other_bend, end, _STROKES[kind][0]) if edge.directed else "")
    return element("g", element("title", title), drawn, class_=f"reuse {kind}", opacity="" if opacity == 1 else opacity)


def sample(mark: str, x: float, y: float) -> str:
    """Draw a sample for the legend: a role's shape (20 wide from `x`) or a line (30 wide); else nothing."""
    if mark in _STROKES:
        directed = mark != "undirected"
        end = 30 - _HEAD * directed
        head = _head((x, y), (x + end, y), _STROKES[mark][0]) if directed else ""
        return _stroke(mark, f"M{x:.1f} {y:.1f}h{end:.1f}") + head
    return next((shape(role, x + 10, y) for role in ROLES if role == mark), "")


def _curve(earlier: Dot, later: Dot, head: float) -> tuple[Point, Point, Point, Point]:
    """Return a cubic curve with horizontal ends; vertical between stacked dots; it avoids dots in its way."""
    dx, dy = later.x - earlier.x, later.y - earlier.y
    start, end = _REACH[earlier.role], _REACH[later.role] + head
    if abs(dx) < 30 and dy:
        way = math.copysign(1, dy)
        first, last = (earlier.x, earlier.y + way * start), (later.x, later.y - way * end)
        bend, bow = abs(last[1] - first[1]) / 2 * way, min(abs(dy) / 4, 60) if abs(dy) > 60 else 0
        return first, (first[0] - bow, first[1] + bend), (last[0] - bow, last[1] - bend), last
    way = math.copysign(1, dx)
    first, last = (earlier.x + way * start, earlier.y), (later.x - way * end, later.y)
    bend = way * max(abs(last[0] - first[0]) / 2, 14 if dy else 0)
    sag = 0 if dy or abs(dx) < 50 else min(5 + abs(dx) / 60, 12)
    return first, (first[0] + bend, first[1] + sag), (last[0] - bend, last[1] + sag), last


def _stroke(kind: str, path: str, main: bool = False) -> str:
    """Draw a path in the style of a kind of line."""
    colour, thickness, dashes = _STROKES[kind]
    thick = thickness + 0.9 * main
    return element("path", d=path, fill="none", stroke=colour, stroke_width=thick, stroke_dasharray=dashes)


def _head(before: Point, at: Point, colour: str) -> str:
    """Draw an arrowhead at the end of a line from `before`; its tip is `_HEAD` further on."""
    length = math.hypot(at[0] - before[0], at[1] - before[1]) or 1.0
    x, y = (at[0] - before[0]) / length, (at[1] - before[1]) / length
    corners = ((at[0] + _HEAD * x, at[1] + _HEAD * y), (at[0] - 4 * y, at[1] + 4 * x), (at[0] + 4 * y, at[1] - 4 * x))
    return element("polygon", points=" ".join(f"{a:.1f},{b:.1f}" for a, b in corners), fill=colour)
