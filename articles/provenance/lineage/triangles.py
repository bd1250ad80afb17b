"""Communities of a graph, built of triangles that share a side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

Pair = tuple[int, int]


def triangle_communities(pairs: Iterable[Pair]) -> list[tuple[int, ...]]:
    """Find sets of nodes joined by triangles that share a side, each sorted; a node may be in several.

    Clique percolation with k = 3 (Palla, Derényi, Farkas, Vicsek: Nature 435, 2005). A node that merely touches a
    community does not join it, and a single node or edge between two does not merge them. O(edges ^ 1.5): the third
    corner is searched only among neighbours of the same or a higher degree.
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
    """Return the representative of all sides joined to this one (union-find with path compression)."""
    while root[side] != side:
        root[side] = root[root[side]]
        side = root[side]
    return side
