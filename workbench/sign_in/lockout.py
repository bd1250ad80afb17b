"""The answer to a client that is locked out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, str] | None = None
) -> HttpResponse:
    """The answer that django-axes asks for; settings.AXES_LOCKOUT_CALLABLE."""
    return locked_for(request, getattr(request, "sign_in_locked_for", 60))


def locked_for(request: HttpRequest, seconds: int) -> HttpResponse:
    """429 with the seconds to the lock's end in Retry-After."""
    answer = render(request, "locked_out.html", {"minutes": -(-seconds // 60)}, status=429)
    answer["Retry-After"] = str(seconds)
    return answer
