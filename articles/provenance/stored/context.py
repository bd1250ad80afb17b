"""Read the context of an article: copies and their credits, registry entries of its sources, citation rings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import F, Q

from articles.models import (
    ArticleVersion,
    Attribution,
    ComparedText,
    Reference,
    ReuseEdge,
    Source,
    SourceName,
    SourceRelation,
)
from articles.provenance.attribution.attribution import NAMED
from articles.provenance.attribution.attribution import Attribution as Credited
from articles.provenance.attribution.credits import credits_name, names_source, reprint_credits, told_by
from articles.provenance.context import CircleFact, Context, ListingFact, ReuseFact
from articles.provenance.lineage.circles import Telling, find_circles
from articles.provenance.lineage.lineage import Lineage, trace_lineage
from articles.provenance.lineage.nodes import Node
from articles.provenance.registry.names import name_key
from articles.provenance.stored.graph import Neighbourhood, around
from articles.provenance.stored.registry import standings
from articles.text.china_time import CHINA
from articles.vocabulary.citations import ACCOUNT, CREDITED, SAME_SOURCE, UNCREDITED, UNKNOWN


def context_of(
    version: ArticleVersion, attributions: Sequence[Credited], *, has_neighbours: bool
) -> tuple[Context, dict[int, str], Lineage | None]:
    """Return the context for the rules, the credit of each edge by id, and the lineage if there is one. Reads only.

    `has_neighbours`: the article has neighbours, see `graph.with_neighbours`.
    """
    listings = _listings(version)
    if not has_neighbours:
        return Context(listings=listings), {}, None
    near = around(version.article_id)
    if len(near.nodes) < 2:
        return Context(listings=listings), {}, None
    lineage = trace_lineage(version.article_id, near.nodes.values(), near.edges.values()) if near.edges else None
    earlier = None if lineage is None else lineage.earliest
    credited = _credited(version, attributions, near)
    facts = {
        other: _fact(version, edge, near.nodes[other], credited.get(other))
        for edge in edges_with_passages(version.article_id)
        if (other := edge.other_id(version.article_id)) in near.nodes
    }
    earliest = None
    if earlier is not None:
        earliest = facts.get(earlier) or _distant(near.nodes[earlier], credited.get(earlier))
    context = Context(tuple(facts.values()), earliest, listings, _circles(version, attributions, near))
    credit_of = {
        pk: credited[edge.earlier]
        for pk, edge in near.edges.items()
        if edge.later == version.article_id and edge.earlier in credited
    }
    return context, credit_of, lineage


def edges_with_passages(article: int) -> list[ReuseEdge]:
    """Return the article's own edges, the largest shares first."""
    edges = ReuseEdge.objects.filter(Q(earlier=article) | Q(later=article))
    return list(edges.order_by("-containment", "pk"))


def _fact(version: ArticleVersion, edge: ReuseEdge, other: Node, credit: str | None) -> ReuseFact:
    later = edge.later_id == version.article_id
    spans = [each[:2] if later else each[2:] for each in edge.passages]
    return ReuseFact(
        article=other.article,
        source=other.source or None,
        same_source=credit == SAME_SOURCE,
        direction="undirected" if not edge.directed else "from" if later else "to",
        share=edge.containment if later else edge.containment_earlier,
        other_share=edge.containment_earlier if later else edge.containment,
        headline=other.headline,
        published_at=other.published_at,
        credited={CREDITED: True, UNCREDITED: False}.get(credit or ""),  # type: ignore[call-overload]
        spans=tuple((start, end) for start, end in spans),
    )


def _distant(other: Node, credit: str | None) -> ReuseFact:
    """Describe an earliest copy that shares no text with this article directly, only through others."""
    return ReuseFact(
        article=other.article,
        source=other.source or None,
        same_source=credit == SAME_SOURCE,
        direction="from",
        share=0.0,
        other_share=0.0,
        headline=other.headline,
        published_at=other.published_at,
        credited=credit == CREDITED,
    )


def _credited(version: ArticleVersion, attributions: Sequence[Credited], near: Neighbourhood) -> dict[int, str]:
    """Return for each other article whether this one names its source."""
    own = version.article.source_id
    sources = {node.source_id for node in near.nodes.values() if node.source_id is not None}
    names = _names(sources)
    units = _units(sources)
    urls = dict(
        ArticleVersion.objects.filter(article__in=near.nodes, article__current=F("pk"))
        .exclude(article__url="")
        .values_list("article", "article__url")
    )
    found: dict[int, str] = {}
    said = told_by(version.extracted, attributions)
    told: dict[int, bool] = {}
    for pk, node in near.nodes.items():
        if pk == version.article_id:
            continue
        if node.source_id is None or own is None:
            found[pk] = UNKNOWN
        elif node.source_id == own or names[own] & names[node.source_id] or _together(own, node.source_id, units):
            found[pk] = SAME_SOURCE
        else:
            if node.source_id not in told:
                told[node.source_id] = names_source(said, names[node.source_id])
            credited = told[node.source_id] or urls.get(pk) in said.urls
            found[pk] = CREDITED if credited else UNCREDITED
    return found


