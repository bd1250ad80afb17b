"""Walking a graph of article ids, in an order that does not depend on the order of the input."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping


def walk(start: Iterable[int], graph: Mapping[int, Collection[int]]) -> list[int]:
    """All that can be reached from `start`, those first; the nearest first, then the lowest id."""
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
    """`start` and all its ancestors, each after everything that was taken from it (Kahn's order).

    `parents` must run in no circle: what stands in one is left out, with what only leads on from there.
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
