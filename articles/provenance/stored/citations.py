"""Attributions and references as rows, linked to sources, to each other and to stored articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q

from articles.models import Article, ArticleVersion, Attribution, Reference, Source
from articles.provenance.attribution.attribution import NAMED
from articles.provenance.record import Provenance
from articles.provenance.registry.names import name_key
from articles.provenance.stored.registry import sources_named
from articles.provenance.stored.sql import rows_among

# Most time between a reference's date and the publication of its article, if both are known.
_SAME_STORY = timedelta(days=3)


_WITH_ATTRIBUTIONS = "SELECT DISTINCT version_id FROM articles_attribution WHERE version_id {among}"


def store_attributions(found: Sequence[tuple[ArticleVersion, Provenance]]) -> None:
    """Write the attributions of versions that have none; the same text always gives the same ones."""
    written = {pk for (pk,) in rows_among(_WITH_ATTRIBUTIONS, [version.pk for version, _ in found])}
    new = [(version, provenance) for version, provenance in found if version.pk not in written]
    names = {name_key(each.who) for _, provenance in new for each in provenance.attributions if each.kind in NAMED}
    sources = sources_named(names)
    Attribution.objects.bulk_create(row for each in new for row in _attributions(*each, sources))


def _attributions(
    version: ArticleVersion, provenance: Provenance, sources: dict[str, list[Source]]
) -> list[Attribution]:
    """Build the unsaved rows of one version; save which of its references are used."""
    references = list(version.references.order_by("position")) if version.extracted.references else []
    matched = {match.attribution: references[match.reference] for match in provenance.matches}
    if references:
        used = {reference.pk for reference in matched.values()}
        version.references.exclude(pk__in=used).update(used=False)
        version.references.filter(pk__in=used).update(used=True)
    keys = {index: name_key(each.who) for index, each in enumerate(provenance.attributions) if each.kind in NAMED}
    return [
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
    ]


def link_references(versions: Sequence[ArticleVersion]) -> None:
    """Link the versions' references to sources and stored articles, and older references to the new articles."""
    headlines = _awaited("headline_key", {version.headline_key for version in versions})
    urls = _awaited("url_key", {version.article.url_key for version in versions})
    for version in versions:
        if version.extracted.references:
            _link_own(version)
        if version.headline_key in headlines or version.article.url_key in urls:
            _link_those_of_others(version)


def _awaited(column: str, keys: set[str]) -> set[str]:
    """Select the keys by which a reference waits for an article that was not stored yet."""
    found = Reference.objects.filter(article=None, **{f"{column}__in": keys - {""}})
    return set(found.values_list(column, flat=True))


def _link_those_of_others(version: ArticleVersion) -> None:
    article = version.article
    open_references = Reference.objects.filter(article=None).exclude(version__article=article)
    if version.headline_key:
        named = open_references.filter(_near("published_at", version), headline_key=version.headline_key)
        named.update(article=article)
    if article.url_key:
        open_references.filter(url_key=article.url_key).update(article=article)


def _link_own(version: ArticleVersion) -> None:
    open_references = list(version.references.filter(Q(article=None) | Q(source=None)))
    sources = sources_named([row.outlet_key for row in open_references if row.outlet_key])
    for row in open_references:
        row.source = row.source or next(iter(sources.get(row.outlet_key, ())), None)
        row.article = row.article or _meant_by(row, version)
    Reference.objects.bulk_update(open_references, ["source", "article"])


def _meant_by(reference: Reference, version: ArticleVersion) -> Article | None:
    """Find the stored article with the reference's URL, else the one with its headline from about that day."""
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
