"""Links between sources: counts of reuse and citation over the articles of a window."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from articles.provenance.lineage.nodes import Edge

MOST_EXAMPLES = 20  # articles listed per link
NEARLY = 0.1  # an earlier copy whose share is at most this much below the largest is as likely the origin


@dataclass(frozen=True, slots=True)
class Link:
    """`source` reused `other` in `reused` articles and cited it in `cited`; `articles` are examples."""

    source: int
    other: int
    reused: int
    cited: int
    articles: tuple[int, ...] = ()


def count_links(
    source_of: Mapping[int, int],
    edges: Iterable[Edge],
    citations: Iterable[tuple[int, int]],
    outlets: Collection[int] = (),
) -> tuple[Link, ...]:
    """Count the links between sources, sorted; no source links to itself.

    `source_of` gives the source of each article, `citations` are (article, cited source). An article reuses

    - the earlier copies with nearly the largest share of it. If an outlet's copy is among them, only the outlets'
      count: two accounts that reprint one dispatch did not take it from each other;
    - without an earlier copy, the articles it shares text with in unknown order, counted both ways.

    An article counts at most once per pair of sources as reuse, and once as citation.
    """
    known = frozenset(outlets)
    earlier: dict[int, list[tuple[float, int]]] = defaultdict(list)
    undirected: list[tuple[int, int]] = []
    for edge in edges:
        one, other = source_of.get(edge.earlier), source_of.get(edge.later)
        if one is None or other is None or edge.earlier == edge.later:
            continue
        if edge.directed:
            earlier[edge.later].append((edge.containment, one))
        elif one != other:
            undirected += [(edge.earlier, other), (edge.later, one)]
    reused = {(article, source) for article, copies in earlier.items() for source in _likely(copies, known)}
    reused |= {(article, source) for article, source in undirected if article not in earlier}
    cited = {(article, source) for article, source in citations if article in source_of}
    found: dict[tuple[int, int], tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for kind, acts in enumerate((reused, cited)):
        for article, source in acts:
            if source != source_of[article]:
                found[source_of[article], source][kind].add(article)
    return tuple(
        Link(*pair, len(copies), len(mentions), tuple(sorted(copies | mentions)[:MOST_EXAMPLES]))
        for pair, (copies, mentions) in sorted(found.items())
    )


def _likely(copies: Collection[tuple[float, int]], outlets: frozenset[int]) -> set[int]:
    largest = max(share for share, _ in copies)
    likely = {source for share, source in copies if share >= largest - NEARLY}
    return likely & outlets or likely
