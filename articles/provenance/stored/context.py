"""Read the context of an article: copies and their credits, registry entries of its sources, citation rings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q

from articles.models import (
    Article,
    ArticleVersion,
    Attribution,
    ComparedText,
    Reference,
    ReuseEdge,
    Source,
    SourceName,
)
from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution.attribution import NAMED
from articles.provenance.attribution.attribution import Attribution as Credited
from articles.provenance.attribution.attributions import read_attributions
from articles.provenance.attribution.budget import Budget
from articles.provenance.attribution.credits import (
    credits_name,
    is_author,
    names_source,
    possible_names,
    reprint_credits,
    told_by,
)
from articles.provenance.attribution.origins import bylines, common_byline, common_origin, origins
from articles.provenance.context import CircleFact, Context, ListingFact, ReuseFact
from articles.provenance.lineage.circles import Telling, find_circles
from articles.provenance.lineage.lineage import Lineage, trace_lineage
from articles.provenance.lineage.nodes import Node, latest
from articles.provenance.registry.names import name_key
from articles.provenance.reuse.compared import compared_text
from articles.provenance.reuse.direction import is_whole_day
from articles.provenance.reuse.own_share import Share
from articles.provenance.reuse.own_text import OwnText
from articles.provenance.stored.graph import Neighbourhood, around
from articles.provenance.stored.registry import registered, standings
from articles.provenance.stored.reuse.own_text import (
    OwnShares,
    edges_with_passages,
    own_shares,
    passages_of,
    with_own_shares,
)
from articles.provenance.stored.reuse.public_text import Learned
from articles.provenance.stored.reuse.publishers import names_of, units_of
from articles.text.china_time import CHINA
from articles.vocabulary.citations import ACCOUNT, CREDITED, SAME_SOURCE, UNCREDITED, UNKNOWN

_HEAD = 400  # characters of another article in which it names its origin
_TAIL = 120  # characters, with the lists of sources that `origins` leaves out
_BUDGET = Budget(attributions=50, seconds=0.5)


class Surroundings(NamedTuple):
    """The context for the rules, the credit of each edge by id, the lineage if there is one, and what was learned.

    `learned`: sentences that turned out to be public text, with their words.
    """

    context: Context
    credit_of: dict[int, str] = {}
    lineage: Lineage | None = None
    learned: tuple[Learned, ...] = ()


def context_of(version: ArticleVersion, attributions: Sequence[Credited], *, has_neighbours: bool) -> Surroundings:
    """Read what is around an article. Reads only.

    `has_neighbours`: the article has neighbours, see `graph.with_neighbours`.
    """
    listings = _listings(version)
    if not has_neighbours:
        return Surroundings(Context(listings=listings))
    near = around(version.article_id)
    if len(near.nodes) < 2:
        return Surroundings(Context(listings=listings))
    rows = [edge for edge in edges_with_passages(version.article_id) if edge.other_id(version.article_id) in near.nodes]
    own = OwnText.of(version.extracted) if rows else None
    owned = own_shares(version.article_id, own, rows) if own else OwnShares()
    shares = owned.shares
    edges = with_own_shares(version.article_id, near.edges, shares)
    lineage = trace_lineage(version.article_id, near.nodes.values(), edges) if edges else None
    earlier = None if lineage is None else lineage.earliest
    credited = _credited(version, attributions, near)
    reader = near.nodes[version.article_id]
    facts = {
        other: _fact(version, edge, near.nodes[other], credited.get(other), reader, shares[other])
        for edge in rows
        if (other := edge.other_id(version.article_id))
    }
    if own is not None:
        facts |= _with_texts(version, attributions, own, rows, facts, reader)
    earliest = None
    if earlier is not None:
        earliest = facts.get(earlier) or _distant(near.nodes[earlier], credited.get(earlier), reader)
    stored_sources = _stored_sources(version) if facts else frozenset()
    context = Context(tuple(facts.values()), earliest, listings, _circles(version, attributions, near), stored_sources)
    credit_of = {
        pk: credited[edge.earlier]
        for pk, edge in near.edges.items()
        if edge.later == version.article_id and edge.earlier in credited
    }
    return Surroundings(context, credit_of, lineage, tuple(owned.learned))


def _fact(
    version: ArticleVersion, edge: ReuseEdge, other: Node, credit: str | None, reader: Node, own: Share
) -> ReuseFact:
    later = edge.later_id == version.article_id
    arrived_later = other.article < version.article_id
    one_platform = other.platform == reader.platform
    self_told = edge.directed and not later and one_platform and arrived_later and not reader.vouched
    return ReuseFact(
        article=other.article,
        source=other.source or None,
        same_source=credit == SAME_SOURCE,
        direction="undirected" if not edge.directed else "from" if later else "to",
        share=own.share,
        other_share=edge.containment_earlier if later else edge.containment,
        headline=other.headline,
        published_at=other.published_at,
        credited={CREDITED: True, UNCREDITED: False}.get(credit or ""),  # type: ignore[call-overload]
        spans=tuple((start, end) for start, end in passages_of(edge, version.article_id)),
        known_since=latest(other, reader),
        backdated=self_told or (edge.contradicted and later),
        one_platform=one_platform,
        certain=other.vouched or arrived_later,
        characters=own.characters,
        at_once=_at_once(other, reader),
    )


_AT_ONCE = timedelta(minutes=2)  # nobody rewrites and publishes faster; whoever got the same release does
_MOST_TEXTS = 10  # others whose texts are read; the largest shares


def _at_once(one: Node, other: Node) -> bool:
    """Whether both were published within minutes of each other; a date without a time says nothing of that."""
    if one.published_at is None or other.published_at is None:
        return False
    return not (is_whole_day(one.published_at) or is_whole_day(other.published_at)) and (
        abs(one.published_at - other.published_at) <= _AT_ONCE
    )


def _with_texts(
    version: ArticleVersion,
    attributions: Sequence[Credited],
    own: OwnText,
    rows: Sequence[ReuseEdge],
    facts: Mapping[int, ReuseFact],
    reader: Node,
) -> dict[int, ReuseFact]:
    """Return the facts that the others' texts change: forms that both filled in, and origins that both name."""
    doubted = [each for each in facts.values() if each.is_told and not each.same_source and each.credited is False]
    doubted = sorted(doubted, key=lambda each: (-each.share, each.article))[:_MOST_TEXTS]
    edges = {edge.other_id(version.article_id): edge for edge in rows}
    named = origins(version.extracted, attributions)
    texts = ArticleVersion.objects.filter(article__in=[each.article for each in doubted], article__current=F("pk"))
    found = {}
    for other in texts:
        fact = facts[other.article_id]
        passages = passages_of(edges[other.article_id], version.article_id)
        form = own.is_form(passages, compared_text(other.extracted).text)
        origin, theirs = None, named[:0]
        parties = [name for name in (reader.source, fact.source) if name]
        if named and not form:
            theirs = origins(other.extracted, read_attributions(other.extracted.text[:_HEAD], _BUDGET)[0])
            origin = common_origin(named, (*theirs, *_mentioned(named, other.extracted)), parties)
        if not form and origin is None:
            origin = common_byline(version.extracted.text, other.extracted.text, parties)
        if form or origin or theirs:
            found[other.article_id] = replace(fact, form=form, origin=origin, is_reprint=bool(theirs))
    return found


