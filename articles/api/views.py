"""Endpoints of articles."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api import submissions
from articles.api.conventions.docs import documented
from articles.api.conventions.filters import ArticleFilter
from articles.api.conventions.permissions import visible
from articles.api.expansions import SOURCE
from articles.api.serializers.articles import ArticleSerializer, ArticleSummarySerializer
from articles.api.serializers.submission import BATCH, FACTS_REF, REF
from articles.models import Article

_TAG = ["articles"]


class ArticleList(generics.ListAPIView[Article]):
    """Articles, the newest first; and the way in for new ones."""

    required_scopes = {"GET": "articles:read", "POST": "articles:write"}
    queryset = Article.objects.none()
    serializer_class = ArticleSummarySerializer
    filterset_class = ArticleFilter
    expandable: ClassVar[Any] = {"source": SOURCE}

    def get_queryset(self) -> QuerySet[Article]:
        articles = Article.objects.filter(visible(self.request), current__isnull=False)
        # The extraction makes up most of a version, and lists do not show it.
        return articles.select_related("platform", "source", "current").defer("current__extraction")

    @documented({200: ArticleSummarySerializer(many=True)}, tags=_TAG, operation_id="articles_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists articles, the newest first."""
        return super().get(request, *args, **kwargs)

    @documented(
        {201: submissions.OutcomeSerializer, 200: submissions.OutcomeSerializer},
        request=REF,
        tags=_TAG,
        operation_id="articles_submit",
    )
    def post(self, request: Request) -> Response:
        """Submits one article. The same content again is answered with 200 and the article that is there."""
        return submissions.submit_one(request)


class ArticleBatch(APIView):
    """Many articles at once."""

    required_scopes = {"POST": "articles:write"}

    @documented(
        {207: submissions.OutcomeSerializer(many=True)},
        errors=(503,),
        request=BATCH,
        tags=_TAG,
        operation_id="articles_submit_batch",
    )
    def post(self, request: Request) -> Response:
        """Submits up to 500 articles; one result each, in order. One that is rejected does not touch the others."""
        return submissions.submit_batch(request)


class ArticleDetail(generics.RetrieveAPIView[Article]):
    """One article."""

    required_scopes = {"GET": "articles:read", "PATCH": "articles:write"}
    queryset = Article.objects.none()
    serializer_class = ArticleSerializer
    expandable: ClassVar[Any] = {"source": SOURCE}
    filter_backends = ()

    def get_queryset(self) -> QuerySet[Article]:
        articles = Article.objects.filter(visible(self.request), current__isnull=False)
        return articles.select_related("platform", "source", "current__assessment__version").prefetch_related(
            "current__flags",
            "current__disclaimers",
            "current__references",
            "current__attributions__reference",
            "current__findings",
            "current__scores",
        )

    @documented({200: ArticleSerializer}, errors=(404,), tags=_TAG, operation_id="articles_get")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Shows one article: extraction, evidence, findings, scores, queue state and decisions."""
        return super().get(request, *args, **kwargs)

    @documented(
        {200: submissions.OutcomeSerializer},
        request=FACTS_REF,
        errors=(404, 409),
        tags=_TAG,
        operation_id="articles_correct",
    )
    def patch(self, request: Request, pk: int) -> Response:
        """Corrects facts beside the text: a time, a source, an address, pictures, reach. What is left out stays.

        Evidence is assessed anew where it rests on them. `duplicate` says that everything was known so.
        """
        return submissions.correct_one(request, get_object_or_404(self.get_queryset(), pk=pk))
