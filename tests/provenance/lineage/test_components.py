"""Strongly connected components, against the plain definition: each reaches the other."""

from __future__ import annotations

import random

import pytest

from articles.provenance.lineage.components import strongly_connected
from articles.provenance.lineage.walks import walk


@pytest.mark.parametrize("seed", range(30))
def test_two_nodes_are_together_when_each_reaches_the_other(seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311
    count = draw.randint(1, 25)
    graph = {
        node: [draw.randrange(count) for _ in range(draw.randint(0, 3))] for node in range(count) if draw.random() < 0.9
    }
    nodes = set(graph) | {target for targets in graph.values() for target in targets}
    reach = {node: set(walk([node], graph)) for node in nodes}
    expected = {tuple(sorted(b for b in reach[a] if a in reach[b])) for a in nodes}
    assert strongly_connected(graph) == sorted(expected)


def test_a_ring_longer_than_the_recursion_limit() -> None:
    count = 50_000
    assert strongly_connected({node: [(node + 1) % count] for node in range(count)}) == [tuple(range(count))]
