"""Answers sign-ins that come too fast, and remembers the device of those that succeed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.access.sign_ins import Crowded
from workbench.sign_in.devices import remember
from workbench.sign_in.slots import Busy

# Seconds: a slot is free after one or two hashes; the crowd is counted by the minute.
_RETRY = {Busy: 5, Crowded: 60}


class SignInMiddleware:
    """Nothing is hashed for Busy and Crowded: 503 with Retry-After."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        account = getattr(request, "signed_in_account", None)
        if account is not None:
            remember(request, response, account)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        seconds = _RETRY.get(type(exception))
        if seconds is None:
            return None
        response = render(request, "sign_in_busy.html", {"seconds": seconds}, status=503)
        response["Retry-After"] = str(seconds)
        return response
