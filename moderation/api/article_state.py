"""What moderation adds to an article's JSON (settings.ARTICLE_EXTENSIONS): queue state and decisions."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from rest_framework import serializers

from articles.models import Article
from moderation.api.serializers import DecisionSerializer, QueueItemSerializer
from moderation.models import Decision, QueueItem


def queue_and_decision(articles: list[Article]) -> dict[int, dict[str, Any]]:
    """By article id: `queue_item` (the latest, or null), `decision` (the latest, or null), and all `decisions`.

    Three queries, however many articles.
    """
    ids = [article.pk for article in articles]
    items: dict[int, QueueItem] = {}
    found = QueueItem.objects.filter(article__in=ids).select_related("queue", "article_version", "claimed_by")
    for item in found.prefetch_related("reasons").order_by("pk"):
        items[item.article_id] = item
    decisions: dict[int, list[Decision]] = defaultdict(list)
    made = Decision.objects.filter(article__in=ids).select_related(
        "article_version", "clause__policy_version", "execution"
    )
    for decision in made.order_by("-created_at", "-pk"):
        decisions[decision.article_id].append(decision)
    return {pk: _state(items.get(pk), decisions[pk]) for pk in ids}


def _state(item: QueueItem | None, decisions: list[Decision]) -> dict[str, Any]:
    shown = DecisionSerializer(decisions, many=True).data
    return {
        "queue_item": QueueItemSerializer(item).data if item else None,
        "decision": shown[0] if shown else None,
        "decisions": shown,
    }


class ArticleStateSerializer(serializers.Serializer[Any]):
    """Queue state and decisions of an article."""

    queue_item = QueueItemSerializer(allow_null=True)
    decision = DecisionSerializer(allow_null=True)
    decisions = DecisionSerializer(many=True)


class _AddsState(OpenApiSerializerExtension):  # type: ignore[no-untyped-call]
    """Tells the schema what `queue_and_decision` adds."""

    def map_serializer(self, auto_schema: Any, direction: Any) -> Any:
        article = auto_schema._map_serializer(self.target, direction, bypass_extensions=True)
        return {"allOf": [article, auto_schema.resolve_serializer(ArticleStateSerializer, direction).ref]}


class ArticleWithState(_AddsState):  # type: ignore[no-untyped-call]
    target_class = "articles.api.serializers.ArticleSerializer"


class ArticleSummaryWithState(_AddsState):  # type: ignore[no-untyped-call]
    target_class = "articles.api.serializers.ArticleSummarySerializer"
