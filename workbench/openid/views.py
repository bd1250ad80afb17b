"""Sign-on: to the provider, and back from it."""

from __future__ import annotations

import json
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
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
from workbench.sign_in.attempts import begin_sign_on
from workbench.sign_in.lockout import locked_for

log = structlog.get_logger(__name__)
# State, nonce and code verifier wait in the browser that began, signed: strangers who begin cost no row.
_COOKIE = "sign_on"
_SECONDS = 600
# By what happened: its name in the log, what the person reads, and the status.
_REFUSALS = {
    client.ProviderAway: (
        "provider_away",
        _("The provider does not answer. Try again in a minute, or sign in with a password."),
        503,
    ),
    client.NotThisSignOn: (
        "not_this_sign_on",
        _("This sign-on is too old or was used already. Begin again."),
        400,
    ),
    client.ProviderRefused: ("provider_refused", _("The provider did not sign you in."), 403),
    client.BadToken: (
        "bad_token",
        _("The provider's answer does not hold. Begin again; if it happens again, tell an administrator."),
        400,
    ),
    accounts.NoRole: (
        "no_role",
        _("You are signed in at the provider, but none of your groups has a role here. Ask an administrator."),
        403,
    ),
    accounts.NotAdmitted: (
        "not_admitted",
        _("Your account cannot be used with this sign-on. Ask an administrator."),
        403,
    ),
}


@never_cache
@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Sends the browser to the provider. Raises Http404 without one."""
    _demand_provider()
    try:
        address, kept = client.begin(_callback(request))
    except client.ProviderAway as error:
        return _refused(request, error)
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
        response = _answer(request, state)
    except sign_ins.Locked as lock:
        response = locked_for(request, lock.seconds)
    response.delete_cookie(_COOKIE, path=reverse("sign-on"))
    return response


def _answer(request: HttpRequest, state: dict[str, Any]) -> HttpResponse:
    """Raises Locked and Crowded: a sign-on has the limits of a sign-in, before the provider is asked who it is."""
    kept = state.get("kept", {})
    if not client.was_asked_for(request.GET, kept):
        sign_ins.stray(client_address(request))
        told = request.GET.get("error")
        return _refused(request, client.ProviderRefused(told) if told else client.NotThisSignOn("not asked for"))
    row = begin_sign_on(request)
    try:
        assertion = client.finish(request.GET, kept)
        sign_ins.identify(row, f"{assertion.issuer}\n{assertion.subject}")
        row.account = user = accounts.sign_on(assertion)
    except client.ProviderAway as error:
        sign_ins.withdraw(row)
        return _refused(request, error)
    except accounts.Refused as error:
        row.account = error.user
        sign_ins.fail(row, outcome=SignIn.Outcome.NOT_ADMITTED)
        return _refused(request, error)
    except (client.NotThisSignOn, client.ProviderRefused, client.BadToken) as error:
        sign_ins.fail(row)
        return _refused(request, error)
    login(request, user, backend=PATH)
    if assertion.has_second_factor:
        request.session[BY_PROVIDER] = True
    elif has_device(user):
        request.session[STILL_ASKED] = True
    return HttpResponseRedirect(state.get("next") or resolve_url(settings.LOGIN_REDIRECT_URL))


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


def _refused(request: HttpRequest, error: Exception) -> HttpResponse:
    why, said, status = _REFUSALS[type(error)]
    log.warning("sign_on_refused", why=why, address=client_address(request), error=str(error)[:300])
    return render(request, "sign_on_refused.html", {"said": said}, status=status)
