"""Endpoints of the reliability of a source with its explanation, and of the source's replies."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.api.conventions.docs import documented
from articles.api.conventions.fields import CodeChoiceField, TextField
from articles.api.conventions.permissions import visible
from articles.api.serializers.evidence import IntervalSerializer, ScoreReasonSerializer
from articles.models import ApiKey, Reliability, ReliabilityChange, Source, SourceReply
from articles.scoring.reliability.rates import Rate
from articles.scoring.stored.observing import articles_behind
from articles.scoring.stored.reliability import score_of
from articles.vocabulary import scores

_TAG = ["sources"]
HISTORY = 100
"""Most changes in the response, the newest first."""
BEHIND = 20
"""Most articles per part in the response."""


class PartSerializer(ScoreReasonSerializer):
    """One part, in points: `contribution` of `most`, with its own 90 % interval and `n` cases.

    `good` and `tried` are the cases after old ones were made to count less. `articles` are those behind it: what costs
    points first, then the newest.
    """

    most = serializers.FloatField()
    interval = IntervalSerializer()
    n = serializers.IntegerField()
    good = serializers.FloatField()
    tried = serializers.FloatField()
    articles = serializers.ListField(child=serializers.IntegerField())


class MoveSerializer(serializers.ModelSerializer[ReliabilityChange]):
    """One move: `before` + `aged` + Σ `moved` = `value`. `article` is the one it was because of, null for several."""

    value = serializers.FloatField(source="after")
    interval = IntervalSerializer(source="*")
    article = serializers.SerializerMethodField()
    moved = serializers.DictField(child=serializers.FloatField())
    articles = serializers.ListField(child=serializers.IntegerField())
    decisions = serializers.ListField(child=serializers.IntegerField())

    class Meta:
        model = ReliabilityChange
        fields = [
            *("value", "band", "interval", "n", "model", "article", "created_at"),
            *("cause", "before", "aged", "moved", "articles", "decisions"),
        ]

    def get_article(self, change: ReliabilityChange) -> int | None:
        return change.articles[0] if len(change.articles) == 1 else None


class ReplySerializer(serializers.ModelSerializer[SourceReply]):
    """What a source answers to its score: `text` as plain text, `author` as it signs. Kept as it is, never changed.

    `value` is the score at the time.
    """

    text = TextField(max_length=5000)
    author = TextField(max_length=200)

    class Meta:
        model = SourceReply
        fields = ["id", "text", "author", "value", "created_at"]
        read_only_fields = ["id", "value", "created_at"]


class RateSerializer(serializers.Serializer[Any]):
    """A rate, 0–1, with its 90 % interval."""

    value = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()


class ReliabilitySerializer(serializers.Serializer[Any]):
    """How reliable a source has been: 0–100, the parts that add up to it, the 90 % interval, n, and every move.

    `value` is null and `computed_at` too as long as no article of the source was assessed. `n` is the number of its
    articles, `reviewed` how many of these a moderator decided on; without one the band is `unreviewed`.
    `violation_chance` is the chance, 0–1, that a review finds a violation in the next article, with its 90 % interval;
    `severity` the mean severity expected of it; `violation_rate` the product of both.

    `replies` are the source's own answers, the newest first.
    """

    source = serializers.IntegerField()  # type: ignore[assignment]
    value = serializers.FloatField(allow_null=True)
    band = CodeChoiceField(scores.BANDS)
    interval = IntervalSerializer(allow_null=True)
    n = serializers.IntegerField(allow_null=True)
    reviewed = serializers.IntegerField(allow_null=True)
    violation_chance = RateSerializer(allow_null=True)
    severity = serializers.FloatField(allow_null=True)
    violation_rate = RateSerializer(allow_null=True)
    model = serializers.CharField(allow_null=True)
    unit = serializers.CharField(allow_null=True)
    baseline = serializers.FloatField(allow_null=True)
    parts = PartSerializer(many=True)
    computed_at = serializers.DateTimeField(allow_null=True)
    history = MoveSerializer(many=True)
    replies = ReplySerializer(many=True)


class SourceReliability(APIView):
    """The reliability score with all that explains it."""

    required_scopes = {"GET": "scores:read"}

    @documented({200: ReliabilitySerializer}, errors=(404,), tags=_TAG, operation_id="sources_reliability")
    def get(self, request: Request, pk: int) -> Response:
        """Shows how reliable a source has been, why, and what moved it. It orders the queue; it never decides."""
        source = _source(request, pk)
        return Response(ReliabilitySerializer(explained(source)).data)


class SourceReplies(generics.GenericAPIView[SourceReply]):
    """The right of reply."""

    required_scopes = {"GET": "scores:read", "POST": "appeals:write"}
    serializer_class = ReplySerializer
    filter_backends = ()
    queryset = SourceReply.objects.none()

    @documented({200: ReplySerializer(many=True)}, errors=(404,), tags=_TAG, operation_id="sources_replies")
    def get(self, request: Request, pk: int) -> Response:
        """Lists what the source answered to its score, the newest first."""
        page = self.paginate_queryset(_source(request, pk).replies.all())
        return self.get_paginated_response(ReplySerializer(page, many=True).data)

    @documented({201: ReplySerializer}, request=ReplySerializer, errors=(404,), tags=_TAG, operation_id="sources_reply")
    def post(self, request: Request, pk: int) -> Response:
        """Files an answer of the source. It is shown beside the score to whoever reviews; it moves no points."""
        source = _source(request, pk)
        given = ReplySerializer(data=request.data)
        given.is_valid(raise_exception=True)
        key = request.auth.prefix if isinstance(request.auth, ApiKey) else ""
        with transaction.atomic():
            value = Reliability.objects.filter(source=source).values_list("value", flat=True).first()
            reply = given.save(source=source, key=key, value=value)
        return Response(ReplySerializer(reply).data, status=201)


def _source(request: Request, pk: int) -> Source:
    return get_object_or_404(Source.objects.filter(visible(request)), pk=pk)


def explained(source: Source) -> dict[str, Any]:
    """Build the response for the current state of `source`."""
    row = Reliability.objects.filter(source=source, value__isnull=False).first()
    known = {
        "source": source.pk,
        "history": list(source.reliability_changes.all()[:HISTORY]),
        "replies": list(source.replies.all()[:HISTORY]),
    }
    if row is None:
        empty = dict.fromkeys(
            (
                *("value", "interval", "n", "reviewed", "violation_chance", "severity", "violation_rate"),
                *("model", "unit", "baseline", "computed_at"),
            )
        )
        return {**known, **empty, "band": scores.UNREVIEWED, "parts": []}
    score = score_of(row)
    result = score.to_result()
    return {
        **known,
        "value": row.value,
        "interval": {"low": row.low, "high": row.high},
        "n": row.n,
        "reviewed": score.reviewed,
        "violation_chance": _rate(score.outlook.chance),
        "severity": round(score.outlook.severity, 4),
        "violation_rate": _rate(score.outlook.expected),
        "model": row.model,
        "band": row.band,
        "unit": result.unit,
        "baseline": result.baseline,
        "parts": _parts(row),
        "computed_at": row.computed_at,
    }


def _rate(rate: Rate) -> dict[str, float]:
    return {"value": round(rate.mean, 4), "low": round(rate.low, 4), "high": round(rate.high, 4)}


def _parts(row: Reliability) -> list[dict[str, Any]]:
    score = score_of(row)
    shown = []
    for part, reason in zip(score.parts, score.to_result().reasons, strict=True):
        low, high = part.interval()
        shown.append(
            {
                **reason.to_json(),
                "most": part.part.points,
                "interval": {"low": round(low, 4), "high": round(high, 4)},
                "n": part.tally.n,
                "good": round(part.tally.good, 4),
                "tried": round(part.tally.tried, 4),
                "articles": articles_behind(row.source_id, part.part.name, BEHIND),
            }
        )
    return shown
