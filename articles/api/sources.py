"""Endpoints of sources."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.conventions.docs import documented
from articles.api.conventions.filters import SourceFilter
from articles.api.conventions.permissions import visible
from articles.api.serializers.sources import SourceSerializer
from articles.models import Source

_TAG = ["sources"]


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
