"""A lineage in a small space: articles along time, and who copied whom. Geometry only, no text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from unicodedata import east_asian_width

MOST = 24
_HUBS = 3
WIDTH = 384
_LONGEST_NAME = 16
# Of a letter in the labels' 12 px font: a Chinese one, and the widest Latin ones.
_WIDE, _NARROW = 12, 8


@dataclass(frozen=True, slots=True)
class Spot:
    """An article: its place, its name, and whether it credits nobody. `hub` ones are labelled."""

    x: float
    y: float
    name: str
    first: bool
    uncredited: bool
    hub: bool

    @property
    def label_y(self) -> float:
        """The base line of its label: below the first, above the others."""
        return self.y + 21 if self.first else self.y - 8

    @property
    def label(self) -> str:
        """The name as the picture has room for it."""
        return self.name if len(self.name) <= _LONGEST_NAME else f"{self.name[: _LONGEST_NAME - 1]}…"

    @property
    def label_x(self) -> float:
        """The middle of its label: above the spot, or as near as the frame lets the whole label stand."""
        half = sum(_WIDE if east_asian_width(char) in "WFA" else _NARROW for char in self.label) / 2
        return round(min(max(self.x, half), WIDTH - half), 1)


@dataclass(frozen=True, slots=True)
class Sketch:
    """`curves` are SVG paths from an article to one that took its text; `begin` and `end` are ISO times."""

    spots: tuple[Spot, ...]
    curves: tuple[str, ...]
    begin: str
    end: str

    @property
    def begins(self) -> str:
        """The first time, as 1-12 06:10."""
        return self.begin[5:16].lstrip("0").replace("T", " ")

    @property
    def ends(self) -> str:
        """The day of the last."""
        return self.end[5:10].lstrip("0")


def sketch(item: Mapping[str, Any], width: float = WIDTH, height: float = 118, margin: float = 14) -> Sketch | None:
    """The original and at most MOST copies; None when no copy's time is known.

    Each copy hangs on the shown article that holds most of its text, or else on the first. Copies without copies of
    their own have a line each; the others stand between theirs.
    """
    nodes = {node["article"]: node for node in item["nodes"] if node["published_at"]}
    root = item["article"]
    shown = sorted(nodes, key=lambda pk: (nodes[pk]["published_at"], pk))
    if root not in nodes or len(shown) < 2:
        return None
    shown = [root, *(pk for pk in shown if pk != root)][:MOST]
    parents, credit_of = _parents(root, shown, item["edges"])
    children: dict[int, list[int]] = defaultdict(list)
    for pk in shown[1:]:
        children[parents[pk]].append(pk)
    lanes = _lanes(root, children)
    times = [_minutes(nodes[pk]["published_at"]) for pk in shown]
    first, span = min(times), (max(times) - min(times)) or 1
    deepest = max(lanes.values()) or 1
    at = {
        pk: (
            round(margin + (time - first) / span * (width - 2 * margin), 1),
            round(margin + lanes[pk] / deepest * (height - 2 * margin), 1),
        )
        for pk, time in zip(shown, times, strict=True)
    }
    hubs = sorted(shown[1:], key=lambda pk: (-len(children[pk]), pk))[:_HUBS]
    spots = tuple(
        Spot(
            *at[pk],
            nodes[pk]["source"],
            pk == root,
            credit_of.get(pk) == "uncredited",
            pk in hubs and bool(children[pk]),
        )
        for pk in shown
    )
    curves = tuple(_curve(at[parents[pk]], at[pk]) for pk in shown[1:])
    ordered = sorted(nodes[pk]["published_at"] for pk in shown)
    return Sketch(spots, curves, ordered[0], ordered[-1])


def _parents(
    root: int, shown: Sequence[int], edges: Sequence[Mapping[str, Any]]
) -> tuple[dict[int, int], dict[int, str]]:
    place = {pk: index for index, pk in enumerate(shown)}
    best: dict[int, Mapping[str, Any]] = {}
    for edge in edges:
        earlier, later = edge["earlier"], edge["later"]
        if edge["directed"] and earlier in place and place.get(later, -1) > place[earlier]:
            held = best.get(later)
            if held is None or (edge["containment"], -earlier) > (held["containment"], -held["earlier"]):
                best[later] = edge
    parents = {pk: best[pk]["earlier"] if pk in best else root for pk in shown[1:]}
    return parents, {pk: edge["credit"] for pk, edge in best.items()}


def _lanes(root: int, children: Mapping[int, list[int]]) -> dict[int, float]:
    lanes: dict[int, float] = {}
    order, stack = [], [root]
    while stack:
        pk = stack.pop()
        order.append(pk)
        stack += reversed(children.get(pk, []))
    free = 0
    for pk in order:
        if not children.get(pk):
            lanes[pk] = float(free)
            free += 1
    for pk in reversed(order):
        if own := children.get(pk):
            lanes[pk] = sum(lanes[each] for each in own) / len(own)
    return lanes


def _minutes(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp() / 60


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    middle = round((start[0] + end[0]) / 2, 1)
    return f"M{start[0]} {start[1]}C{middle} {start[1]} {middle} {end[1]} {end[0]} {end[1]}"
