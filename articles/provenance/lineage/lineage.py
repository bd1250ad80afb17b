"""The earliest known copy of an article, and the chain from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from articles.provenance.lineage.nodes import Edge, Node, consistent, latest
from articles.provenance.lineage.walks import after_all_copies, walk

__all__ = ["Edge", "Lineage", "Node", "Step", "trace_lineage"]

MOST_ARTICLES = 200  # articles per lineage; of more copies, those nearest to the article are kept
LEAST_CARRIED = 0.08  # least share of an article that must come down a chain for its start to count as a copy
_NEVER = datetime.max.replace(tzinfo=UTC)
_ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Step:
    """An article of the chain, with the share it has from the previous one; the first has none.

    `gap` is the time between the two, None when either time is unknown.
    """

    article: int
    containment: float | None = None
    containment_earlier: float | None = None
    credit: str | None = None
    gap: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """`earliest` is None when no earlier copy is known: then the article itself is the earliest known.

    `chain` runs from the earliest known copy to the article; without one it holds the article alone. `beside` are the
    articles that share text with it in unknown order. `size` counts all articles connected by shared text; `nodes` and
    `edges` are those kept, `truncated` says that some were left out.
    """

    article: int
    earliest: int | None
    chain: tuple[Step, ...]
    beside: tuple[int, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    size: int
    truncated: bool


def trace_lineage(article: int, nodes: Collection[Node], edges: Collection[Edge]) -> Lineage:
    """Trace an article's text back to its earliest copy. Raises KeyError when the article is not among the nodes.

    - Only directed edges lead back. Directions that form a cycle contradict one another, so none of them counts.
    - An earlier copy shares text with the article directly, or through others: the product of the shares on the way
      must be at least `LEAST_CARRIED`. (If B quotes A and C quotes B, C need not contain anything of A.)
    - The earliest copy is the first published of those that have no earlier copy themselves.
    - In the chain, each article's parent is the copy, among those that descend from the earliest, with the largest
      share of it. Ties (to a percent) go to a credited one, then the last published before it, then the lowest id.

    Linear in nodes and edges, except for sorting.
    """
    known = {node.article: node for node in nodes}
    if article not in known:
        raise KeyError(article)
    edges = consistent(each for each in edges if each.earlier in known and each.later in known)
    reached = _reached(article, edges)
    kept = set(reached[:MOST_ARTICLES])
    edges = [each for each in edges if each.earlier in kept and each.later in kept]
    parents: dict[int, list[Edge]] = defaultdict(list)
    for edge in edges:
        if edge.directed:
            parents[edge.later].append(edge)
    order = after_all_copies(article, _ids(parents))
    earliest = _earliest(order, parents, known)
    return Lineage(
        article=article,
        earliest=earliest,
        chain=(Step(article),) if earliest is None else _chain(earliest, order, parents, known),
        beside=tuple(
            sorted(each.other(article) for each in edges if not each.directed and article in (each.earlier, each.later))
        ),
        nodes=tuple(known[each] for each in sorted(kept)),
        edges=tuple(edges),
        size=len(reached),
        truncated=len(reached) > len(kept),
    )


def best_parent(edges: Iterable[Edge], known: Mapping[int, Node]) -> Edge:
    """Choose the likeliest origin among the edges to one later article. Raises ValueError without edges."""

    def rank(edge: Edge) -> tuple[float, bool, float, int]:
        at = latest(known[edge.earlier]) or _ALWAYS
        return -round(edge.containment, 2), edge.credit != "credited", -at.timestamp(), edge.earlier

    return min(edges, key=rank)


def _ids(parents: Mapping[int, list[Edge]]) -> dict[int, list[int]]:
    return {later: [edge.earlier for edge in edges] for later, edges in parents.items()}


def _reached(article: int, edges: Iterable[Edge]) -> list[int]:
    """List all articles connected with this one: its ancestors first, then the others, nearest first."""
    back: dict[int, list[int]] = defaultdict(list)
    beside: dict[int, list[int]] = defaultdict(list)
    for edge in edges:
        if edge.directed:
            back[edge.later].append(edge.earlier)
        beside[edge.later].append(edge.earlier)
        beside[edge.earlier].append(edge.later)
    return walk(walk([article], back), beside)


def _earliest(order: list[int], parents: Mapping[int, list[Edge]], known: Mapping[int, Node]) -> int | None:
    """Find the earliest copy. `order`: the article and its ancestors, each after all its copies."""
    carried = {order[0]: 1.0}
    for node in order:
        for edge in parents.get(node, ()):
            share = carried[node] * edge.containment
            carried[edge.earlier] = max(carried.get(edge.earlier, 0.0), share)
    copies = {each for each in order[1:] if carried[each] >= LEAST_CARRIED}
    copies |= {edge.earlier for edge in parents.get(order[0], ())}
    first = [each for each in copies if not any(edge.earlier in copies for edge in parents.get(each, ()))]
    return min(first, key=lambda each: (latest(known[each]) or _NEVER, each), default=None)


def _chain(
    earliest: int, order: list[int], parents: Mapping[int, list[Edge]], known: Mapping[int, Node]
) -> tuple[Step, ...]:
    from_earliest = {earliest}
    for node in reversed(order):
        if any(edge.earlier in from_earliest for edge in parents.get(node, ())):
            from_earliest.add(node)
    steps: list[Step] = []
    at = order[0]
    while at != earliest:
        edge = best_parent((each for each in parents[at] if each.earlier in from_earliest), known)
        before, then = known[edge.earlier].published_at, known[at].published_at
        gap = then - before if then and before else None
        steps.append(Step(at, edge.containment, edge.containment_earlier, edge.credit, gap))
        at = edge.earlier
    return Step(earliest), *reversed(steps)
