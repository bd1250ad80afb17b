"""The neighbours of an article: articles connected by shared text or by references."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models.fields.json import KeyTransform

from articles.models import Article
from articles.parsing.extracted import is_claimed
from articles.provenance.lineage.lineage import Edge, Node
from articles.provenance.stored.sql import rows_among

MOST_ARTICLES = 200
_MOST_ROWS = 20 * MOST_ARTICLES  # per step


@dataclass
class Neighbourhood:
    """`nodes` by article id, at most MOST_ARTICLES; `edges` between them by id; `links` are (citing, cited)."""

    article: int
    nodes: dict[int, Node] = field(default_factory=dict)
    edges: dict[int, Edge] = field(default_factory=dict)
    links: set[tuple[int, int]] = field(default_factory=set)
    truncated: bool = False


_COLUMNS = "id, earlier_id, later_id, directed, containment, containment_earlier, credit, contradicted"
# A much-copied text has thousands of edges: read them as values, not as models.
_EDGES = f"""
SELECT {_COLUMNS} FROM articles_reuseedge
    WHERE earlier_id {{among}}
UNION SELECT {_COLUMNS} FROM articles_reuseedge
    WHERE later_id {{among}}
ORDER BY 1 LIMIT {_MOST_ROWS}
"""  # noqa: S608 - our own number
# References of current versions to stored articles, in both directions.
_LINKS = f"""
SELECT a.id, r.article_id FROM articles_article a JOIN articles_reference r ON r.version_id = a.current_id
    WHERE a.id {{among}} AND r.article_id IS NOT NULL
UNION SELECT a.id, r.article_id FROM articles_reference r JOIN articles_article a ON a.current_id = r.version_id
    WHERE r.article_id {{among}}
LIMIT {_MOST_ROWS}
"""  # noqa: S608 - our own number
_WITH_SOMEBODY_NEAR = """
SELECT earlier_id FROM articles_reuseedge WHERE earlier_id {among}
UNION SELECT later_id FROM articles_reuseedge WHERE later_id {among}
UNION SELECT article_id FROM articles_reference WHERE article_id {among}
UNION SELECT a.id FROM articles_article a JOIN articles_reference r ON r.version_id = a.current_id
    WHERE a.id {among} AND r.article_id IS NOT NULL
"""


def with_neighbours(articles: Iterable[int]) -> set[int]:
    """Select the articles that have neighbours. Few have, so this one query saves most walks."""
    return {article for (article,) in rows_among(_WITH_SOMEBODY_NEAR, articles)}


def around(article: int) -> Neighbourhood:
    """Walk outwards from the article, nearest first. Two queries per step; ends when a step finds nothing new."""
    found = Neighbourhood(article)
    reached, border = {article}, {article}
    while border:
        edges = {
            pk: Edge(earlier, later, bool(directed), share, share_earlier, credit, bool(contradicted))
            for pk, earlier, later, directed, share, share_earlier, credit, contradicted in rows_among(_EDGES, border)
        }
        links = {(citing, cited) for citing, cited in rows_among(_LINKS, border) if citing != cited}
        ends = {end for edge in edges.values() for end in (edge.earlier, edge.later)}
        ends |= {end for pair in links for end in pair}
        border = set(sorted(ends - reached)[: MOST_ARTICLES - len(reached)])
        found.truncated |= len(ends | reached) > MOST_ARTICLES
        reached |= border
        found.edges |= edges
        found.links |= links
    found.edges = {pk: edge for pk, edge in found.edges.items() if edge.earlier in reached and edge.later in reached}
    found.links = {pair for pair in found.links if set(pair) <= reached}
    found.nodes = nodes_of(reached)
    return found


def nodes_of(articles: Iterable[int]) -> dict[int, Node]:
    """Read articles as nodes, by id; one query."""
    rows = Article.objects.filter(pk__in=list(articles), current__isnull=False).values_list(
        "pk",
        "source__name",
        "source",
        "current__headline",
        "current__published_at",
        # Not KT("current__extraction__…"): it does not follow the relation.
        KeyTransform("published_after", "current__extraction"),
        KeyTransform("published_before", "current__extraction"),
        "platform",
        "created_at",
        "time_confirmed_at",
        "current__template",
    )
    return {
        pk: Node(
            pk,
            name or "",
            source,
            headline,
            at,
            _moment(after),
            _moment(before),
            platform=platform,
            stored_at=stored_at,
            vouched=confirmed is not None or not is_claimed(template),
        )
        for pk, name, source, headline, at, after, before, platform, stored_at, confirmed, template in rows
    }


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None
