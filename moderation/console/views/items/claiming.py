"""Claiming, renewing and releasing an item."""

from __future__ import annotations

from urllib.parse import urlencode

import structlog
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from moderation.console.access import WORK, console_view, user_of
from moderation.console.item import screen
from moderation.console.item.stamp import stamp_of
from moderation.models import QueueItem
from moderation.queue import claims
from moderation.queue.wellbeing import exhausted
from moderation.vocabulary.refusals import REFUSALS

log = structlog.get_logger(__name__)
# How many skipped items a session remembers; the oldest come back first.
REMEMBERED_SKIPS = 100
_SET_ASIDE = {
    REFUSALS["on_hold"].code: gettext_lazy("It is on hold. Taking it over ends the hold."),
    REFUSALS["handed_over"].code: gettext_lazy("It was handed to somebody else. Taking it over ends that."),
}


@console_view(*WORK)
@require_POST
def claim_next(request: HttpRequest) -> HttpResponse:
    """Claims the next item and opens it."""
    return go_on(request)


@console_view(*WORK)
@require_POST
def claim(request: HttpRequest, item_id: int) -> HttpResponse:
    """Claims this item. Raises PermissionDenied in a leads' queue; the item's page shows a conflict."""
    try:
        claims.claim(user_of(request), item_id)
    except QueueItem.DoesNotExist as error:
        raise Http404 from error
    except claims.ClaimConflict as error:
        refusal = str(_SET_ASIDE.get(str(error), _("Somebody claimed it first.")))
        return screen.item_screen(request, screen.load(item_id), refusal=refusal, status=409)
    return redirect(_item_url(item_id, screen.queue_code(request)))


@console_view(*WORK)
@require_POST
def release(request: HttpRequest, item_id: int) -> HttpResponse:
    """Releases the item, and goes on to another one when `then` is “next” (a skip)."""
    goes_on = request.POST.get("then") == "next"
    try:
        (claims.skip if goes_on else claims.release)(user_of(request), item_id)
    except QueueItem.DoesNotExist as error:
        raise Http404 from error
    except claims.ClaimConflict:
        messages.warning(request, _("The item was not yours any more."))
    if not goes_on:
        return redirect(_list_url(screen.queue_code(request)))
    log.info("item_skipped", item=item_id, user=user_of(request).pk)
    skipped = [pk for pk in request.session.get("skipped", []) if pk != item_id]
    request.session["skipped"] = [*skipped, item_id][-REMEMBERED_SKIPS:]
    return go_on(request)


@console_view(*WORK)
@require_POST
def heartbeat(request: HttpRequest, item_id: int) -> JsonResponse:
    """Renews the claim: 200 with its new end, 409 when it is no longer this user's, 404 without such an item."""
    try:
        item = claims.heartbeat(user_of(request), item_id)
    except QueueItem.DoesNotExist:
        return JsonResponse({"error": "no such item"}, status=404)
    except claims.ClaimConflict:
        return JsonResponse({"error": "not held"}, status=409)
    assert item.claimed_until is not None  # noqa: S101 - just renewed
    return JsonResponse({"claimed_until": item.claimed_until.isoformat()})


def go_on(request: HttpRequest) -> HttpResponse:
    """Claims and opens the next item of the moderator's queue; shows the list when there is none."""
    code = screen.queue_code(request)
    queue = screen.queue_named(code)
    item = claims.claim_next(user_of(request), queue, skipped=request.session.get("skipped", []))
    if item is not None:
        return _opened(request, item, code)
    if request.session.pop("skipped", None):
        messages.info(request, _("Only items that you skipped are left. They come again from here."))
    elif exhausted(user_of(request)):
        messages.warning(request, _("Today's limit of items is reached; a lead sets it. Other moderators continue."))
    else:
        messages.info(request, _("Nothing is free in this queue just now."))
    return redirect(_list_url(code))


def _opened(request: HttpRequest, item: QueueItem, code: str) -> HttpResponse:
    """Redirects to the item's page; sends it at once to the page-swapping script: half the requests.

    The script may have prefetched the page (`views.items.ahead`): while its stamp holds, the changed parts are enough.
    """
    url = _item_url(item.pk, code)
    if screen.SWAPS_HEADER not in request.headers:
        return redirect(url)
    known = request.headers.get(screen.AHEAD_HEADER)
    if known and known == stamp_of(item.pk):
        response = screen.claimed(request, item)
        response.headers[screen.AHEAD_HEADER] = known
    else:
        response = screen.item_screen(request, screen.load(item.pk))
    response.headers[screen.SHOWN_HEADER] = url
    return response


def _item_url(item_id: int, code: str) -> str:
    return reverse("console:item", args=[item_id]) + (f"?{urlencode({'queue': code})}" if code else "")


def _list_url(code: str) -> str:
    return reverse("console:queue") + (f"?{urlencode({'queue': code})}" if code else "")
