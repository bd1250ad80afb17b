"""A person's own sign-ins at outside consoles: seen, ended one by one or all, with every browser too."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moderation.accounts.sign_ins import end_sign_ins
from moderation.console.access import WORK, console_view, user_of
from moderation.console.header import header
from moderation.people import tokens


@console_view(*WORK)
@require_http_methods(["GET", "POST"])
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Lists them; a POST with `end` ends one of one's own, with `all` every one, with `everywhere` the browsers too."""
    user = user_of(request)
    live = tokens.own(user)
    if request.method == "GET":
        return render(request, "moderation/console/outside.html", {"live": live, **header(user, "outside")})
    if "everywhere" in request.POST:
        end_sign_ins(user)
        return redirect("admin:login")
    if "all" in request.POST:
        tokens.end_all(user, user, "ended_by_person")
        messages.success(request, _("All your sign-ins at outside consoles have ended."))
        return redirect("console:outside")
    chosen = next((token for token in live if token.prefix == request.POST.get("end")), None)
    if chosen is None:
        return HttpResponseBadRequest()
    tokens.end(chosen, user, "ended_by_person")
    messages.success(request, _("The sign-in at %s has ended.") % chosen.console.name)
    return redirect("console:outside")
