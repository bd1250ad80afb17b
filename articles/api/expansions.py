"""What rows of articles and about articles may come with: articles in short, and sources."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request

from articles.api.conventions.expanding import Expansion, Row, member
from articles.api.conventions.permissions import visible
from articles.api.serializers.articles import ArticleSummarySerializer
from articles.api.serializers.sources import SourceSerializer
from articles.models import Article, Source

_SCOPE = "articles:read"


def _articles(request: Request, ids: list[Any]) -> dict[Any, Any]:
    rows = Article.objects.filter(visible(request), pk__in=ids, current__isnull=False)
    rows = rows.select_related("platform", "source", "current").defer("current__extraction")
    shown = ArticleSummarySerializer(list(rows), many=True, context={"request": request}).data
    return {row["id"]: row for row in shown}


def _sources(request: Request, ids: list[Any]) -> dict[Any, Any]:
    rows = Source.objects.filter(visible(request), pk__in=ids).select_related("platform")
    return {row["id"]: row for row in SourceSerializer(rows, many=True).data}


def _sources_of_articles(request: Request, ids: list[Any]) -> dict[Any, Any]:
    rows = Article.objects.filter(visible(request), pk__in=ids, source__isnull=False)
    return {row.pk: SourceSerializer(row.source).data for row in rows.select_related("source__platform")}


def _source_id(row: Row) -> int | None:
    return row["source"]["id"] if row["source"] else None


ARTICLE = Expansion(member("article"), _articles, "ArticleSummary", _SCOPE)
SOURCE_OF_ARTICLE = Expansion(member("article"), _sources_of_articles, "Source", _SCOPE)
SOURCE = Expansion(_source_id, _sources, "Source", _SCOPE)
