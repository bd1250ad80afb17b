"""One item."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from moderation.console.access import SEE, console_view, user_of
from moderation.console.item import screen


@console_view(*SEE)
@require_GET
def item_page(request: HttpRequest, item_id: int) -> HttpResponse:
    """Shows the item. Looking claims nothing: that is a POST, so that a link or a reload never takes work away."""
    item = screen.load(item_id)
    if not screen.may_see(user_of(request), item):
        raise PermissionDenied("this item is in a queue of other groups")
    return screen.item_screen(request, item)
