"""Select the edges of a lineage to draw: all of them would hide the important ones."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from articles.provenance.lineage.lineage import Lineage, best_parent
from articles.provenance.lineage.nodes import Edge

FEW = 12  # up to this many articles every directed edge is drawn


def drawn_edges(lineage: Lineage) -> tuple[Edge, ...]:
    """Select the edges to draw, in the order of the lineage's edges.

    - Directed edges: all of few articles; of many articles only the one to each article's likeliest origin.
    - Undirected edges: those of the article itself, and those without which a dot would have no line.
    """
    known = {node.article: node for node in lineage.nodes}
    before = {step.article: previous.article for previous, step in pairwise(lineage.chain)}
    parents: dict[int, list[Edge]] = defaultdict(list)
    for edge in lineage.edges:
        if edge.directed and before.get(edge.later, edge.earlier) == edge.earlier:
            parents[edge.later].append(edge)
    if len(known) <= FEW:
        drawn = {edge for edge in lineage.edges if edge.directed}
    else:
        drawn = {best_parent(edges, known) for edges in parents.values()}
    linked = {lineage.article} | {end for edge in drawn for end in (edge.earlier, edge.later)}
    undirected = [edge for edge in lineage.edges if not edge.directed]
    for edge in sorted(undirected, key=lambda edge: lineage.article not in (edge.earlier, edge.later)):
        ends = {edge.earlier, edge.later}
        if lineage.article in ends or not ends <= linked:
            drawn.add(edge)
            linked |= ends
    return tuple(edge for edge in lineage.edges if edge in drawn)
