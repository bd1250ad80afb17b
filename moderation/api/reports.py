"""Readers' reports by REST."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api.conventions.docs import documented
from articles.api.conventions.errors import ApiProblem
from articles.api.conventions.permissions import visible
from articles.models import ApiKey, Article
from moderation.api.serializers import ITEM_ROWS, QueueItemSerializer, ReportSerializer
from moderation.models import QueueItem
from moderation.reader_reports.reporting import ArticleWithdrawn, report


class ArticleReports(APIView):
    """Readers' reports of an article."""

    required_scopes = {"POST": "articles:write"}

    @documented(
        {201: QueueItemSerializer}, request=ReportSerializer, errors=(404, 409), tags=["articles"],
        operation_id="articles_report",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Puts an article before a moderator because readers reported it; answers with its queue item."""
        articles = Article.objects.filter(visible(request, "platform"), current__isnull=False)
        article = get_object_or_404(articles.select_related("current"), pk=pk)
        given = ReportSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        key = request.auth.prefix if isinstance(request.auth, ApiKey) else ""
        try:
            item = report(article, **given.validated_data, key=key)
        except ArticleWithdrawn:
            raise ApiProblem(
                409, "article_withdrawn", "the article is withdrawn: nobody works on it any more"
            ) from None
        shown = QueueItem.objects.select_related(*ITEM_ROWS).get(pk=item.pk)
        return Response(QueueItemSerializer(shown).data, status=201)
