"""Walks over a graph of article ids, in an order that does not depend on the order of the input."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping


def walk(start: Iterable[int], graph: Mapping[int, Collection[int]]) -> list[int]:
    """List the start nodes and all nodes reachable from them, the nearest first, then the lowest id."""
    found = list(start)
    seen, queue = set(found), deque(found)
    while queue:
        for node in sorted(graph.get(queue.popleft(), ())):
            if node not in seen:
                seen.add(node)
                queue.append(node)
                found.append(node)
    return found


def after_all_copies(start: int, parents: Mapping[int, Collection[int]]) -> list[int]:
    """List `start` and its ancestors, each after all articles taken from it (Kahn's order).

    `parents` should have no cycle: nodes of a cycle are left out, with all nodes that are reached only through it.
    """
    waits: dict[int, int] = defaultdict(int)
    for node in walk([start], parents):
        for parent in parents.get(node, ()):
            waits[parent] += 1
    ready, order = [start], []
    while ready:
        order.append(ready.pop())
        for parent in parents.get(order[-1], ()):
            waits[parent] -= 1
            if not waits[parent]:
                ready.append(parent)
    return order
