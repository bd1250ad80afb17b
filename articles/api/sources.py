"""Endpoints of sources and their reliability."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from articles.api.docs import documented
from articles.api.evidence_serializers import IntervalSerializer, ScoreReasonSerializer, ScoreSerializer
from articles.api.filters import SourceFilter
from articles.api.permissions import visible
from articles.models import Score, Source

_TAG = ["sources"]
HISTORY = 100
"""How many past scores `reliability` gives, the newest first."""


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


class PastScoreSerializer(ScoreSerializer):
    """The score as it stood when `article` was assessed."""

    article = serializers.IntegerField(source="version.article_id")

    class Meta(ScoreSerializer.Meta):
        fields = ["value", "band", "interval", "n", "model", "article", "created_at"]


class ReliabilitySerializer(serializers.Serializer[Any]):
    """How reliable a source has been: 0–100, the parts that add up to it, the 90 % interval, n, and the history.

    `value` is null and `computed_at` too as long as no article of the source was assessed.
    """

    source = serializers.IntegerField()  # type: ignore[assignment]
    value = serializers.FloatField(allow_null=True)
    band = serializers.ChoiceField(choices=Score.Band.choices)
    interval = IntervalSerializer(allow_null=True)
    n = serializers.FloatField(allow_null=True)
    model = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    baseline = serializers.FloatField(allow_null=True)
    parts = ScoreReasonSerializer(many=True)
    computed_at = serializers.DateTimeField(allow_null=True)
    history = PastScoreSerializer(many=True)


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


class SourceReliability(_Sources):
    """The reliability score with all that explains it."""

    required_scopes = {"GET": "scores:read"}
    filter_backends = ()

    @documented({200: ReliabilitySerializer}, errors=(404,), tags=_TAG, operation_id="sources_reliability")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Shows how reliable a source has been, and why. It orders the queue; it never decides."""
        source = self.get_object()
        scores = Score.objects.filter(source=source, name=Score.Name.RELIABILITY)
        past = list(scores.select_related("version").order_by("-created_at", "-id")[:HISTORY])
        return Response(reliability(source, past))


def reliability(source: Source, past: list[Score]) -> dict[str, Any]:
    """The answer for `source` from its past scores, the newest first."""
    latest = past[0] if past else Score(name=Score.Name.RELIABILITY, band=Score.Band.INSUFFICIENT, reasons=[])
    shown = ScoreSerializer(latest).data
    return {
        "source": source.pk,
        "value": shown["value"],
        "band": shown["band"],
        "interval": shown["interval"],
        "n": shown["n"],
        "model": shown["model"] or None,
        "unit": shown["unit"] or None,
        "baseline": shown["baseline"],
        "parts": shown["reasons"],
        "computed_at": shown["created_at"],
        "history": PastScoreSerializer(past, many=True).data,
    }
