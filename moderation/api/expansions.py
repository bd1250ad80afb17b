"""What rows of the queue and of decisions may come with: items, decisions, appeals."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from rest_framework.request import Request

from articles.api.conventions.expanding import Expansion, member
from articles.api.conventions.permissions import visible
from moderation.api.moderators import people_behind
from moderation.api.seeing import seen_by
from moderation.api.serializers import ITEM_ROWS, AppealSerializer, DecisionSerializer, QueueItemSerializer
from moderation.models import Appeal, Decision, QueueItem

_READ, _WORK = "articles:read", "queue:work"
_SHOWN = ("article_version", "clause__policy_version", "execution")


def _items(request: Request, ids: list[Any]) -> dict[Any, Any]:
    rows = seen_by(people_behind(request), QueueItem.objects.filter(visible(request, "article__platform"), pk__in=ids))
    rows = rows.select_related(*ITEM_ROWS).defer("article_version__extraction")
    return {row["id"]: row for row in QueueItemSerializer(rows.prefetch_related("reasons"), many=True).data}


def _decisions_by(request: Request, **chosen: Any) -> list[Any]:
    rows = Decision.objects.filter(visible(request, "article__platform"), **chosen).select_related(*_SHOWN)
    rows = rows.defer("article_version__extraction").order_by("-created_at", "-pk")
    return list(DecisionSerializer(rows, many=True).data)


def _decisions(request: Request, ids: list[Any]) -> dict[Any, Any]:
    return {row["id"]: row for row in _decisions_by(request, pk__in=ids)}


def _decisions_of_articles(request: Request, ids: list[Any]) -> dict[Any, Any]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in _decisions_by(request, article__in=ids):
        found[row["article"]].append(row)
    return found


def _appeals_by(request: Request, **chosen: Any) -> list[Appeal]:
    seen = visible(request, "decision__article__platform")
    return list(Appeal.objects.filter(seen, **chosen).select_related("decision").order_by("-created_at", "-pk"))


def _appeals_of_decisions(request: Request, ids: list[Any]) -> dict[Any, Any]:
    return {row.decision_id: AppealSerializer(row).data for row in _appeals_by(request, decision__in=ids)}


def _open_appeals_of_articles(request: Request, ids: list[Any]) -> dict[Any, Any]:
    rows = _appeals_by(request, decision__article__in=ids, state=Appeal.State.OPEN)
    return {row.decision.article_id: AppealSerializer(row).data for row in rows}


ITEM = Expansion(member("item"), _items, "QueueItem", _WORK)
ITEM_OF_APPEAL = Expansion(member("queue_item"), _items, "QueueItem", _WORK)
DECISION = Expansion(member("decision"), _decisions, "Decision", _READ)
OVERTURNED = Expansion(member("override_of"), _decisions, "Decision", _READ)
DECISIONS = Expansion(member("article"), _decisions_of_articles, "Decision", _READ, many=True)
APPEAL = Expansion(member("id"), _appeals_of_decisions, "Appeal", _WORK)
OPEN_APPEAL = Expansion(member("article"), _open_appeals_of_articles, "Appeal", _WORK)
