"""What the provider's own process serves; `openid_provider` starts it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from jwcrypto import jwt
from oauth2_provider.models import Application
from oauth2_provider.oauth2_validators import OAuth2Validator

TOLD: dict[str, Any] = {"flaw": "", "groups_in": "token"}
FLAWS = {
    "expired": lambda claims, header: claims.update(exp=claims["iat"] - 600),
    "nonce": lambda claims, header: claims.update(nonce="somebody-elses"),
    "no_nonce": lambda claims, header: claims.pop("nonce"),
    "issuer": lambda claims, header: claims.update(iss="https://evil.example"),
    "audience": lambda claims, header: claims.update(aud="another-client"),
    "audiences": lambda claims, header: claims.update(aud=["another-client", "third"], azp="another-client"),
    "no_audience": lambda claims, header: claims.pop("aud"),
    "future": lambda claims, header: claims.update(iat=claims["iat"] + 7200),
    "no_subject": lambda claims, header: claims.pop("sub"),
    "kid": lambda claims, header: header.update(kid="nobody-knows-this"),
}
_PEOPLE: dict[str, dict[str, Any]] = {}


def person_of_cookie(get_response: Any) -> Any:
    """Signs in at the provider whom the cookie names."""

    def middleware(request: Any) -> HttpResponse:
        claims = json.loads(unquote(request.COOKIES.get("person", "")) or "{}")
        if claims:
            request.user, _ = User.objects.get_or_create(username=claims["sub"])
            _PEOPLE[claims["sub"]] = claims
        answer: HttpResponse = get_response(request)
        return answer

    return middleware


class Validator(OAuth2Validator):
    """Tokens with the claims of the cookie, and with the mistake that was asked for."""

    oidc_claim_scope = None

    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        claims = dict(_PEOPLE[request.user.username])
        in_userinfo = not hasattr(request, "client") or request.grant_type is None
        if (TOLD["groups_in"] == "userinfo") is not in_userinfo:
            claims.pop("groups", None)
        return claims

    def finalize_id_token(self, id_token: Any, token: Any, token_handler: Any, request: Any) -> str:
        text: str = super().finalize_id_token(id_token, token, token_handler, request)
        key = request.client.jwk_key
        claims = json.loads(jwt.JWT(jwt=text, key=key).claims)
        header = {"typ": "JWT", "alg": "RS256", "kid": key.thumbprint()}
        if TOLD["flaw"] in FLAWS:
            FLAWS[TOLD["flaw"]](claims, header)
        if TOLD["flaw"] == "key":
            from jwcrypto.jwk import JWK

            key = JWK.generate(kty="RSA", size=2048)
        if TOLD["flaw"] == "symmetric":
            from jwcrypto.jwk import JWK

            header, key = {"typ": "JWT", "alg": "HS256"}, JWK.from_password("client-secret-of-the-tests-of-32-bytes")
        if TOLD["flaw"] == "unsigned":
            from base64 import urlsafe_b64encode

            parts = [json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, claims)]
            return ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."
        made = jwt.JWT(header=json.dumps(header), claims=json.dumps(claims))
        made.make_signed_token(key)
        return str(made.serialize())


@csrf_exempt
def tell(request: Any) -> HttpResponse:
    """Sets what the tests tell."""
    told = json.loads(request.body)
    if "redirect_uris" in told:
        Application.objects.update(redirect_uris=told.pop("redirect_uris"))
    TOLD.update(told)
    return HttpResponse("ok")


urlpatterns = [
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    path("tell", tell),
]
