"""The stamp of an item's screen: two screens with the same stamp show the same.

It works as an ETag does: a prefetched page (`views.items.ahead`) may be shown later while its stamp holds.
"""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from articles.models import Finding, ReuseEdge, Score, SourceReply
from moderation.models import Decision, Note, QueueItem

# Reasons and decisions increment the item's version. The stamp adds what does not: who it is handed to, notes,
# copies and the decisions on them, the source's replies and reliability, decisions on its other articles, and what a
# new assessment writes (its scores and findings are new rows).
_SHOWN = (
    "version",
    "article_version_id",
    "assigned_to_id",
    "on_hold",
    "aside_reason",
    "article__source__reliability__computed_at",
)


def stamp_of(item_id: int) -> str:
    """The stamp of the item's screen as it would be now. Raises Http404."""
    article, version, source = OuterRef("article_id"), OuterRef("article_version_id"), OuterRef("article__source_id")
    newest = [
        _newest(Score.objects.filter(version_id=version)),
        _newest(Finding.objects.filter(version_id=version)),
        _newest(ReuseEdge.objects.filter(later_id=article)),
        _newest(ReuseEdge.objects.filter(earlier_id=article)),
        _newest(Decision.objects.filter(article__reused_by__later=article)),
        _newest(Decision.objects.filter(article__reuses__earlier=article)),
        _newest(Note.objects.filter(article_id=article)),
        _newest(SourceReply.objects.filter(source_id=source)),
        _newest(Decision.objects.filter(article__source_id=source)),
    ]
    shown = QueueItem.objects.filter(pk=item_id).values_list("pk", *_SHOWN, *newest).first()
    if shown is None:
        raise Http404
    return "/".join(str(part) for part in shown)


def _newest(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by("-pk").values("pk")[:1])
