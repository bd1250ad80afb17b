"""OAuth 2 for outside consoles: tokens, revocation, and what this server offers (RFC 6749, 7009, 8414)."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from articles.models.access.keys import ACTING_SCOPE
from moderation.people.authorization import is_readable, server


@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """Changes a code or a refresh token for new tokens. The console's own secret, or PKCE, proves who asks."""
    if not is_readable(request):
        return _unreadable()
    return _logged(request, server.create_token_response(request))


@csrf_exempt
@never_cache
@sensitive_post_parameters()
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Ends the sign-in of a token: access and refresh token both."""
    if not is_readable(request):
        return _unreadable()
    return _logged(request, server.create_endpoint_response("revocation", request))


def _logged(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer; a refused one is a line of the log, with the address and the error's code."""
    if answer.status_code >= 400:
        told = json.loads(answer.content).get("error", "refused")
        request.denied_for = f"oauth: {told}"  # type: ignore[attr-defined]  # for workbench.web.denials
    return answer


def _unreadable() -> JsonResponse:
    told = {"error": "invalid_request", "error_description": "characters other than visible ASCII"}
    return JsonResponse(told, status=400)


@require_safe
def metadata(request: HttpRequest) -> JsonResponse:
    """What an outside console needs to know of this server."""
    base = request.build_absolute_uri("/").rstrip("/")
    methods = ["none", "client_secret_basic", "client_secret_post"]
    return JsonResponse(
        {
            "issuer": base,
            "authorization_endpoint": base + reverse("oauth-authorize"),
            "token_endpoint": base + reverse("oauth-token"),
            "revocation_endpoint": base + reverse("oauth-revoke"),
            "scopes_supported": [ACTING_SCOPE],
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": methods,
            "revocation_endpoint_auth_methods_supported": methods,
        }
    )
