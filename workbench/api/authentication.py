"""`Authorization: Api-Key KEY`, and `Authorization: Bearer TOKEN` of a person at an outside console."""

from __future__ import annotations

import re

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from articles.access.api_keys import note_use
from articles.access.client_address import client_address
from articles.access.key_uses import uses
from articles.models import ApiKey
from moderation.models import PersonToken
from moderation.people import tokens

# As djangorestframework-api-key makes them; anything else never reaches the database.
_KEY = re.compile(r"[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}")
_MALFORMED = "the API key is malformed: it is 8 letters or digits, a dot, and 32 more"
_EXPIRED = "this API key has expired: ask an administrator for a new one"
_UNKNOWN = "unknown or revoked API key: ask an administrator for a new one"


class ApiKeyAuthentication(BaseAuthentication):
    """The key becomes `request.auth`; there is no user behind it. A wrong, revoked or expired key is 401."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, ApiKey] | None:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "api-key":
            return None
        text = text.strip()
        if not _KEY.fullmatch(text):
            raise _refused(request, _MALFORMED, "invalid_key")
        key = ApiKey.objects.select_related("platform").filter(prefix=text[:8]).first()
        if key is None:
            raise _refused(request, _UNKNOWN, "invalid_key")
        if key.revoked or not key.is_valid(text):
            raise _refused(request, _UNKNOWN, "invalid_key", key.via)
        if key.has_expired:
            raise _refused(request, _EXPIRED, "expired_key", key.via)
        note_use(key)
        uses.note(key.via, client_address(request._request))
        return AnonymousUser(), key

    def authenticate_header(self, request: Request) -> str:
        """The challenge of every 401, this class being the first: as RFC 6750 has it for whoever shows a token."""
        shows_token = request.headers.get("Authorization", "").lower().startswith("bearer ")
        return 'Bearer error="invalid_token"' if shows_token else "Api-Key"


class PersonTokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer TOKEN` of a person at an outside console becomes `request.auth`; a dead token is 401."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, PersonToken] | None:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = tokens.by_access(text.strip())
        if token is None or not tokens.is_live(token):
            detail = "this token is unknown or over: the person signs in again"
            raise _refused(request, detail, "invalid_token", token.via if token else "")
        if token.is_expired():
            detail = "this token has expired: renew it with the refresh token"
            raise _refused(request, detail, "expired_token", token.via)
        tokens.note_use(token)
        uses.note(token.via, client_address(request._request))
        return AnonymousUser(), token


def _refused(request: Request, detail: str, code: str, via: str = "") -> AuthenticationFailed:
    """What to raise; the log says the code, and which credential was shown, if there is such a one."""
    request._request.denied_for = code  # type: ignore[attr-defined]  # for workbench.web.denials
    request._request.shown_credential = via  # type: ignore[attr-defined]
    return AuthenticationFailed(detail, code)
