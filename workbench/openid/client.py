"""The client of the provider: Authlib's, with what it leaves open decided.

Discovery, state, nonce, PKCE, signature, `exp`, `iat`, `azp` and `at_hash` are Authlib's. Added here: the issuer and
audience must be ours, algorithms with a secret or without a signature are refused, and every endpoint speaks HTTPS.

This is the one outgoing HTTP beside `moderation.webhooks.protocol.transport`: Authlib makes its own requests, to the
provider that the operator named. Each has a time limit, and while the provider is away they are not tried.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Mapping
from functools import lru_cache
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.integrations.base_client import MismatchingStateError, OAuthError
from authlib.integrations.django_client import DjangoIntegration, DjangoOAuth2App
from django.conf import settings
from joserfc.errors import JoseError

from moderation.accounts.sign_on import Assertion

# Seconds to connect and between two bytes: a person waits for them.
_TIME_LIMITS = (3.05, 5)
# Seconds in which a provider that was away is not asked again: each request would hold a thread.
_PAUSE = 20
# Seconds that the provider's clock may differ.
_LEEWAY = 60
_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
# In the names under which Authlib keeps the state.
_NAME = "provider"
_away_until = 0.0


class ProviderAway(Exception):
    """The provider does not answer, or not with what OpenID Connect asks for."""


class NotThisSignOn(Exception):
    """The answer belongs to no sign-on of this browser: too old, repeated, or somebody else's."""


class ProviderRefused(Exception):
    """The provider did not sign the person in, or the person did not want it; the message is its code."""


class BadToken(Exception):
    """The token is not one that the provider made for this sign-on; the message says what is wrong with it."""


def is_configured() -> bool:
    """Whether a provider is named."""
    return bool(settings.OIDC_ISSUER)


def issuer() -> str:
    """The provider's name in rows and in the chain."""
    return str(settings.OIDC_ISSUER).rstrip("/")


def begin(redirect_uri: str) -> tuple[str, dict[str, Any]]:
    """The address to send the browser to, and what to keep in it until the answer. Raises ProviderAway."""
    kept: dict[str, Any] = {}
    response = _asked(lambda: _client().authorize_redirect(SimpleNamespace(session=kept), redirect_uri))
    return str(response.url), kept


def was_asked_for(query: Mapping[str, str], kept: Mapping[str, Any]) -> bool:
    """Whether the answer belongs to a sign-on that this browser began; nothing is asked."""
    return bool(query.get("state")) and f"_state_{_NAME}_{query['state']}" in kept


def finish(query: Mapping[str, str], kept: dict[str, Any]) -> Assertion:
    """What the provider says about the person who comes back.

    Raises ProviderAway, NotThisSignOn, ProviderRefused, BadToken.
    """
    if query.get("error"):
        raise ProviderRefused(query["error"])
    request = SimpleNamespace(method="GET", GET=query, session=kept)
    client = _client()

    def exchanged() -> tuple[Mapping[str, Any], Any]:
        metadata = client.load_server_metadata()
        options = {
            "iss": {"essential": True, "value": metadata["issuer"]},
            "aud": {"essential": True, "value": settings.OIDC_CLIENT_ID},
        }
        token = client.authorize_access_token(request, claims_options=options, leeway=_LEEWAY)
        claims = token.get("userinfo")
        if not claims:
            raise BadToken("there is no ID token in the answer")
        return claims, _groups_elsewhere(client, token, claims)

    claims, groups = _asked(exchanged)
    acr = claims.get("acr")
    return Assertion(
        issuer=issuer(),
        subject=str(claims["sub"]),
        name=str(claims.get("preferred_username") or ""),
        groups=frozenset(groups),
        methods=frozenset({*map(str, claims.get("amr") or ()), *([str(acr)] if acr else ())}),
    )


def _groups_elsewhere(client: _Provider, token: Any, claims: Mapping[str, Any]) -> list[str]:
    """The groups of the token, or those that the provider tells on request where the token has none."""
    groups = _groups(claims)
    if groups is None and client.load_server_metadata().get("userinfo_endpoint"):
        told = client.userinfo(token=token)
        if told.get("sub") != claims["sub"]:
            raise BadToken("the user info is somebody else's")
        groups = _groups(told)
    return groups or []


def _groups(claims: Mapping[str, Any]) -> list[str] | None:
    """The value of the claim of groups as a list; None where there is no such claim."""
    value: Any = claims
    for name in [settings.OIDC_GROUPS_CLAIM] if settings.OIDC_GROUPS_CLAIM in claims else _path():
        value = value.get(name) if isinstance(value, Mapping) else None
    if value is None:
        return None
    return [str(group) for group in (value if isinstance(value, list) else [value])]


def _path() -> list[str]:
    return str(settings.OIDC_GROUPS_CLAIM).split(".")


class _Provider(DjangoOAuth2App):  # type: ignore[misc]  # Authlib is untyped
    def load_server_metadata(self) -> dict[str, Any]:
        metadata: dict[str, Any] = super().load_server_metadata()
        if str(metadata.get("issuer", "")).rstrip("/") != issuer():
            raise ProviderAway(f"it calls itself {metadata.get('issuer')!r}")
        for name in _ENDPOINTS:
            if name in metadata and not is_safe(str(metadata[name])):
                raise ProviderAway(f"its {name} does not speak HTTPS")
        methods = metadata.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if settings.OIDC_CLIENT_SECRET and "client_secret_basic" not in methods and "client_secret_post" in methods:
            metadata["token_endpoint_auth_method"] = "client_secret_post"  # noqa: S105 - the name of a method
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        metadata["id_token_signing_alg_values_supported"] = [name for name in offered if name in _ALGORITHMS]
        return metadata

    def parse_id_token(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().parse_id_token(*args, **kwargs)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise BadToken(f"{type(error).__name__}: {error}") from error


def is_safe(address: str) -> bool:
    """Whether an address of the provider speaks HTTPS, or stays on this machine."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        return True
    try:
        return parts.scheme == "http" and ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.scheme == "http" and parts.hostname == "localhost"


def _client() -> _Provider:
    # What the provider tells about itself is asked anew each hour.
    names = (issuer(), settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET, settings.OIDC_SCOPES)
    return _made(*names, _TIME_LIMITS, int(time.time() // 3600))


@lru_cache(maxsize=4)
def _made(named: str, client_id: str, secret: str, scopes: str, limits: tuple[float, float], hour: int) -> _Provider:
    return _Provider(
        DjangoIntegration(_NAME),
        name=_NAME,
        client_id=client_id,
        client_secret=secret or None,
        server_metadata_url=f"{named}/.well-known/openid-configuration",
        client_kwargs={"scope": scopes, "code_challenge_method": "S256", "default_timeout": limits},
    )


def _asked(question: Any) -> Any:
    """The provider's answer; its failures as ours. Raises ProviderAway, NotThisSignOn, BadToken."""
    global _away_until
    if time.monotonic() < _away_until:
        raise ProviderAway("it was away a moment ago")
    try:
        return question()
    except MismatchingStateError as error:
        raise NotThisSignOn(str(error)) from error
    except OAuthError as error:
        raise BadToken(str(error)) from error
    except (requests.ConnectionError, requests.Timeout) as error:
        _away_until = time.monotonic() + _PAUSE
        raise ProviderAway(type(error).__name__) from error
    except (requests.RequestException, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise ProviderAway(f"{type(error).__name__}: {error}") from error
