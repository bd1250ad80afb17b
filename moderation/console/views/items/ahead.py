"""The next item, prefetched by the script while the moderator reads this one."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from moderation.console.access import WORK, console_view, user_of
from moderation.console.item import screen
from moderation.console.item.stamp import stamp_of
from moderation.queue import claims


@console_view(*WORK)
@require_GET
def ahead(request: HttpRequest, item_id: int) -> HttpResponse:
    """The page of the next item, as if it were claimed, with its stamp; 204 when there is none.

    Claims nothing and takes no message. The later claim (`claiming.go_on`) says whether this page still holds; if
    not, or if somebody else claimed the item first, it sends a new page.
    """
    user = user_of(request)
    skipped = [*request.session.get("skipped", []), item_id]
    following = claims.look_ahead(user, screen.queue_named(screen.queue_code(request)), skipped=skipped)
    if following is None:
        return HttpResponse(status=204)
    # Taken before the page is built, so that a change in between makes the stamp stale.
    stamp = stamp_of(following.pk)
    item = screen.load(following.pk)
    item.claimed_by, item.claimed_until = user, timezone.now() + timedelta(seconds=settings.CLAIM_SECONDS)
    response = screen.item_screen(request, item, ahead=True)
    response.headers[screen.AHEAD_HEADER] = stamp
    return response
