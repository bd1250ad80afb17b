"""Today, from the daily roll-ups: what came in, what left, what waits, what stands out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from moderation.console.access import SEE, console_view, user_of
from moderation.console.header import header
from moderation.reports.today import today


@console_view(*SEE)
@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """Fourteen days as lines, today's numbers beside them; for leads, whose work it was."""
    user = user_of(request)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    context = {
        **today("en" if language == "en" else "zh"),
        "shows_people": user.has_perm("moderation.lead_queueitem"),
        **header(user, "dashboard"),
    }
    return render(request, "moderation/console/dashboard.html", context)
