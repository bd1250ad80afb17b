"""The search: a page of its own, and the same hits for the box that opens over every page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moderation.console.access import SEE, console_view, user_of
from moderation.console.header import header
from moderation.console.search.results import search as found_by

# The box asks with this header, and gets the hits alone.
BOX_HEADER = "X-Console-Box"
_IN_BOX, _ON_PAGE = 7, 30


@console_view(*SEE)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Shows what `q` finds, with the reader's own rights."""
    text = request.GET.get("q", "")[:200].replace("\0", "")
    user = user_of(request)
    if BOX_HEADER in request.headers:
        groups = found_by(text, user, _IN_BOX)
        return render(request, "moderation/console/_hits.html", {"groups": groups, "q": text, "is_box": True})
    context = {"groups": found_by(text, user, _ON_PAGE), "q": text, **header(user, "search")}
    return render(request, "moderation/console/search.html", context)
