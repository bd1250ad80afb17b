"""Who signed in, who failed, and which keys are used from where; for leads and auditors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from moderation.console.access import SEE, console_view, user_of
from moderation.console.header import header
from moderation.console.status.access_log import shown


@console_view("moderation.lead_queueitem", "moderation.view_auditentry")
@require_GET
def access_log(request: HttpRequest) -> HttpResponse:
    """The newest attempts to sign in, and the keys used last, with addresses and times."""
    user = user_of(request)
    context = {
        **shown(),
        "sees_queue": any(user.has_perm(permission) for permission in SEE),
        **header(user, "sign-ins"),
    }
    return render(request, "moderation/console/access_log.html", context)
