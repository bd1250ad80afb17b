"""Keeps people whose role needs a second factor on the page that sets it up, until their sign-in has shown one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from moderation.accounts.requirement import STILL_ASKED, has_second_factor, is_required

# What they need to set it up or to leave; the API knows no sign-ins, and probes and metrics no persons.
_OPEN_NAMES = frozenset(
    {
        "console:second-factor",
        "admin:login",
        "admin:logout",
        "invitation",
        "sign-on",
        "sign-on-callback",
        "set_language",
        "livez",
        "readyz",
        "metrics",
    }
)
_OPEN_ROUTES = ("api/v1/", "static/")


class SecondFactorGate:
    """Must come after django_otp's middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Leads to the page of the second factor; None where the request may go on."""
        if _is_open(request) or not (settings.REQUIRE_SECOND_FACTOR or settings.OIDC_ISSUER):
            return None
        if not request.user.is_authenticated or has_second_factor(request):
            return None
        if STILL_ASKED in request.session or is_required(request.user):
            return redirect("console:second-factor")
        return None


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and (match.view_name in _OPEN_NAMES or match.route.startswith(_OPEN_ROUTES))
