"""Nodes and edges of a lineage: articles and the text they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from articles.provenance.lineage.components import strongly_connected


@dataclass(frozen=True, slots=True)
class Node:
    """An article that shares text. Without a stated time the bounds limit it. Times are aware."""

    article: int
    source: str
    source_id: int | None
    headline: str
    published_at: datetime | None
    published_after: datetime | None = None
    published_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """Two articles share text; `directed`: `later` was published after `earlier`, else their order is unknown.

    `containment` is the share (0–1) of the later one's text in the earlier, `containment_earlier` the reverse.
    `credit` says whether the later one names the source of the earlier: credited, uncredited, same_source, unknown.
    """

    earlier: int
    later: int
    directed: bool
    containment: float
    containment_earlier: float
    credit: str = "unknown"

    def other(self, article: int) -> int:
        """Return the article at the other end."""
        return self.earlier if self.later == article else self.later


def latest(node: Node) -> datetime | None:
    """Return the latest possible time of publication; None without a bound."""
    return node.published_at or node.published_before


def _ends(edge: Edge) -> tuple[int, int]:
    return edge.earlier, edge.later


def consistent(edges: Iterable[Edge]) -> list[Edge]:
    """Return the edges in order, one per pair; contradictory directions, which form a cycle, are dropped."""
    pairs = {frozenset(_ends(each)): each for each in sorted(edges, key=_certainty) if each.earlier != each.later}
    graph: dict[int, list[int]] = defaultdict(list)
    for edge in pairs.values():
        if edge.directed:
            graph[edge.earlier].append(edge.later)
    circles = [members for members in strongly_connected(graph) if len(members) > 1]
    circle_of = {node: number for number, members in enumerate(circles) for node in members}

    def contradicted(edge: Edge) -> bool:
        return edge.earlier in circle_of and circle_of[edge.earlier] == circle_of.get(edge.later)

    told = [replace(each, directed=False) if contradicted(each) else each for each in pairs.values()]
    return sorted(told, key=_ends)


def _certainty(edge: Edge) -> tuple[bool, float, float, int]:
    return edge.directed, edge.containment, edge.containment_earlier, edge.earlier
