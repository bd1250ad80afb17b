"""Nodes and edges of a lineage: articles and the text they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from articles.provenance.lineage.components import strongly_connected


@dataclass(frozen=True, slots=True)
class Node:
    """An article that shares text. Without a stated time the bounds limit it. Times are aware.

    `platform`, `stored_at` and `vouched` say who stated the time, when the article came to us, and whether more than
    its sender's word vouches for the time; see `articles.provenance.reuse.direction`.
    """

    article: int
    source: str
    source_id: int | None
    headline: str
    published_at: datetime | None
    published_after: datetime | None = None
    published_before: datetime | None = None
    platform: int = 0
    stored_at: datetime | None = None
    vouched: bool = True


@dataclass(frozen=True, slots=True)
class Edge:
    """Two articles share text; `directed`: `later` was published after `earlier`, else their order is unknown.

    `containment` is the share (0–1) of the later one's text in the earlier, `containment_earlier` the reverse.
    `credit` says whether the later one names the source of the earlier: credited, uncredited, same_source, unknown.
    `contradicted`: the order of arrival contradicts a claimed time, so there is no direction.
    `own`, `own_characters`: how much of the later one's own text stands in the earlier, after text that belongs to
    nobody is taken out; None where nobody counted.
    """

    earlier: int
    later: int
    directed: bool
    containment: float
    containment_earlier: float
    credit: str = "unknown"
    contradicted: bool = False
    own: float | None = None
    own_characters: int | None = None

    def other(self, article: int) -> int:
        """Return the article at the other end."""
        return self.earlier if self.later == article else self.later


def latest(node: Node, reader: Node) -> datetime | None:
    """Return the latest possible time of publication; None without a bound.

    For an article of another platform, a time that is only claimed moves nothing: the text was there when it came.
    """
    if node.vouched or node.platform == reader.platform:
        return node.published_at or node.published_before
    return node.stored_at


def may_be_origin(node: Node, reader: Node) -> bool:
    """Whether the order of arrival allows the article `node` to be an earlier copy for `reader`."""
    return node.vouched or node.platform == reader.platform or node.article < reader.article


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
