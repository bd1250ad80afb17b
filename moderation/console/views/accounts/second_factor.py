"""A person's own second factor: setting a device up, its recovery codes, replacing it and removing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login as mark_verified

from moderation.accounts import second_factor as factors
from moderation.accounts.qr_code import svg
from moderation.accounts.requirement import STILL_ASKED, has_second_factor
from moderation.accounts.words import recovery_code_used
from moderation.console.access import SEE, own_view, user_of
from moderation.console.header import header
from moderation.models import Authenticator

Act = Callable[[HttpRequest, User], HttpResponse]


@sensitive_post_parameters("code")
@own_view
@require_http_methods(["GET", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """The state, and the acts by their name in `act`: 422 with a sentence where a code is wrong, 400 for no act."""
    user = user_of(request)
    if request.method == "GET":
        return _page(request, user)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        return HttpResponseBadRequest()
    try:
        return act(request, user)
    except factors.WrongCode:
        error = _("This code is not right, or too soon after a wrong one. Enter the one that your device shows now.")
    except factors.NothingToConfirm:
        error = _("The QR code is too old. Set the device up again.")
    except factors.StillRequired:
        error = _("Your role needs a second factor. You can replace the device, but not remove it.")
    return _page(request, user, error=error, status=422)


def _verify(request: HttpRequest, user: User) -> HttpResponse:
    """Shows the second factor in a sign-in that came without one."""
    _keep_signed_in(request, factors.prove(user, _code(request), "sign_in"))
    request.session.pop(STILL_ASKED, None)
    if factors.is_recovery_code(_code(request)):
        messages.warning(request, recovery_code_used(user))
    return redirect("console:queue")


def _begin(request: HttpRequest, user: User) -> HttpResponse:
    """The one page that shows the seed: it is an answer to a POST, so no address leads back to it."""
    enrolment = factors.begin(user, _code(request))
    title = _("QR code for your authenticator app")
    return _page(request, user, qr=svg(enrolment.address, title), seed=_in_fours(enrolment.seed))


def _confirm(request: HttpRequest, user: User) -> HttpResponse:
    device, codes = factors.confirm(user, _code(request), keep=request.session.session_key)
    _keep_signed_in(request, device)
    messages.success(request, _("The device is set up. Your other sign-ins have ended."))
    return _page(request, user, codes=codes)


def _cancel(request: HttpRequest, user: User) -> HttpResponse:
    factors.cancel(user)
    return redirect("console:second-factor")


def _renew(request: HttpRequest, user: User) -> HttpResponse:
    codes = factors.renew_codes(user, _code(request))
    messages.success(request, _("These are your new recovery codes. The earlier ones no longer work."))
    return _page(request, user, codes=codes)


def _remove(request: HttpRequest, user: User) -> HttpResponse:
    factors.remove(user, _code(request), keep=request.session.session_key)
    request.session.cycle_key()
    messages.success(request, _("The device is removed. Your other sign-ins have ended."))
    return redirect("console:second-factor")


_ACTS: dict[str, Act] = {
    "verify": _verify,
    "begin": _begin,
    "confirm": _confirm,
    "cancel": _cancel,
    "renew": _renew,
    "remove": _remove,
}


def _page(request: HttpRequest, user: User, *, status: int = 200, **shown: Any) -> HttpResponse:
    state = factors.second_factor(user)
    context = {
        "state": state,
        "is_verified": has_second_factor(request),
        "is_asked": state.is_required or STILL_ASKED in request.session,
        "sees_queue": any(user.has_perm(permission) for permission in SEE),
        "sees_people": user.has_perm("auth.change_user"),
        **shown,
        **header(user, "second-factor"),
    }
    return render(request, "moderation/console/second_factor.html", context, status=status)


def _keep_signed_in(request: HttpRequest, device: Authenticator) -> None:
    request.session.cycle_key()
    mark_verified(request, device)


def _code(request: HttpRequest) -> str:
    return request.POST.get("code", "")[:100]


def _in_fours(text: str) -> str:
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
