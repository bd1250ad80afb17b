"""Strongly connected components of a directed graph."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping


def strongly_connected(graph: Mapping[int, Collection[int]]) -> list[tuple[int, ...]]:
    """Return the components, each sorted, in the order of their lowest node; single nodes too.

    Tarjan's algorithm (SIAM J. Comput. 1, 1972) with an explicit stack, since a chain may be longer than Python's
    recursion limit. Linear in nodes and edges. A node that only occurs as a target has no edges of its own.
    """
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    unassigned: list[int] = []
    waiting: set[int] = set()
    walk: list[tuple[int, Iterator[int]]] = []
    found: list[tuple[int, ...]] = []

    def enter(node: int) -> None:
        order[node] = low[node] = len(order)
        unassigned.append(node)
        waiting.add(node)
        walk.append((node, iter(graph.get(node, ()))))

    def leave(node: int) -> None:
        walk.pop()
        if walk:
            parent = walk[-1][0]
            low[parent] = min(low[parent], low[node])
        if low[node] == order[node]:
            members = [unassigned.pop()]
            while members[-1] != node:
                members.append(unassigned.pop())
            waiting.difference_update(members)
            found.append(tuple(sorted(members)))

    for root in graph:
        if root not in order:
            enter(root)
        while walk:
            node, targets = walk[-1]
            for target in targets:
                if target not in order:
                    enter(target)
                    break
                if target in waiting:
                    low[node] = min(low[node], order[target])
            else:
                leave(node)
    return sorted(found)
