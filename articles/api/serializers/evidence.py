"""Serializers of evidence and scores of an article version. Spans count characters of its text."""

from __future__ import annotations

from typing import Any

from django.db.models import Manager
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.api.conventions.permissions import key_platform
from articles.models import Assessment, Attribution, Disclaimer, Finding, ProvenanceFlag, Reference, Score, Source
from articles.provenance.stored.sentences import sentences


class SourceNameSerializer(serializers.ModelSerializer[Source]):
    """A source by name."""

    class Meta:
        model = Source
        fields = ["id", "kind", "name"]


class FlagSerializer(serializers.ModelSerializer[ProvenanceFlag]):
    """A declaration about provenance; `also` holds the codes of what else the same sentence says."""

    also = serializers.ListField(child=serializers.CharField())

    class Meta:
        model = ProvenanceFlag
        fields = [
            "code",
            "also",
            "text",
            "location",
            "start",
            "end",
            "declared_by",
            "visibility",
            "visibility_evidence",
        ]


class DisclaimerSerializer(serializers.ModelSerializer[Disclaimer]):
    """A wording of the platform's disclaimer."""

    class Meta:
        model = Disclaimer
        fields = ["id", "code", "also", "language", "text", "first_seen_at", "last_seen_at"]


class ReferenceSerializer(serializers.ModelSerializer[Reference]):
    """An item of the reference list; `used` is null until the text was looked at."""

    class Meta:
        model = Reference
        fields = ["position", "headline", "outlet", "published_at", "url", "used"]


class AttributionSerializer(serializers.ModelSerializer[Attribution]):
    """A claim credited to somebody; `reference` is the position of the reference that it matches."""

    reference = serializers.IntegerField(source="reference.position", allow_null=True, default=None)
    # The published schema says text: a class that is added later breaks no client.
    kind = serializers.CharField(max_length=30, label="Class")

    class Meta:
        model = Attribution
        fields = ["who", "kind", "verb", "start", "end", "claim_start", "claim_end", "reference"]


class SpanSerializer(serializers.Serializer[Any]):
    """A piece of the article's text."""

    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()


class ExplainedListSerializer(serializers.ListSerializer[Any]):
    """Makes the sentences of all findings at once, for the platform of the request's key."""

    def to_representation(self, data: Any) -> list[dict[str, Any]]:
        assert self.child is not None  # noqa: S101 - a list serializer is made with one
        rows = list(data.all() if isinstance(data, Manager) else data)
        said = sentences(rows, key_platform(self.context["request"]))
        return [
            {**self.child.to_representation(row), "explanation_zh": said[row.pk].zh, "explanation_en": said[row.pk].en}
            for row in rows
        ]


class FindingSerializer(serializers.ModelSerializer[Finding]):
    """One provenance fact that matters, with its evidence. `explanation_zh` and `explanation_en` say it in a sentence.

    Of articles on platforms that the key does not cover, the sentence gives only the ids.
    """

    spans = SpanSerializer(many=True)
    references = serializers.ListField(child=serializers.IntegerField())
    articles = serializers.ListField(child=serializers.IntegerField())

    class Meta:
        model = Finding
        list_serializer_class = ExplainedListSerializer
        fields = ["code", "severity", "explanation_zh", "explanation_en", "clause", "spans", "references", "articles"]


class ScoreReasonSerializer(serializers.Serializer[Any]):
    """One part of a score, in the score's unit. `location` says what the span counts in: headline, text or facts."""

    code = serializers.CharField()
    family = serializers.CharField()
    contribution = serializers.FloatField()
    zh = serializers.CharField()
    en = serializers.CharField()
    text = serializers.CharField(allow_blank=True)
    location = serializers.CharField()
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)


class IntervalSerializer(serializers.Serializer[Any]):
    """The 90 % interval."""

    low = serializers.FloatField()
    high = serializers.FloatField()


class ScoreSerializer(serializers.ModelSerializer[Score]):
    """A score: `baseline` plus the reasons' contributions gives its total (log-odds or points, see `unit`)."""

    interval = serializers.SerializerMethodField()
    reasons = ScoreReasonSerializer(many=True)

    class Meta:
        model = Score
        fields = ["name", "model", "value", "band", "interval", "n", "unit", "baseline", "reasons", "created_at"]

    @extend_schema_field(IntervalSerializer(allow_null=True))
    def get_interval(self, score: Score) -> dict[str, float] | None:
        return None if score.low is None or score.high is None else {"low": score.low, "high": score.high}


class AssessmentSerializer(serializers.ModelSerializer[Assessment]):
    """How far the version has come; `gave_up` is set when every attempt failed and a human has to look."""

    assessed_at = serializers.DateTimeField(source="version.assessed_at", allow_null=True)
    gave_up = serializers.DateTimeField(source="dead_at", allow_null=True)

    class Meta:
        model = Assessment
        fields = ["stage", "assessed_at", "attempts", "gave_up"]
