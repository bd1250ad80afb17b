"""The home page of a role: its panels in one page, the other homes of the reader as tabs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from moderation.console.access import own_view, user_of
from moderation.console.header import header
from moderation.console.home.homes import homes_of


@own_view
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Shows the reader's first home, or the one that `as` names; who has no role reads whom to ask."""
    user = user_of(request)
    homes = homes_of(user)
    asked = request.GET.get("as", "")
    chosen = next((each for each in homes if each.code == asked), homes[0] if homes else None)
    panels = [(panel, panel.context(user)) for panel in chosen.panels] if chosen else []
    context = {"homes": homes, "chosen": chosen, "panels": panels, "now": timezone.now(), **header(user, "home")}
    return render(request, "moderation/console/home.html", context, status=200 if homes else 403)
