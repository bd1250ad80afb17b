"""`Authorization: Api-Key KEY`."""

from __future__ import annotations

import re

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from articles.access.api_keys import note_use
from articles.models import ApiKey

# As djangorestframework-api-key makes them; anything else never reaches the database.
_KEY = re.compile(r"[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}")


class ApiKeyAuthentication(BaseAuthentication):
    """The key becomes `request.auth`; there is no user behind it. A wrong, revoked or expired key is 401."""

    def authenticate(self, request: Request) -> tuple[AnonymousUser, ApiKey] | None:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "api-key":
            return None
        text = text.strip()
        if not _KEY.fullmatch(text):
            raise AuthenticationFailed("the API key is malformed", "invalid_key")
        key = ApiKey.objects.select_related("platform").filter(prefix=text[:8], revoked=False).first()
        if key is None or not key.is_valid(text):
            raise AuthenticationFailed("unknown or revoked API key", "invalid_key")
        if key.has_expired:
            raise AuthenticationFailed("this API key has expired", "expired_key")
        note_use(key)
        return AnonymousUser(), key

    def authenticate_header(self, request: Request) -> str:
        return "Api-Key"
