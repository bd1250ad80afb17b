"""Serializers of articles."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from articles.api.serializers.evidence import (
    AssessmentSerializer,
    AttributionSerializer,
    DisclaimerSerializer,
    FindingSerializer,
    FlagSerializer,
    ReferenceSerializer,
    ScoreSerializer,
    SourceNameSerializer,
)
from articles.models import Article, Correction


def extensions_of(articles: list[Article]) -> dict[int, dict[str, Any]]:
    """Return the data that other apps add to these articles (settings.ARTICLE_EXTENSIONS), by article id."""
    added: dict[int, dict[str, Any]] = {article.pk: {} for article in articles}
    for dotted in settings.ARTICLE_EXTENSIONS:
        for article_id, values in import_string(dotted)(articles).items():
            added[article_id].update(values)
    return added


class ExtendedListSerializer(serializers.ListSerializer[Any]):
    """Calls the extensions once per page, not once per article."""

    def to_representation(self, data: Any) -> list[dict[str, Any]]:
        assert self.child is not None  # noqa: S101 - a list serializer is made with one
        show = self.child.to_representation
        articles = list(data)
        added = extensions_of(articles)
        return [{**show(article), **added[article.pk]} for article in articles]


class ArticleSummarySerializer(serializers.ModelSerializer[Article]):
    """An article in a list: its current version in short."""

    platform = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)
    source = SourceNameSerializer(read_only=True, allow_null=True)  # type: ignore[assignment]
    version = serializers.IntegerField(source="current.number")
    headline = serializers.CharField(source="current.headline")
    published_at = serializers.DateTimeField(source="current.published_at", allow_null=True)
    assessed_at = serializers.DateTimeField(source="current.assessed_at", allow_null=True)
    topic = serializers.CharField(source="current.topic", allow_blank=True)
    kind = serializers.SerializerMethodField()
    topic_corrected = serializers.SerializerMethodField()
    clickbait_band = serializers.CharField(source="current.clickbait_band", allow_blank=True)

    class Meta:
        model = Article
        list_serializer_class = ExtendedListSerializer
        fields = [
            "id",
            "platform",
            "external_id",
            "url",
            "version",
            "headline",
            "source",
            "published_at",
            "created_at",
            "assessed_at",
            "withdrawn_at",
            "topic",
            "kind",
            "topic_corrected",
            "clickbait_band",
        ]

    def get_kind(self, article: Article) -> str:
        """The kind of text, empty before the assessment."""
        return (article.current.kind if article.current else None) or ""

    def get_topic_corrected(self, article: Article) -> bool:
        """Whether a moderator corrected kind and topic."""
        return bool(((article.current.topic_evidence if article.current else None) or {}).get("corrected"))


class CorrectionSerializer(serializers.ModelSerializer[Correction]):
    """A repeated submission that corrected facts: by fact, what was known before and what is known since."""

    version = serializers.IntegerField(source="version.number")
    changes = serializers.DictField()

    class Meta:
        model = Correction
        fields = ["version", "changes", "created_at"]


class ArticleSerializer(ArticleSummarySerializer):
    """One article with the extraction, the evidence and the scores of its current version."""

    language = serializers.CharField(source="current.language", allow_blank=True)
    extraction = serializers.SerializerMethodField()
    flags = FlagSerializer(source="current.flags", many=True)
    disclaimers = DisclaimerSerializer(source="current.disclaimers", many=True)
    references = ReferenceSerializer(source="current.references", many=True)
    attributions = AttributionSerializer(source="current.attributions", many=True)
    findings = FindingSerializer(source="current.findings", many=True)
    scores = ScoreSerializer(source="current.scores", many=True)
    assessment = AssessmentSerializer(source="current.assessment")
    corrections = serializers.SerializerMethodField()

    class Meta(ArticleSummarySerializer.Meta):
        fields = [
            *ArticleSummarySerializer.Meta.fields,
            "language",
            "extraction",
            "flags",
            "disclaimers",
            "references",
            "attributions",
            "findings",
            "scores",
            "assessment",
            "withdrawal_reason",
            "corrections",
        ]

    @extend_schema_field(CorrectionSerializer(many=True))
    def get_corrections(self, article: Article) -> Any:
        """What the platform corrected beside the text, the newest first; at most 50."""
        rows = Correction.objects.filter(version__article=article).select_related("version")
        return CorrectionSerializer(rows[:50], many=True).data

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_extraction(self, article: Article) -> Any:
        return article.current.extraction if article.current else None

    def to_representation(self, instance: Article) -> dict[str, Any]:
        return {**super().to_representation(instance), **extensions_of([instance])[instance.pk]}
