"""The OAuth 2 server for outside consoles: authorization code with PKCE (RFC 6749, 7636), renewal, revocation (7009).

Authlib checks the requests and makes the answers; here stand the rows and what is stricter than the standard asks: PKCE
by S256 for every console, one scope, one refresh token at a time.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from authlib.integrations.django_oauth2 import AuthorizationServer, RevocationEndpoint
from authlib.integrations.django_oauth2.requests import DjangoOAuth2Payload, DjangoOAuth2Request
from authlib.oauth2.rfc6749 import InvalidGrantError, InvalidRequestError, OAuth2Request, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone

from articles.models.access.keys import ACTING_SCOPE
from moderation.models import OutsideConsole, PersonToken, SignInCode
from moderation.models.people.digests import digest
from moderation.people import tokens

# The browser carries the code straight to the console.
_CODE_LIFE = timedelta(seconds=60)
_CLIENT_ID = re.compile(r"[A-Za-z0-9]{20}")
_VISIBLE = re.compile(r"[\x20-\x7e]*")
_CLIENT_AUTH = ["client_secret_basic", "client_secret_post", "none"]


def is_readable(request: HttpRequest) -> bool:
    """Whether all that the request says has the characters of RFC 6749 (appendix A); Authlib fails on others."""
    said = [request.headers.get("Authorization", "")]
    for parameters in (request.GET, request.POST):
        for name, values in parameters.lists():
            said += [name, *(value for value in values if isinstance(value, str))]
    return all(_VISIBLE.fullmatch(text) for text in said)


class _Request(DjangoOAuth2Request):  # type: ignore[misc]  # Authlib is untyped
    """A request as it came. Authlib refuses plain HTTP; where HTTPS is off, passwords come by it too."""

    def __init__(self, request: HttpRequest) -> None:
        uri = request.build_absolute_uri()
        if not settings.HTTPS:
            uri = "https" + uri.removeprefix("https").removeprefix("http")
        OAuth2Request.__init__(self, method=request.method, uri=uri, headers=request.headers)
        self.payload = DjangoOAuth2Payload(request)
        self._request = request


class _Server(AuthorizationServer):  # type: ignore[misc]  # Authlib is untyped
    def create_oauth2_request(self, request: HttpRequest) -> _Request:
        return _Request(request)

    def query_client(self, client_id: str) -> OutsideConsole | None:
        # Anything else never reaches the database, which takes no NUL.
        if not _CLIENT_ID.fullmatch(client_id):
            return None
        return OutsideConsole.objects.filter(client_id=client_id, is_active=True).first()

    def generate_token(self, grant_type: str, client: OutsideConsole, **_: Any) -> dict[str, Any]:
        """Two secrets; those of a renewal keep the prefix of their sign-in, which `_Refresh` has put there."""
        secrets = tokens.pair()
        return _answer(secrets)

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        """Begins the sign-in of a code; a renewal has saved itself."""
        code: SignInCode | None = getattr(request, "authorization_code", None)
        if code is None:
            return
        secrets = tokens.Pair(token["access_token"], token["refresh_token"])
        row = tokens.begin(
            request.user, request.client, secrets, second_factor=code.second_factor, known_hash=code.person_hash
        )
        token["expires_in"] = row.get_expires_in()


class _Code(grants.AuthorizationCodeGrant):  # type: ignore[misc]  # Authlib is untyped
    TOKEN_ENDPOINT_AUTH_METHODS = _CLIENT_AUTH

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        data = request.payload.data
        now = timezone.now()
        SignInCode.objects.filter(expires_at__lt=now).delete()
        SignInCode.objects.create(
            code_digest=digest(code),
            console=request.client,
            user=request.user,
            person_hash=tokens.person_hash(request.user),
            second_factor=bool(getattr(request.user, "shown_second_factor", False)),
            redirect_uri=request.payload.redirect_uri or "",
            code_challenge=data["code_challenge"],
            code_challenge_method=data["code_challenge_method"],
            expires_at=now + _CODE_LIFE,
        )

    def query_authorization_code(self, code: str, client: OutsideConsole) -> SignInCode | None:
        rows = SignInCode.objects.select_related("user")
        return rows.filter(code_digest=digest(code), console=client, expires_at__gt=timezone.now()).first()

    def authenticate_user(self, authorization_code: SignInCode) -> User | None:
        """The person who agreed; the code is used up by it, so that of two parallel requests one gets a token."""
        used = SignInCode.objects.filter(pk=authorization_code.pk).delete()[0]
        return authorization_code.user if used else None

    def delete_authorization_code(self, authorization_code: SignInCode) -> None:
        """Nothing: it is used up already."""


class _Refresh(grants.RefreshTokenGrant):  # type: ignore[misc]  # Authlib is untyped
    TOKEN_ENDPOINT_AUTH_METHODS = _CLIENT_AUTH
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> PersonToken | None:
        return tokens.by_refresh(refresh_token)

    def authenticate_user(self, refresh_token: PersonToken) -> User:
        return refresh_token.user

    def issue_token(self, user: User, refresh_token: PersonToken) -> dict[str, Any]:
        secrets = tokens.pair(refresh_token.prefix)
        if not tokens.renew(refresh_token, self.request.form["refresh_token"], secrets):
            raise InvalidGrantError()
        refresh_token.refresh_from_db()
        return {**_answer(secrets), "expires_in": refresh_token.get_expires_in()}

    def revoke_old_credential(self, refresh_token: PersonToken) -> None:
        """Nothing: the new secrets have replaced the old ones."""


class _Challenge(CodeChallenge):  # type: ignore[misc]  # Authlib is untyped
    """PKCE for all, by S256: RFC 9700 recommends it for consoles with a secret too."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ("S256",)

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        data = grant.request.payload.data
        if not data.get("code_challenge") or data.get("code_challenge_method") != "S256":
            raise InvalidRequestError("code_challenge with code_challenge_method S256 is required")
        super().validate_code_challenge(grant, redirect_uri)


class _Revocation(RevocationEndpoint):  # type: ignore[misc]  # Authlib is untyped
    CLIENT_AUTH_METHODS = _CLIENT_AUTH

    def query_token(self, token: str, token_type_hint: str | None) -> PersonToken | None:
        return tokens.by_access(token) or tokens.by_refresh(token)

    def revoke_token(self, token: PersonToken, request: OAuth2Request) -> None:
        tokens.end(token, token.user, "console_signed_out")


def _answer(secrets: tokens.Pair) -> dict[str, Any]:
    return {
        "token_type": "Bearer",
        "access_token": secrets.access,
        "refresh_token": secrets.refresh,
        "scope": ACTING_SCOPE,
    }


server = _Server(OutsideConsole, PersonToken)
server.register_grant(_Code, [_Challenge(required=True)])
server.register_grant(_Refresh)
server.register_endpoint(_Revocation)
