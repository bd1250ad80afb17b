"""The provenance record of a stored article: declarations and observations, as plain JSON values."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from articles.models import Article, ArticleVersion, Platform, ReuseEdge, SourceGroup
from articles.parsing.extracted import ExtractedArticle
from articles.provenance.attribution.budget import Unread
from articles.provenance.lineage.lineage import Lineage, trace_lineage
from articles.provenance.registry.as_of import Standing
from articles.provenance.reuse.own_text import OwnText
from articles.provenance.stored.context import published_on
from articles.provenance.stored.graph import Neighbourhood, around
from articles.provenance.stored.hash_banks import banks_record
from articles.provenance.stored.known_claims.likenesses import claims_record
from articles.provenance.stored.pictures import pictures_record
from articles.provenance.stored.registry import standings
from articles.provenance.stored.reuse.own_text import (
    OwnShares,
    lineage_edges,
    own_shares,
    public_stretches,
    with_own_shares,
)
from articles.provenance.stored.rewording.record import retellings_record
from articles.provenance.stored.sentences import sentences
from articles.provenance.stored.story.record import story_of
from articles.vocabulary.legal_bases import LEGAL_BASES

MOST_EDGES = 50
MOST_CHANGES = 100


def provenance_record(article: Article, within: Platform | None = None) -> dict[str, Any]:
    """Return the record of the current version. Raises ValueError for an article without one.

    `within`: of articles on other platforms the record gives only id, shares, direction and time, no content.
    The number of queries does not depend on the number of references, copies and findings, except for the walk.
    """
    version = article.current
    if version is None:
        raise ValueError(f"article {article.pk} has no version")
    near = around(article.pk)
    edges = _edges(article)
    others = Article.objects.select_related("current", "source").in_bulk(
        {edge.other_id(article.pk) for edge in edges} | near.nodes.keys()
    )
    hidden = {pk for pk, other in others.items() if within is not None and other.platform_id != within.pk}
    extracted = version.extracted
    references = list(version.references.select_related("source"))
    attributions = list(version.attributions.select_related("reference", "source"))
    names = {row.outlet for row in references if row.outlet} | {row.who for row in attributions if row.who_key}
    listed = standings(sorted(names), published_on(version))
    findings = list(version.findings.all())
    said = sentences(findings, within)
    own = OwnText.of(extracted) if edges else None
    owned = own_shares(article.pk, own, edges, is_shown=True) if own else OwnShares()
    lineage = trace_lineage(article.pk, near.nodes.values(), with_own_shares(article.pk, near.edges, owned.shares))
    return {
        "article": article.pk,
        "version": version.number,
        "platform": article.platform.code,
        "url": article.url,
        "headline": version.headline,
        "source": _source(article),
        "published_at": _iso(version.published_at),
        "published_after": _iso(extracted.published_after),
        "published_before": _iso(extracted.published_before),
        "page_sha256": version.page.sha256,
        "assessed_at": _iso(version.assessed_at),
        "topic": version.topic,
        "topic_is_news": version.topic_is_news,
        "kind": version.kind or "",
        "topic_evidence": _topic_evidence(version),
        "warnings": [Unread(*each).to_json() for each in version.unread or ()],
        "declared": _declared(version, extracted),
        "attributions": [
            {
                "who": row.who,
                "kind": row.kind,
                "verb": row.verb,
                "start": row.start,
                "end": row.end,
                "claim_start": row.claim_start,
                "claim_end": row.claim_end,
                "reference": row.reference.position if row.reference else None,
                "source": row.source_id,
                "standing": _standing(listed.get(row.who), within),
            }
            for row in attributions
        ],
        "references": [
            {
                "position": row.position,
                "headline": row.headline,
                "outlet": row.outlet,
                "published_at": _iso(row.published_at),
                "url": row.url,
                "used": row.used,
                "source": row.source_id,
                "article": row.article_id,
                "standing": _standing(listed.get(row.outlet), within),
            }
            for row in references
        ],
        "reuse": [
            _reuse(edge, article, extracted, others[edge.other_id(article.pk)], edge.other_id(article.pk) in hidden)
            | _owned(edge, article.pk, own, owned)
            for edge in edges
            if own is not None
        ],
        "retellings": retellings_record(article, None if within is None else within.pk),
        "story": story_of(article, within),
        "claims": claims_record(version),
        "pictures": pictures_record(version, None if within is None else within.pk),
        "hash_banks": banks_record(version),
        "findings": [
            {
                "code": row.code,
                "severity": row.severity,
                "explanation_zh": said[row.pk].zh,
                "explanation_en": said[row.pk].en,
                "clause": row.clause,
                "clause_zh": _clause(row.clause, "zh"),
                "clause_en": _clause(row.clause, "en"),
                "spans": row.spans,
                "references": row.references,
                "articles": row.articles,
            }
            for row in findings
        ],
        "lineage": _lineage(lineage, others, hidden),
        "groups": _groups(article) if within is None else [],
        "changes": [
            {
                "what": row.what,
                "code": row.code,
                "before": row.before,
                "after": row.after,
                "because": row.because_id,
                "at": _iso(row.created_at),
            }
            for row in version.changes.all()[:MOST_CHANGES]
        ],
    }


def _topic_evidence(version: ArticleVersion) -> dict[str, Any]:
    said = version.topic_evidence or {}
    return {
        "topic_words": said.get("topic", []),
        "kind_words": said.get("kind", []),
        "corrected": bool(said.get("corrected")),
    }


def lineage_of(article: int, near: Neighbourhood | None = None) -> Lineage:
    """Return the lineage of a stored article."""
    near = near or around(article)
    edges = list(near.edges.values())
    if edges:
        version = ArticleVersion.objects.get(article=article, article__current=F("pk"))
        edges = lineage_edges(article, version.extracted, near.edges)
    return trace_lineage(article, near.nodes.values(), edges)


def _groups(article: Article) -> list[dict[str, Any]]:
    if article.source_id is None:
        return []
    groups = SourceGroup.objects.filter(members=article.source_id, closed_at=None).prefetch_related("members")
    return [
        {
            "id": group.pk,
            "kind": group.kind,
            "inside": group.inside,
            "members": [member.name for member in group.members.all()],
        }
        for group in groups
    ]


def _edges(article: Article) -> list[ReuseEdge]:
    edges = ReuseEdge.objects.filter(Q(earlier=article) | Q(later=article))
    return sorted(edges, key=lambda edge: (-max(edge.containment, edge.containment_earlier), edge.pk))[:MOST_EDGES]


def _reuse(
    edge: ReuseEdge, article: Article, extracted: ExtractedArticle, other: Article, hidden: bool
) -> dict[str, Any]:
    later = edge.later_id == article.pk
    text = extracted.text
    others_text = "" if hidden or other.current is None else other.current.extracted.text
    return {
        "article": other.pk,
        "headline": None if hidden or other.current is None else other.current.headline,
        "source": None if hidden else _source(other),
        "published_at": _iso(other.current.published_at) if other.current else None,
        "containment": round(edge.containment if later else edge.containment_earlier, 4),
        "other_containment": round(edge.containment_earlier if later else edge.containment, 4),
        "direction": "undirected" if not edge.directed else "from" if later else "to",
        "time_contradicted": edge.contradicted,
        "credit": edge.credit,
        "passages": [
            {
                "start": start,
                "end": end,
                "text": text[start:end],
                "other_start": other_start,
                "other_end": other_end,
                "other_text": None if hidden else others_text[other_start:other_end],
            }
            for start, end, other_start, other_end in (
                each if later else [*each[2:], *each[:2]] for each in edge.passages
            )
        ],
    }


def _owned(edge: ReuseEdge, article: int, own: OwnText, owned: OwnShares) -> dict[str, Any]:
    """Say what counts of the shared text, and what of it is public and counts for nothing."""
    other = edge.other_id(article)
    return {
        "own_share": round(owned.shares[other].share, 4),
        "public_text": [
            {"start": each.start, "end": each.end, "text": own.whole[each.start : each.end], "kind": each.kind}
            for each in public_stretches(article, own, edge, owned.public.get(other, ()))
        ],
    }


def _declared(version: ArticleVersion, extracted: ExtractedArticle) -> dict[str, Any]:
    return {
        "flags": [
            {
                "code": row.code,
                "also": row.also,
                "text": row.text,
                "location": row.location,
                "start": row.start,
                "end": row.end,
                "declared_by": row.declared_by,
                "visibility": row.visibility,
            }
            for row in version.flags.all()
        ],
        "disclaimers": [
            {"code": code, "language": row.language, "text": row.text}
            for row in version.disclaimers.all()
            for code in (row.code, *row.also)
        ],
        "original_headline": extracted.original_headline,
        "ai_label": _text_label(extracted),
        "ai_labels": [
            {"image": image.url, "state": image.ai_label.state} for image in extracted.images if image.ai_label
        ],
    }


def _text_label(extracted: ExtractedArticle) -> dict[str, Any] | None:
    label = extracted.ai_label
    if label is None:
        return None
    return {"state": label.state, "evidence": [asdict(item) for item in label.evidence], "note": label.note}


def _lineage(lineage: Lineage, others: dict[int, Article], hidden: set[int]) -> dict[str, Any]:
    def told(pk: int) -> dict[str, Any]:
        other = others.get(pk)
        node = next((each for each in lineage.nodes if each.article == pk), None)
        return {
            "article": pk,
            "headline": None if pk in hidden or other is None or other.current is None else other.current.headline,
            "source": None if pk in hidden or other is None else _source(other),
            "published_at": _iso(node.published_at) if node else None,
        }

    return {
        "earliest": lineage.earliest,
        "earliest_share": None if lineage.share is None else round(lineage.share, 4),
        "earliest_is_origin": lineage.is_origin,
        "chain": [
            {
                **told(step.article),
                "containment": None if step.containment is None else round(step.containment, 4),
                "credit": step.credit,
                "gap_seconds": None if step.gap is None else int(step.gap.total_seconds()),
            }
            for step in lineage.chain
        ],
        "beside": list(lineage.beside),
        "size": lineage.size,
        "truncated": lineage.truncated,
    }


def _source(article: Article) -> dict[str, Any] | None:
    source = article.source
    return None if source is None else {"id": source.pk, "name": source.name, "kind": source.kind}


def _standing(standing: Standing | None, within: Platform | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    told = within is None or standing.through_platform in (None, within.pk)
    return {
        "state": standing.state,
        "edition": standing.edition,
        "since": standing.since.isoformat() if standing.since else None,
        "reason": standing.reason,
        "evidence": standing.evidence,
        "through": standing.through if told else "",
    }


def _clause(code: str, language: str) -> str:
    basis = LEGAL_BASES.get(code)
    return basis.word(language) if basis else code


def _iso(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
