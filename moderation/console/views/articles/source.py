"""The page of a source: its card, its articles and what was decided on them, its record."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from articles.models import Source
from moderation.console.access import SEE, console_view, user_of
from moderation.console.header import header
from moderation.console.item.source_card import card_of
from moderation.console.listing import counted, visible
from moderation.console.source.articles import articles_of, citing
from moderation.console.source.record import record
from moderation.models import QueueItem
from moderation.queue.access import queues_for

# Articles of the source whose latest decision is listed.
SHOWN_DECISIONS = 10


@console_view(*SEE)
@require_GET
def source_page(request: HttpRequest, source_id: int) -> HttpResponse:
    """Shows one source; `before` pages through its articles. Raises Http404."""
    user = user_of(request)
    source = get_object_or_404(Source.objects.select_related("platform", "reliability"), pk=source_id)
    before = request.GET.get("before", "")
    waiting = visible(queues_for(user)).filter(article__source=source, state=QueueItem.State.OPEN)
    context: dict[str, Any] = {
        "source": source,
        "card": card_of(source, user, most=SHOWN_DECISIONS),
        "page": articles_of(source, user, int(before) if _is_id(before) else None),
        "is_first_page": not _is_id(before),
        "citing": citing(source, user),
        "waiting": counted(waiting),
        "names": [each for each in source.names.all() if each.name != source.name],
        "belongs": list(source.belongs.select_related("unit")),
        "may_edit": user.has_perm("articles.change_source"),
        "may_see_links": user.has_perm("articles.view_sourcelink"),
        **record(source, user),
        **header(user, "source"),
    }
    return render(request, "moderation/console/source.html", context)


def _is_id(given: str) -> bool:
    return given.isdecimal() and given.isascii() and 0 < len(given) < 18
