"""Attributions and references as rows: who is credited, which reference backs it, which stored article it means."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from articles.models import Article, ArticleVersion, Attribution, Reference
from articles.provenance.attribution import NAMED
from articles.provenance.record import Provenance
from articles.provenance.registry.names import name_key
from articles.provenance.stored.registry import sources_named
from articles.provenance.stored.sql import rows

# A reference's date and the publication of the article it means lie this near, where both are known.
_SAME_STORY = timedelta(days=3)


_HAS_ATTRIBUTIONS = "SELECT 1 FROM articles_attribution WHERE version_id = %s LIMIT 1"
# References of others that may mean this article: by its address or its headline.
_WAITING = """
SELECT id FROM articles_reference WHERE article_id IS NULL AND url_key <> '' AND url_key = %s
UNION
SELECT id FROM articles_reference WHERE article_id IS NULL AND headline_key <> '' AND headline_key = %s
"""


def store_attributions(version: ArticleVersion, provenance: Provenance) -> None:
    """Writes the attributions of a version that has none yet; the same text gives the same ones again."""
    if rows(_HAS_ATTRIBUTIONS, version.pk):
        return
    references = list(version.references.order_by("position")) if version.extracted.references else []
    matched = {match.attribution: references[match.reference] for match in provenance.matches}
    keys = {index: name_key(each.who) for index, each in enumerate(provenance.attributions) if each.kind in NAMED}
    sources = sources_named(keys.values())
    Attribution.objects.bulk_create(
        Attribution(
            version=version,
            who=item.who[:200],
            kind=item.kind,
            verb=item.verb[:20],
            start=item.start,
            end=item.end,
            claim_start=item.claim_start,
            claim_end=item.claim_end,
            reference=matched.get(index),
            who_key=keys.get(index, ""),
            source=next(iter(sources.get(keys.get(index, ""), ())), None),
        )
        for index, item in enumerate(provenance.attributions)
    )
    if references:
        used = {reference.pk for reference in matched.values()}
        version.references.exclude(pk__in=used).update(used=False)
        version.references.filter(pk__in=used).update(used=True)


def link_references(version: ArticleVersion) -> None:
    """Links the version's references to sources and stored articles, and others' references to this article."""
    article = version.article
    if version.extracted.references:
        _link_own(version)
    waiting = rows(_WAITING, article.url_key, version.headline_key)
    if waiting:
        means = Q(headline_key=version.headline_key) & _near("published_at", version) if version.headline_key else Q()
        if article.url_key:
            means |= Q(url_key=article.url_key)
        meant = Reference.objects.filter(means, pk__in=[pk for (pk,) in waiting], article=None)
        meant.exclude(version__article=article).update(article=article)


def _link_own(version: ArticleVersion) -> None:
    open_references = list(version.references.filter(Q(article=None) | Q(source=None)))
    sources = sources_named([row.outlet_key for row in open_references if row.outlet_key])
    for row in open_references:
        row.source = row.source or next(iter(sources.get(row.outlet_key, ())), None)
        row.article = row.article or _meant_by(row, version)
    Reference.objects.bulk_update(open_references, ["source", "article"])


def _meant_by(reference: Reference, version: ArticleVersion) -> Article | None:
    """The stored article with the reference's address, else the one with its headline from about that day."""
    others = Article.objects.exclude(pk=version.article_id).order_by("pk")
    if reference.url_key:
        found = others.filter(url_key=reference.url_key).first()
        if found is not None:
            return found
    if not reference.headline_key:
        return None
    named = others.filter(current__headline_key=reference.headline_key)
    at = reference.published_at
    if at is not None:
        when = "current__published_at"
        named = named.filter(Q(**{when: None}) | Q(**{f"{when}__range": (at - _SAME_STORY, at + _SAME_STORY)}))
    return named.first()


def _near(column: str, version: ArticleVersion) -> Q:
    at = version.published_at
    return Q() if at is None else Q(**{column: None}) | Q(**{f"{column}__range": (at - _SAME_STORY, at + _SAME_STORY)})
