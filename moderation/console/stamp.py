"""What an item's screen shows, as one short text: two screens with the same stamp show the same.

It is what lets a page that was fetched ahead be shown later (`views.ahead`), as an ETag does between servers.
"""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from articles.models import Score
from moderation.models import Decision, Note, QueueItem

# The item's own version changes with its reasons, findings and decisions; beside it goes what comes without one: whom
# it is handed to, scores, notes, and what was decided on its source and moved the source's reliability.
_SHOWN = ("version", "article_version_id", "assigned_to_id", "on_hold", "article__source__reliability__computed_at")


def stamp_of(item_id: int) -> str:
    """The stamp of what the item's screen would show now. Raises Http404."""
    decided = Decision.objects.filter(article__source_id=OuterRef("article__source_id"))
    newest = {
        "score": _newest(Score.objects.filter(version_id=OuterRef("article_version_id"))),
        "note": _newest(Note.objects.filter(article_id=OuterRef("article_id"))),
        "decision": _newest(decided),
    }
    shown = QueueItem.objects.filter(pk=item_id).values_list("pk", *_SHOWN, *newest.values()).first()
    if shown is None:
        raise Http404
    return "/".join(str(part) for part in shown)


def _newest(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by("-pk").values("pk")[:1])
