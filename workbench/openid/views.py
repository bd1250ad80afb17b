"""Sign-on: to the provider, and back from it."""

from __future__ import annotations

import json
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from articles.access import sign_ins
from articles.access.client_address import client_address
from articles.models import SignIn
from moderation.accounts import sign_on as accounts
from moderation.accounts.requirement import BY_PROVIDER, STILL_ASKED
from moderation.accounts.second_factor import has_device
from workbench.openid import client
from workbench.openid.backend import PATH

log = structlog.get_logger(__name__)
# State, nonce and code verifier wait in the browser that began, signed: strangers who begin cost no row.
_COOKIE = "sign_on"
_SECONDS = 600


@never_cache
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Sends the browser to the provider. Raises Http404 without one."""
    _demand_provider()
    try:
        address, kept = client.begin(_callback(request))
    except client.ProviderAway as error:
        return _away(request, error)
    response = HttpResponseRedirect(address)
    response.set_cookie(
        _COOKIE,
        signing.dumps({"kept": kept, "next": _safe_next(request)}, salt=_COOKIE, compress=True),
        max_age=_SECONDS,
        path=reverse("sign-on"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        # The provider leads back by a link from another site, which Strict would not let the cookie follow.
        samesite="Lax",
    )
    return response


@never_cache
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Signs in the person with whom the provider leads back, or says why not. Raises Http404 without a provider."""
    _demand_provider()
    state = _state(request)
    try:
        assertion = client.finish(request.GET, state.get("kept", {}))
        user = accounts.sign_on(assertion)
    except client.ProviderAway as error:
        response = _away(request, error)
    except client.NotThisSignOn as error:
        said = _("This sign-on is too old or was used already. Begin again.")
        response = _refused(request, "not_this_sign_on", said, 400, error)
    except client.ProviderRefused as error:
        said = _("The provider did not sign you in.")
        response = _refused(request, "provider_refused", said, 403, error)
    except client.BadToken as error:
        said = _("The provider's answer does not hold. Begin again; if it happens again, tell an administrator.")
        response = _refused(request, "bad_token", said, 400, error)
    except accounts.NoRole as error:
        _record(request, error.user)
        said = _("You are signed in at the provider, but none of your groups has a role here. Ask an administrator.")
        response = _refused(request, "no_role", said, 403, error)
    except accounts.NotAdmitted as error:
        _record(request, error.user)
        said = _("Your account cannot be used with this sign-on. Ask an administrator.")
        response = _refused(request, "not_admitted", said, 403, error)
    else:
        login(request, user, backend=PATH)
        if assertion.has_second_factor:
            request.session[BY_PROVIDER] = True
        elif has_device(user):
            request.session[STILL_ASKED] = True
        response = HttpResponseRedirect(state.get("next") or resolve_url(settings.LOGIN_REDIRECT_URL))
    response.delete_cookie(_COOKIE, path=reverse("sign-on"))
    return response


def _record(request: HttpRequest, user: User | None) -> None:
    """Puts the person whom the provider vouched for into the list of sign-ins."""
    address, outcome = client_address(request), SignIn.Outcome.NOT_ADMITTED
    sign_ins.record(user, address, method=SignIn.Method.OTHER, outcome=outcome)


def _demand_provider() -> None:
    if not client.is_configured():
        raise Http404


def _callback(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("sign-on-callback"))


def _safe_next(request: HttpRequest) -> str:
    address = request.GET.get("next", "")[:500]
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe else ""


def _state(request: HttpRequest) -> dict[str, Any]:
    try:
        state: dict[str, Any] = signing.loads(request.COOKIES.get(_COOKIE, ""), salt=_COOKIE, max_age=_SECONDS)
    except (signing.BadSignature, json.JSONDecodeError):
        return {}
    return state


def _away(request: HttpRequest, error: Exception) -> HttpResponse:
    said = _("The provider does not answer. Try again in a minute, or sign in with a password.")
    return _refused(request, "provider_away", said, 503, error)


def _refused(request: HttpRequest, why: str, said: str, status: int, error: Exception) -> HttpResponse:
    log.warning("sign_on_refused", why=why, error=str(error)[:300])
    return render(request, "sign_on_refused.html", {"said": said}, status=status)