def _names(sources: Collection[int]) -> dict[int, set[str]]:
    names: dict[int, set[str]] = defaultdict(set)
    for source, key in SourceName.objects.filter(source__in=sources).values_list("source", "key"):
        names[source].add(key)
    for source, name in Source.objects.filter(pk__in=sources).values_list("pk", "name"):
        names[source].add(name_key(name))
    return names


def _units(sources: Collection[int]) -> dict[int, set[int]]:
    units: dict[int, set[int]] = defaultdict(set)
    for source, unit in SourceRelation.objects.filter(source__in=sources).values_list("source", "unit"):
        units[source].add(unit)
    return units


def _together(one: int, other: int, units: dict[int, set[int]]) -> bool:
    """Whether two sources are one publisher: accounts of one organisation, or an account and its organisation."""
    return bool((units[one] | {one}) & (units[other] | {other}))


def _listings(version: ArticleVersion) -> tuple[ListingFact, ...]:
    """Look up each credited source in the list of permitted sources on the day of publication."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for credit in reprint_credits(version.extracted):
        if credit.start is not None and credit.end is not None:
            spans[credit.name].append((credit.start, credit.end))
    if not spans:
        return ()
    found = standings(list(spans), published_on(version))
    return tuple(
        ListingFact(name, standing.state, standing.edition, tuple(spans[name])) for name, standing in found.items()
    )


def published_on(version: ArticleVersion) -> date | None:
    """Return the day of publication in China; None when its bounds span several days."""
    article = version.extracted
    if article.published_at is not None:
        return article.published_at.astimezone(CHINA).date()
    bounds = {each.astimezone(CHINA).date() for each in (article.published_after, article.published_before) if each}
    both = article.published_after is not None and article.published_before is not None
    return bounds.pop() if both and len(bounds) == 1 else None


def _circles(version: ArticleVersion, attributions: Sequence[Credited], near: Neighbourhood) -> tuple[CircleFact, ...]:
    """Find the citation rings with this article. Outlets credit each other every day and never belong to a ring."""
    own = version.article_id
    ids = {node.source_id for node in near.nodes.values() if node.source_id is not None}
    accounts = set(Source.objects.filter(pk__in=ids, kind=ACCOUNT).values_list("pk", flat=True))
    by_name: dict[str, set[int]] = defaultdict(set)
    for source, keys in _names(accounts).items():
        for key in keys:
            by_name[key].add(source)
    cited_keys: dict[int, set[str]] = defaultdict(set)
    others = [pk for pk in near.nodes if pk != own]
    rows = Q(version__article__in=others, version__article__current=F("version"))
    credited = Attribution.objects.filter(rows).exclude(who_key="").values_list("version__article", "who_key")
    referred = Reference.objects.filter(rows).exclude(outlet_key="").values_list("version__article", "outlet_key")
    for article, key in (*credited, *referred):
        cited_keys[article].add(key)
    cited_keys[own] = {name_key(each.who) for each in attributions if each.kind in NAMED}
    cited_keys[own] |= {name_key(each.outlet) for each in version.extracted.references if each.outlet}
    cited_keys[own] |= {name_key(each.name) for each in reprint_credits(version.extracted)}
    words = dict(ComparedText.objects.filter(article__in=near.nodes).values_list("article", "text"))
    credited_by = {
        (article, source)
        for key, named in by_name.items()
        for article, text in words.items()
        if credits_name(text, key)
        for source in named
    }
    nobody: set[int | None] = {None}
    citations: dict[int, set[int | None]] = defaultdict(set)
    for article, cited in cited_keys.items():
        for key in cited:
            citations[article] |= by_name.get(key) or nobody
    for article, source in credited_by:
        citations[article].add(source)
    for citing, meant in near.links:
        if meant in near.nodes and near.nodes[meant].source_id in accounts:
            citations[citing].add(near.nodes[meant].source_id)
    tellings = [
        Telling(node.article, node.source_id, node.source)
        for node in near.nodes.values()
        if node.source_id is not None and node.source_id in accounts
    ]
    return tuple(
        CircleFact(circle.accounts, circle.articles, circle.outside)
        for circle in find_circles(tellings, citations)
        if own in circle.articles
    )
