"""Communities of a graph: triangles that share a side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

Pair = tuple[int, int]


def triangle_communities(pairs: Iterable[Pair]) -> list[tuple[int, ...]]:
    """Sets of nodes joined by triangles that share a side, each sorted; a node may be in several.

    Clique percolation with k = 3 (Palla, Derényi, Farkas, Vicsek: Nature 435, 2005). What merely touches a community,
    or joins two by one node or one edge, does not melt them together. O(edges ^ 1.5), by looking for the third corner
    only among neighbours of no lower degree.
    """
    sides = {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}
    degree: dict[int, int] = defaultdict(int)
    for side in sides:
        for node in side:
            degree[node] += 1
    above: dict[int, set[int]] = defaultdict(set)
    for one, other in sides:
        low, high = sorted((one, other), key=lambda node: (degree[node], node))
        above[low].add(high)
    root = {side: side for side in sides}
    for one, other in sides:
        for third in above[one] & above[other]:
            first = _root(root, (one, other))
            for side in ((one, third), (other, third)):
                root[_root(root, (min(side), max(side)))] = first
    nodes: dict[Pair, set[int]] = defaultdict(set)
    for side in sides:
        nodes[_root(root, side)].update(side)
    return sorted(tuple(sorted(members)) for members in nodes.values() if len(members) > 2)


def _root(root: dict[Pair, Pair], side: Pair) -> Pair:
    """The side that stands for all joined to this one; shortens the way to it as it goes."""
    while root[side] != side:
        root[side] = root[root[side]]
        side = root[side]
    return side
