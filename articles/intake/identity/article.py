"""The article that a submission is about: found by platform id, else URL, else page hash, else title."""

from __future__ import annotations

import hashlib

from articles.intake.identity.urls import canonical_url
from articles.models import Article, Page, Platform
from articles.parsing import ExtractedArticle


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


def find_article(platform: Platform, identity: str, page_sha256: str, key: str) -> Article | None:
    """Find the stored article that a submission is about; None for a new one.

    An id or a URL decides alone: two ids with the same text are two articles.
    """
    articles = Article.objects.filter(platform=platform)
    named = articles.filter(identity=identity).first()
    if named is not None or not identity.startswith("page:"):
        return named
    page = Page.objects.filter(sha256=page_sha256).first()
    if page is not None:
        seen = articles.filter(versions__page=page).order_by("pk").first()
        if seen is not None:
            return seen
    return articles.filter(title_key=key).order_by("pk").first()