def _mentioned(names: Sequence[str], article: ExtractedArticle) -> list[str]:
    """Return those of the names that an article mentions where texts name their origin: at both ends, in references."""
    outlets = "\n".join(each.outlet for each in article.references if each.outlet)
    ends = name_key(article.text[:_HEAD]), name_key(article.text[-_TAIL:]), name_key(outlets)
    return [name for name in names if name_key(name) and any(name_key(name) in each for each in ends)]


def _stored_sources(version: ArticleVersion) -> frozenset[str]:
    """Return the name keys of the credited sources that have articles here: then what they lack says something.

    A dateline and a byline credit, too.
    """
    named = [*(each.name for each in reprint_credits(version.extracted)), *bylines(version.extracted.text)]
    keys = set(map(name_key, named)) - {""}
    if not keys:
        return frozenset()
    with_articles = Exists(Article.objects.filter(source=OuterRef("source")).exclude(pk=version.article_id))
    return frozenset(SourceName.objects.filter(with_articles, key__in=keys).values_list("key", flat=True))


def _distant(other: Node, credit: str | None, reader: Node) -> ReuseFact:
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
        known_since=latest(other, reader),
    )


def _credited(version: ArticleVersion, attributions: Sequence[Credited], near: Neighbourhood) -> dict[int, str]:
    """Return for each other article whether this one names its source."""
    own = version.article.source_id
    sources = {node.source_id for node in near.nodes.values() if node.source_id is not None}
    names = names_of(sources)
    units = units_of(sources)
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


def _together(one: int, other: int, units: dict[int, set[int]]) -> bool:
    """Whether two sources are one publisher: accounts of one organisation, or an account and its organisation."""
    return bool((units[one] | {one}) & (units[other] | {other}))


def _listings(version: ArticleVersion) -> tuple[ListingFact, ...]:
    """Look up each source of the text in the list of permitted sources on the day of publication.

    An account that names itself, or the author, reprints nothing. A credit of a video or of data does not count.
    """
    article = version.extracted
    own = name_key(article.source.name) if article.source else ""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for credit in reprint_credits(article, registered(possible_names(article))):
        if credit.is_material or name_key(credit.name) == own or is_author(article, credit.name):
            continue
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
    after, before = article.published_after, article.published_before
    if after is None or before is None:
        return None
    last = max(after, before - timedelta(microseconds=1))  # a date without a time ends at the next day's midnight
    first, last_day = (each.astimezone(CHINA).date() for each in (after, last))
    return first if first == last_day else None


def _circles(version: ArticleVersion, attributions: Sequence[Credited], near: Neighbourhood) -> tuple[CircleFact, ...]:
    """Find the citation rings with this article. Outlets credit each other every day and never belong to a ring."""
    own = version.article_id
    ids = {node.source_id for node in near.nodes.values() if node.source_id is not None}
    accounts = set(Source.objects.filter(pk__in=ids, kind=ACCOUNT).values_list("pk", flat=True))
    by_name: dict[str, set[int]] = defaultdict(set)
    for source, keys in names_of(accounts).items():
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
        CircleFact(circle.accounts, circle.articles, circle.outside, circle.sources)
        for circle in find_circles(tellings, citations)
        if own in circle.articles
    )
