"""A platform withdraws its article by REST."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.access.current import current_via
from articles.api.conventions.docs import documented
from articles.api.conventions.errors import field_problem
from articles.api.conventions.fields import TextField
from articles.api.conventions.permissions import visible
from articles.models import Article
from moderation.decisions import InvalidDecision
from moderation.decisions.withdrawing import withdraw


class WithdrawSerializer(serializers.Serializer[Any]):
    """Why the article is withdrawn: by its author, for an error, by order of a court."""

    reason = TextField(max_length=10_000)


class WithdrawnSerializer(serializers.ModelSerializer[Article]):
    """An article that its platform withdrew; the first reason stands."""

    class Meta:
        model = Article
        fields = ["id", "external_id", "withdrawn_at", "withdrawal_reason"]
        read_only_fields = fields


class ArticleWithdraw(APIView):
    """The end of the work on an article."""

    required_scopes = {"POST": "articles:write"}

    @documented(
        {200: WithdrawnSerializer}, request=WithdrawSerializer, errors=(404,), tags=["articles"],
        operation_id="articles_withdraw",
    )  # fmt: skip
    def post(self, request: Request, pk: int) -> Response:
        """Withdraws an article: its open item is closed, and findings and decisions stay. Repeating changes nothing."""
        seen = Article.objects.filter(visible(request), current__isnull=False)
        article = get_object_or_404(seen, pk=pk)
        given = WithdrawSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        try:
            withdrawn = withdraw(current_via(), article.pk, given.validated_data["reason"])
        except InvalidDecision as error:
            raise field_problem("/reason", error.code, str(error)) from None
        return Response(WithdrawnSerializer(withdrawn).data)
