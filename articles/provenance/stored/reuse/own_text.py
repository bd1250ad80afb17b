"""The own text that a stored article shares with others: by the passages of its edges."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Q

from articles.models import ReuseEdge
from articles.parsing.extracted import ExtractedArticle
from articles.provenance.lineage.nodes import Edge
from articles.provenance.reuse.own_share import Share
from articles.provenance.reuse.own_text import OwnText
from articles.provenance.reuse.shared_text import SharedText
from articles.provenance.stored.reuse.public_text import Learned, public_among


def edges_with_passages(article: int) -> list[ReuseEdge]:
    """Return the article's own edges, the largest shares first."""
    edges = ReuseEdge.objects.filter(Q(earlier=article) | Q(later=article))
    return list(edges.order_by("-containment", "pk"))


def passages_of(edge: ReuseEdge, article: int) -> list[list[int]]:
    """Return the passages of an edge as pairs of offsets in the article's text."""
    return [each[:2] if edge.later_id == article else each[2:] for each in edge.passages]


@dataclass(slots=True)
class OwnShares:
    """`shares`: how much of an article's own text stands in each other one. `learned`: public text that was met.

    `public`: the keys of the sentences that count for nothing, by the other article.
    """

    shares: dict[int, Share] = field(default_factory=dict)
    public: dict[int, frozenset[int]] = field(default_factory=dict)
    learned: list[Learned] = field(default_factory=list)


def own_shares(article: int, own: OwnText, edges: Iterable[ReuseEdge], *, is_shown: bool = False) -> OwnShares:
    """Return the share of the article's own text in each other article.

    Looks into the bank only where it can matter, or everywhere when somebody is shown the passages.
    """
    found = OwnShares()
    told: dict[int, ReuseEdge] = {}
    for edge in edges:
        other = edge.other_id(article)
        found.shares[other] = _share(own, edge, article)
        if is_shown or found.shares[other].is_told:
            told[other] = edge
    if not told:
        return found
    keys = own.keys_in([passage for edge in told.values() for passage in passages_of(edge, article)])
    public = public_among(keys, list(told.values()), article)
    for other, edge in told.items():
        if public.keys.get(other):
            found.shares[other] = _share(own.without(public.keys[other]), edge, article)
    found.public = public.keys
    found.learned = [Learned(key, own.words(key), figures) for key, figures in public.figures.items()]
    return found


def public_stretches(article: int, own: OwnText, edge: ReuseEdge, keys: Collection[int]) -> list[SharedText]:
    """Return what of the shared passages is public text, as places of the article's text; see `OwnText.public`."""
    return own.public(_containment(edge, article), passages_of(edge, article), keys)


def _share(own: OwnText, edge: ReuseEdge, article: int) -> Share:
    return own.share(_containment(edge, article), passages_of(edge, article))


def _containment(edge: ReuseEdge, article: int) -> float:
    return edge.containment if edge.later_id == article else edge.containment_earlier


def with_own_shares(article: int, edges: Mapping[int, Edge], shares: Mapping[int, Share]) -> list[Edge]:
    """Return the edges of a lineage; those that lead back from the article know its own shares."""
    return [
        replace(edge, own=share.share, own_characters=share.characters)
        if edge.later == article and (share := shares.get(edge.earlier)) is not None
        else edge
        for edge in edges.values()
    ]


def lineage_edges(article: int, extracted: ExtractedArticle, edges: Mapping[int, Edge]) -> list[Edge]:
    """Return the edges of a lineage with the article's own shares, read from its rows."""
    rows = edges_with_passages(article) if any(edge.later == article for edge in edges.values()) else []
    return with_own_shares(article, edges, own_shares(article, OwnText.of(extracted), rows).shares if rows else {})
