"""The page on which a moderator lets an outside console act for them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from authlib.oauth2 import OAuth2Error
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from moderation.accounts.requirement import has_second_factor
from moderation.console.access import WORK, console_view, user_of
from moderation.console.header import header
from moderation.people.authorization import is_readable, server


@console_view(*WORK)
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Asks the signed-in person; a POST sends the browser back to the console with a code, or with the refusal."""
    user = user_of(request)
    if not user.has_perm(settings.ACTING_PERMISSION):
        raise PermissionDenied
    if not is_readable(request):
        return _refused(request, "invalid_request")
    try:
        grant = server.get_consent_grant(request, end_user=user)
    except OAuth2Error as error:
        if getattr(error, "redirect_uri", None):
            answer: HttpResponse = server.handle_error_response(None, error)
            return answer
        return _refused(request, error.description or error.error)
    if request.method == "POST":
        agreed = user if request.POST.get("answer") == "allow" else None
        # For the code: with a second factor of the provider there is no device of ours on the sign-in.
        user.shown_second_factor = has_second_factor(request)  # type: ignore[attr-defined]
        sent: HttpResponse = server.create_authorization_response(request, grant_user=agreed, grant=grant)
        return sent
    client, target = grant.request.client, urlsplit(grant.redirect_uri)
    context = {
        "console": client,
        "host": target.netloc,
        "ends_at": timezone.now() + timedelta(seconds=settings.TOKEN_SIGN_IN_SECONDS),
        **header(user, ""),
    }
    page = render(request, "moderation/console/authorize.html", context)
    # The answer to the form leads to the console's address, which the page's policy must allow.
    page._csp_update = {"form-action": [f"{target.scheme}://{target.netloc}"]}  # type: ignore[attr-defined]  # django-csp's
    return page


def _refused(request: HttpRequest, error: str) -> HttpResponse:
    """Said here: the person must not be led to an address that nobody registered."""
    context = {"error": error, **header(user_of(request), "")}
    return render(request, "moderation/console/authorize.html", context, status=400)
