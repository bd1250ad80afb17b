"""Fields that moderation adds to an article's JSON (settings.ARTICLE_EXTENSIONS): queue state, decisions."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers

from articles.models import Article
from moderation.api.serializers import DecisionSerializer, QueueItemSerializer
from moderation.models import Decision, QueueItem


def queue_and_decision(articles: list[Article]) -> dict[int, dict[str, Any]]:
    """The latest `queue_item` and `decision` (or null) and all `decisions` of each article, by its id.

    Three queries, however many articles.
    """
    ids = [article.pk for article in articles]
    # The extraction is the bulk of a version, and is not shown here.
    found = QueueItem.objects.filter(article__in=ids).select_related(
        "queue", "article_version", "claimed_by", "assigned_to"
    )
    found = found.defer("article_version__extraction").prefetch_related("reasons").order_by("pk")
    made = Decision.objects.filter(article__in=ids).select_related(
        "article_version", "clause__policy_version", "execution"
    )
    made = made.defer("article_version__extraction").order_by("-created_at", "-pk")
    # One serializer per kind: building its fields costs more than serializing a row.
    latest = {item.article_id: item for item in found}
    items = {shown["article"]: shown for shown in QueueItemSerializer(list(latest.values()), many=True).data}
    decisions: dict[int, list[Any]] = defaultdict(list)
    for shown in DecisionSerializer(made, many=True).data:
        decisions[shown["article"]].append(shown)
    return {pk: _state(items.get(pk), decisions[pk]) for pk in ids}


def _state(item: Any, decisions: list[Any]) -> dict[str, Any]:
    return {"queue_item": item, "decision": decisions[0] if decisions else None, "decisions": decisions}


class ArticleStateSerializer(serializers.Serializer[Any]):
    """Queue state and decisions of an article."""

    queue_item = QueueItemSerializer(allow_null=True)
    decision = DecisionSerializer(allow_null=True)
    decisions = DecisionSerializer(many=True)


class _AddsState(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """Adds the fields of `queue_and_decision` to the schema."""

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        article = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {"allOf": [article, auto_schema.resolve_serializer(ArticleStateSerializer, direction).ref]}


class ArticleWithState(_AddsState):  # type: ignore[no-untyped-call]
    target_class = "articles.api.serializers.articles.ArticleSerializer"


class ArticleSummaryWithState(_AddsState):  # type: ignore[no-untyped-call]
    target_class = "articles.api.serializers.articles.ArticleSummarySerializer"
