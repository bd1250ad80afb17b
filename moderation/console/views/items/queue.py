"""The queue as a list."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from articles.models import Platform, Source
from articles.models.codes import choices_of
from articles.vocabulary.topics import TOPICS
from moderation.console import listing
from moderation.console.access import SEE, console_view, user_of
from moderation.console.header import header
from moderation.console.item.chips import chips
from moderation.console.item.copy_decisions import decided_copies
from moderation.console.saved_filters import saved_of
from moderation.models import Queue, QueueItem, QueueReason, SavedFilter
from moderation.quality.second_looks import open_for
from moderation.queue.access import hidden_articles, queues_for
from moderation.queue.claims import claimable


@console_view(*SEE)
@require_GET
def queue_list(request: HttpRequest) -> HttpResponse:
    """Open items by queue, or the decided ones. Raises Http404 for a page or queue that does not exist."""
    user = user_of(request)
    queues = queues_for(user)
    kept = saved_of(user)
    chosen = _chosen(request.GET, kept)
    filters = filters_of(_given(chosen, queues) if chosen else request.GET)
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
        "next_page": urlencode({**filters.parameters, "after": page.next_cursor}) if page.next_cursor else "",
        "first_page": urlencode(filters.parameters or {"queue": ""}),
        "is_first_page": not request.GET.get("after"),
        "queues": queues,
        "counts": listing.tab_counts(items, queues),
        "filters": filters,
        "saved": kept,
        "chosen": chosen,
        "filtered": filters.narrow,
        "reason_word": _reason_word(filters.reason),
        "source_filtered": Source.objects.filter(pk=filters.source).first() if filters.source else None,
        "platforms": Platform.objects.all(),
        "topics": choices_of(TOPICS),
        "ages": (4, 24, 48, 72),
        "second_looks": open_for(user)[:100].count() if works else 0,
        "may_bulk": not filters.decided and user.has_perm("moderation.add_bulkrun"),
        "queue_code": "" if filters.decided else filters.queue,
        **header(user, filters.queue),
    }
    return render(request, "moderation/console/queue.html", context)


def _chosen(given: QueryDict, kept: list[SavedFilter]) -> SavedFilter | None:
    """The saved filter that the address names, or the one that opens with the queue. Raises Http404."""
    if "saved" in given:
        found = next((each for each in kept if str(each.pk) == given["saved"]), None)
        if found is None:
            raise Http404
        return found
    return None if given else next((each for each in kept if each.is_default), None)


def _given(saved: SavedFilter, queues: list[Queue]) -> Mapping[str, str]:
    """The saved parameters, without a queue that the reader does not see any more."""
    known = {listing.DECIDED, *(queue.code for queue in queues)}
    return {name: value for name, value in saved.parameters.items() if name != "queue" or value in known}


def filters_of(given: Mapping[str, str]) -> listing.Filters:
    """The list's filters, as a query or a form gives them."""
    return listing.Filters(
        queue=given.get("queue", ""),
        search=given.get("q", "").strip()[:100],
        reason=given.get("reason", "")[:60],
        overdue=bool(given.get("overdue")),
        platform=given.get("platform", "")[:50],
        topic=given.get("topic", "")[:50],
        source=_number(given.get("source", "")),
        hours=_number(given.get("hours", "")),
        sort=given.get("sort", "") if given.get("sort", "") in listing.SORTS else "",
    )


@console_view(*SEE)
@require_GET
def holders(request: HttpRequest) -> JsonResponse:
    """Who holds the items of `id` now, and which of them are no longer open; for a list that stays on a screen."""
    user = user_of(request)
    asked = [int(given) for given in request.GET.getlist("id")[: listing.PAGE_SIZE] if _number(given)]
    rows = listing.visible(queues_for(user)).filter(pk__in=asked).select_related("claimed_by")
    found = {item.pk: item for item in rows.only("state", "claimed_until", "claimed_by__username")}
    return JsonResponse(
        {
            "held": {
                pk: item.claimed_by.get_username()
                for pk, item in found.items()
                if item.is_claimed() and item.claimed_by is not None and item.claimed_by_id != user.pk
            },
            "gone": [pk for pk in asked if pk not in found or found[pk].state != QueueItem.State.OPEN],
        }
    )


def _reason_word(code: str) -> str:
    """The label of the reason that the list is filtered by, as a row has it; the code of one that is nowhere."""
    row = QueueReason.objects.filter(code=code).order_by("-pk").first() if code else None
    return row.label if row is not None else code


def _number(given: str) -> int | None:
    return int(given) if given.isdecimal() and given.isascii() and 0 < len(given) < 18 and int(given) else None
