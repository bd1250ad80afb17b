"""Endpoints of sources."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.conventions.docs import documented
from articles.api.conventions.filters import SourceFilter
from articles.api.conventions.permissions import visible
from articles.models import Source

_TAG = ["sources"]


class SourceSerializer(serializers.ModelSerializer[Source]):
    """A source: an account of a platform, an outlet, an institution."""

    platform = serializers.SlugRelatedField[Any](slug_field="code", read_only=True, allow_null=True)

    class Meta:
        model = Source
        fields = [
            "id",
            "kind",
            "platform",
            "name",
            "external_id",
            "profile_url",
            "tagline",
            "article_count",
            "follower_count",
            "created_at",
            "updated_at",
        ]


class _Sources(generics.GenericAPIView[Source]):
    required_scopes = {"GET": "articles:read"}
    queryset = Source.objects.none()
    serializer_class = SourceSerializer

    def get_queryset(self) -> QuerySet[Source]:
        return Source.objects.filter(visible(self.request)).select_related("platform")


class SourceList(_Sources, generics.ListAPIView[Source]):
    """All sources."""

    filterset_class = SourceFilter

    @documented({200: SourceSerializer(many=True)}, tags=_TAG, operation_id="sources_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists sources, the newest first."""
        return super().get(request, *args, **kwargs)


class SourceDetail(_Sources, generics.RetrieveAPIView[Source]):
    """One source."""

    filter_backends = ()

    @documented({200: SourceSerializer}, errors=(404,), tags=_TAG, operation_id="sources_get")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Shows one source."""
        return super().get(request, *args, **kwargs)
