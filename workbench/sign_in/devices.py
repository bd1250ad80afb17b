"""Known devices: a signed cookie that says which accounts have signed in with this browser.

It opens nothing. It only keeps strangers' wrong guesses from locking out the person whose browser it is.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "known_device"
_SALT = "workbench.sign_in.device"
_DAYS = 180
# People who share a computer; the one who signed in first is forgotten first.
_MOST_ACCOUNTS = 8


def device_of(request: HttpRequest, account_id: int) -> str:
    """The id of this device for that account; empty when the account never signed in here."""
    device, accounts = _read(request)
    # Each account has a count of its own on a shared device.
    return f"{device}:{account_id}" if account_id in accounts else ""


def device_of_anybody(request: HttpRequest) -> str:
    """The id of this device for sign-ons, whose account is told later; empty when nobody ever signed in here."""
    device, accounts = _read(request)
    return f"{device}:sign_on" if accounts else ""


def remember(request: HttpRequest, response: HttpResponse, account_id: int) -> None:
    """Notes that this account signed in with this browser."""
    device, accounts = _read(request)
    known = [*(other for other in accounts if other != account_id), account_id][-_MOST_ACCOUNTS:]
    value = signing.dumps([device or secrets.token_urlsafe(9), known], salt=_SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=_DAYS * 86400,
        path="/admin/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[int]]:
    try:
        value: Any = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_DAYS * 86400)
        device, accounts = value
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return device, accounts
