"""The earliest known copy of an article, and the chain from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from articles.provenance.lineage.nodes import Edge, Node, consistent, latest, may_be_origin
from articles.provenance.lineage.walks import after_all_copies, walk

__all__ = ["Edge", "Lineage", "Node", "Step", "trace_lineage"]

MOST_ARTICLES = 200  # articles per lineage; of more copies, those nearest to the article are kept
LEAST_HELD, LEAST_CHARACTERS = 0.3, 200
"""An earlier copy holds this share of an article, or so many characters of its own text; less traces nothing back."""
MOSTLY = 0.6
"""The share of an article from which its earliest copy is its origin; with less it only has the same passage."""
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

    `chain` runs from the earliest known copy to the article; without one it holds the article alone. `share` (0–1) is
    what the earliest surely holds of the article's own text. `is_origin`: that is most of it, and no step of the chain
    rests on a claimed time alone; else the earliest is only known to have the same passage. `beside` are the
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
    share: float | None = None
    is_origin: bool = False


def trace_lineage(article: int, nodes: Collection[Node], edges: Collection[Edge]) -> Lineage:
    """Trace an article's text back to its earliest copy. Raises KeyError when the article is not among the nodes.

    - Only directed edges lead back. Directions that form a cycle contradict one another, so none of them counts.
    - An article of another platform that came later and only claims to be older leads nowhere.
    - An earlier copy holds `LEAST_HELD` of the article or `LEAST_CHARACTERS` of its own characters. Through others it
      surely holds what they hold, less all of theirs that it does not hold. Shares of different passages are never
      multiplied: if B quotes A and C quotes B, C need not contain anything of A.
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
        if edge.directed and may_be_origin(known[edge.earlier], known[article]):
            parents[edge.later].append(edge)
    order = after_all_copies(article, _ids(parents))
    parents, held = _holding(order, parents)
    order = after_all_copies(article, _ids(parents))
    earliest = _earliest(order, parents, known)
    chain = (Step(article),) if earliest is None else _chain(earliest, order, parents, known)
    share = None if earliest is None else held[earliest]
    return Lineage(
        article=article,
        earliest=earliest,
        chain=chain,
        share=share,
        is_origin=share is not None and share >= MOSTLY and _is_certain(chain, known),
        beside=tuple(
            sorted(each.other(article) for each in edges if not each.directed and article in (each.earlier, each.later))
        ),
        nodes=tuple(known[each] for each in sorted(kept)),
        edges=tuple(edges),
        size=len(reached),
        truncated=len(reached) > len(kept),
    )


def _is_certain(chain: Sequence[Step], known: Mapping[int, Node]) -> bool:
    """Whether every step of the chain has more than the claimed time of what came to us later."""
    steps = [known[step.article] for step in chain]
    return all(before.vouched or before.article < after.article for before, after in pairwise(steps))


def best_parent(edges: Iterable[Edge], known: Mapping[int, Node]) -> Edge:
    """Choose the likeliest origin among the edges to one later article. Raises ValueError without edges."""

    def rank(edge: Edge) -> tuple[float, bool, float, int]:
        at = latest(known[edge.earlier], known[edge.later]) or _ALWAYS
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
    first = [each for each in order[1:] if not parents.get(each)]
    return min(first, key=lambda each: (latest(known[each], known[order[0]]) or _NEVER, each), default=None)


def _holding(order: list[int], parents: Mapping[int, list[Edge]]) -> tuple[dict[int, list[Edge]], dict[int, float]]:
    """Select the edges that lead to copies of the article `order[0]`, and the share that each copy surely holds.

    Follows the article's text, not the shares. Of a node that holds the share h of the article and is r times as long,
    the earlier one lacks at most (1 - containment) · r: so it holds at least h less that, wherever the passages stand.
    """
    held, length = {order[0]: 1.0}, {order[0]: 1.0}
    found: dict[int, list[Edge]] = defaultdict(list)
    for node in order:
        if node not in held:
            continue
        for edge in parents.get(node, ()):
            surely = held[node] - (1 - edge.containment) * length[node]
            enough = surely >= LEAST_HELD
            if node == order[0]:
                surely = edge.containment if edge.own is None else edge.own
                enough = surely >= LEAST_HELD or (edge.own_characters or 0) >= LEAST_CHARACTERS
            if not enough or not edge.containment_earlier:
                continue
            found[node].append(edge)
            held[edge.earlier] = max(held.get(edge.earlier, 0.0), surely)
            length[edge.earlier] = length[node] * edge.containment / edge.containment_earlier
    return found, held


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
