"""The source of an article: the account that the page names."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from articles.models import Platform, Source
from articles.parsing import ExtractedArticle
from articles.provenance.stored.registry import remember_name
from articles.search.upkeep import index_sources
from articles.vocabulary import citations


def source_key(extracted: ExtractedArticle) -> dict[str, str] | None:
    """Return the look-up key of the source within a platform: its id, else its name; None without a source."""
    card = extracted.source
    if card is None or not card.name:
        return None
    return {"external_id": card.external_id} if card.external_id else {"external_id": "", "name": card.name[:200]}


def source_of(extracted: ExtractedArticle, platform: Platform) -> Source | None:
    """Return the article's source; create or update its row."""
    card, key = extracted.source, source_key(extracted)
    if card is None or key is None:
        return None
    facts = source_facts(extracted)
    source, created = Source.objects.get_or_create(
        platform=platform,
        kind=citations.ACCOUNT,
        **key,
        defaults={"name": card.name[:200], **facts},
    )
    if created:
        remember_name(source)
        index_sources([source])
    changed = {name: value for name, value in facts.items() if getattr(source, name) != value}
    if changed and not created:
        Source.objects.filter(pk=source.pk).update(**changed, updated_at=timezone.now())
    return source


def source_facts(extracted: ExtractedArticle) -> dict[str, Any]:
    """Return the facts that the page states about its source, without the name."""
    card = extracted.source
    names = ("profile_url", "tagline", "article_count", "follower_count")
    known = {name: getattr(card, name, None) for name in names}
    return {name: value for name, value in known.items() if value is not None}
