"""Open appeals, the first due first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from moderation.models import Appeal, QueueItem

SHOWN = 5
LOOK_BACK = timedelta(days=28)


def filed(user: User) -> Mapping[str, Any]:
    """Up to SHOWN open appeals with the time their item is due; how many of the last 28 days were overturned."""
    opened = Appeal.objects.filter(state=Appeal.State.OPEN)
    of_article = QueueItem.objects.filter(article=OuterRef("decision__article"), state=QueueItem.State.OPEN)
    rows = opened.annotate(
        item=Subquery(of_article.values("pk")[:1]), item_due=Subquery(of_article.values("due_at")[:1])
    ).order_by(F("item_due").asc(nulls_last=True), "created_at")
    answered = Appeal.objects.filter(resolved_at__gt=timezone.now() - LOOK_BACK)
    return {
        "rows": list(
            rows.select_related("decision__clause", "decision__article_version").defer(
                "decision__article_version__extraction"
            )[:SHOWN]
        ),
        "n": opened.count(),
        "answered": answered.count(),
        "overturned": answered.filter(state=Appeal.State.OVERTURNED).count(),
        "user": user,
    }
