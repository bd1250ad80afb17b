"""Endpoints of decisions, and the queue's list."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import generics
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from articles.api.conventions.docs import documented
from articles.api.conventions.permissions import has_scope, visible
from articles.api.expansions import ARTICLE, SOURCE_OF_ARTICLE
from moderation.api.expansions import DECISIONS, ITEM, OPEN_APPEAL, OVERTURNED
from moderation.api.filters import SORTS, QueueItemFilter
from moderation.api.moderators import people_behind
from moderation.api.seeing import seen_by
from moderation.api.serializers import ITEM_ROWS, FullDecisionSerializer, QueueItemSerializer
from moderation.models import Decision, QueueItem


class QueueItems(generics.GenericAPIView[QueueItem]):
    """The base of all queue endpoints: the items that the key may see."""

    required_scopes = {"GET": "queue:work"}
    queryset = QueueItem.objects.none()
    serializer_class = QueueItemSerializer
    filter_backends: Any = ()
    expandable: ClassVar[Any] = {
        "article": ARTICLE, "source": SOURCE_OF_ARTICLE, "decisions": DECISIONS, "appeal": OPEN_APPEAL,
    }  # fmt: skip

    def get_queryset(self) -> QuerySet[QueueItem]:
        items = QueueItem.objects.filter(visible(self.request, "article__platform"))
        if self.request.method in SAFE_METHODS:
            # An act answers for itself, with the queue of its item.
            items = seen_by(people_behind(self.request), items)
        return items.select_related(*ITEM_ROWS).prefetch_related("reasons")


class QueueItemList(QueueItems, generics.ListAPIView[QueueItem]):
    """The queue."""

    filter_backends: Any = api_settings.DEFAULT_FILTER_BACKENDS
    filterset_class = QueueItemFilter

    @property
    def cursor_ordering(self) -> tuple[str, ...]:
        return SORTS.get(self.request.query_params.get("sort", ""), SORTS["rank"])

    @documented({200: QueueItemSerializer(many=True)}, tags=["queue"], operation_id="queue_items_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Lists the queue in the order of work, each item with all its reasons."""
        return super().get(request, *args, **kwargs)


class QueueItemDetail(QueueItems, generics.RetrieveAPIView[QueueItem]):
    """One item of the queue."""

    @documented({200: QueueItemSerializer}, errors=(404,), tags=["queue"], operation_id="queue_items_get")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Shows one item, open or decided."""
        return super().get(request, *args, **kwargs)


class DecisionDetail(generics.RetrieveAPIView[Decision]):
    """One decision."""

    required_scopes = {"GET": "articles:read"}
    queryset = Decision.objects.none()
    serializer_class = FullDecisionSerializer
    filter_backends = ()
    expandable: ClassVar[Any] = {
        "article": ARTICLE,
        "source": SOURCE_OF_ARTICLE,
        "item": ITEM,
        "overturned": OVERTURNED,
    }

    def get_queryset(self) -> QuerySet[Decision]:
        decisions = Decision.objects.filter(visible(self.request, "article__platform"))
        return decisions.select_related("article_version", "clause__policy_version", "decided_by", "execution")

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "internal": has_scope(self.request, "queue:work")}

    @documented({200: FullDecisionSerializer}, errors=(404,), tags=["decisions"], operation_id="decisions_get")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Shows one decision with the evidence it was made on."""
        return super().get(request, *args, **kwargs)
