"""Where the console's links lead: the page of an article, of a source."""

from __future__ import annotations

from django.urls import reverse


def article_page(article: int) -> str:
    """The page that every article has, queued or not."""
    return reverse("console:article", args=[article])


def source_page(source: int) -> str:
    """The page of a source: its articles, what was decided on them, its record."""
    return reverse("console:source", args=[source])
