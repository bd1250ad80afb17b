"""The article that a submission is about: found by platform id, else URL, else page hash, else title."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Protocol

from django.db.models import Q, QuerySet

from articles.intake.identity.urls import canonical_url
from articles.models import Article, Page, Platform
from articles.parsing import ExtractedArticle


class Named(Protocol):
    """What a submission is called: see `articles.intake.parsed.Parsed`."""

    @property
    def identity(self) -> str: ...

    @property
    def url(self) -> str: ...

    @property
    def page_sha256(self) -> str: ...


def title_key(extracted: ExtractedArticle) -> str:
    """Return the SHA-256 of publisher and headline: one account does not give two articles the same headline."""
    name = extracted.source.name if extracted.source else ""
    return hashlib.sha256(f"{name}\n{extracted.headline}".encode()).hexdigest()


def identity_of(external_id: str, url: str, page_sha256: str) -> str:
    """Return the strongest name a submission gives: unique within a platform, at most 300 characters."""
    if external_id:
        return f"id:{external_id}"
    address = canonical_url(url)
    if address:
        return f"url:{address if len(address) <= 250 else hashlib.sha256(address.encode()).hexdigest()}"
    return f"page:{page_sha256}"


def find_article(platform: Platform, parsed: Named, key: str, content: str) -> Article | None:
    """Find the stored article that a submission is about; None for a new one. `content`: see `content_sha256`.

    Two ids, or two addresses, with the same text are two articles. A name that is new may belong to an article that
    came with a weaker one before: an id to the article of its address, either to a text that came without a name.
    """
    articles = Article.objects.filter(platform=platform)
    named = articles.filter(identity=parsed.identity).first()
    if named is not None:
        return named
    if not parsed.identity.startswith("page:"):
        return _weaker_named(articles, parsed, key, content)
    page = Page.objects.filter(sha256=parsed.page_sha256).first()
    if page is not None:
        seen = articles.filter(versions__page=page).order_by("pk").first()
        if seen is not None:
            return seen
    return articles.filter(title_key=key).order_by("pk").first()


def _weaker_named(articles: QuerySet[Article], parsed: Named, key: str, content: str) -> Article | None:
    address = identity_of("", parsed.url, "")
    if parsed.identity.startswith("id:") and address.startswith("url:"):
        found = articles.filter(identity=address, external_id="").first()
        if found is not None:
            return found
    nameless = articles.filter(title_key=key, identity__startswith="page:", external_id="", url="")
    return nameless.filter(current__content_sha256=content).order_by("pk").first()


def may_be_named_anew(platforms: Iterable[int], keys: Iterable[str], addresses: Iterable[str]) -> Q:
    """Select articles that submissions with these title keys and addresses may be about, see `_weaker_named`."""
    by_address = Q(identity__in=addresses, external_id="")
    nameless = Q(title_key__in=keys, identity__startswith="page:", external_id="", url="")
    return Q(platform__in=platforms) & (by_address | nameless)
