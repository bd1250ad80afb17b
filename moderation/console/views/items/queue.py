"""The queue as a list."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moderation.console import listing
from moderation.console.access import SEE, console_view, user_of
from moderation.console.header import header
from moderation.console.item.chips import chips
from moderation.console.item.copy_decisions import decided_copies
from moderation.quality.second_looks import open_for
from moderation.queue.access import hidden_articles, queues_for
from moderation.queue.claims import claimable


@console_view(*SEE)
@require_GET
def queue_list(request: HttpRequest) -> HttpResponse:
    """Open items by queue, or the decided ones. Raises Http404 for a page or queue that does not exist."""
    user = user_of(request)
    filters = filters_of(request.GET)
    queues = queues_for(user)
    if filters.queue not in ("", listing.DECIDED, *(queue.code for queue in queues)):
        raise Http404
    items = listing.visible(queues)
    # An open item of these queues makes its article visible; a decided one may have another that is open elsewhere.
    hidden = hidden_articles(user, "article") if filters.decided else None
    items = items if hidden is None else items.exclude(hidden)
    try:
        page = listing.page(items, filters, request.GET.get("after", ""))
    except listing.BadCursorError as error:
        raise Http404 from error
    kept = {"queue": filters.queue, "q": filters.search, "reason": filters.reason, "overdue": filters.overdue and "1"}
    works = user.has_perm("moderation.claim_queueitem")
    workable = (
        {*claimable(user).filter(pk__in=[item.pk for item in page.items]).values_list("pk", flat=True)} if works else ()
    )
    # A lead may take over what is set aside, on the item's page, where it says what that ends.
    aside = {item.pk for item in page.items if item.is_set_aside(user.pk) and not item.is_claimed()}
    decided = {} if filters.decided else decided_copies([item.article_id for item in page.items], user)
    context = {
        "rows": [
            (
                item,
                chips(item.reasons.all()),
                item.pk in workable and item.pk not in aside,
                decided.get(item.article_id),
            )
            for item in page.items
        ],
        "next_page": urlencode({**{key: value for key, value in kept.items() if value}, "after": page.next_cursor})
        if page.next_cursor
        else "",
        "is_first_page": not request.GET.get("after"),
        "queues": queues,
        "counts": listing.tab_counts(items, queues),
        "filters": filters,
        "filtered": bool(filters.search or filters.reason or filters.overdue),
        "second_looks": open_for(user)[:100].count() if works else 0,
        "may_bulk": not filters.decided and user.has_perm("moderation.add_bulkrun"),
        "queue_code": "" if filters.decided else filters.queue,
        **header(user, filters.queue),
    }
    return render(request, "moderation/console/queue.html", context)


def filters_of(given: QueryDict) -> listing.Filters:
    """The list's filters, as a query or a form gives them."""
    return listing.Filters(
        queue=given.get("queue", ""),
        search=given.get("q", "").strip()[:100],
        reason=given.get("reason", "")[:60],
        overdue=bool(given.get("overdue")),
    )
