"""The installation's state, for leads, auditors and integrators."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moderation.console.access import SEE, STATUS, console_view, user_of
from moderation.console.header import header
from moderation.console.status.page import shown


@console_view(*STATUS)
@require_GET
def status(request: HttpRequest) -> HttpResponse:
    """Parts, work by stage, webhooks, sweeps, models: the data of /readyz and /metrics, in pictures."""
    user = user_of(request)
    context = {
        **shown(),
        "sees_queue": any(user.has_perm(permission) for permission in SEE),
        **header(user, "status"),
    }
    return render(request, "moderation/console/status.html", context)
