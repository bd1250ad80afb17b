"""Endpoint of the provenance record of an article, as JSON or as W3C PROV."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api.conventions.docs import documented
from articles.api.conventions.permissions import key_platform, visible
from articles.api.serializers.provenance import ProvenanceSerializer
from articles.models import Article
from articles.provenance.export.prov_document import prov_jsonld
from articles.provenance.stored.record import provenance_record


class JsonLdRenderer(BaseRenderer):
    """Names the media type for content negotiation; the view writes the document."""

    media_type = "application/ld+json"
    format = "jsonld"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        text: str = data
        return text.encode()


class ArticleProvenance(APIView):
    """Where an article came from."""

    required_scopes = {"GET": "articles:read"}
    renderer_classes = (JSONRenderer, JsonLdRenderer)

    @documented(
        {
            (200, "application/json"): ProvenanceSerializer,
            (200, "application/ld+json"): OpenApiResponse(
                {"type": "object", "additionalProperties": True}, "W3C PROV in the JSON-LD of PROV-JSONLD"
            ),
        },
        errors=(404,),
        tags=["articles"],
        operation_id="articles_provenance",
    )
    def get(self, request: Request, pk: int) -> Response | HttpResponse:
        """Shows what the article declares beside what was observed.

        Of articles on platforms that the key does not cover, only ids, shares, directions and times are told. With
        `Accept: application/ld+json` the record is W3C PROV, readable without a network.
        """
        articles = Article.objects.filter(visible(request), current__isnull=False)
        article = get_object_or_404(articles.select_related("platform", "source", "current__page"), pk=pk)
        record = provenance_record(article, within=key_platform(request))
        if request.accepted_renderer.media_type == JsonLdRenderer.media_type:
            return Response(prov_jsonld(record, request.build_absolute_uri("/api/v1/")))
        return Response(record)
