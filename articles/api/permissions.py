"""What an API key may do: scopes by method, and the one platform it may be bound to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from articles.models import ApiKey, Platform

if TYPE_CHECKING:  # rest_framework.views loads this module while it is being loaded itself
    from rest_framework.views import APIView


class HasScope(BasePermission):
    """Grants what the key's scopes cover; the view names them: `required_scopes = {"GET": "articles:read"}`.

    A method that the view handles without naming a scope is refused: a forgotten line must not open an endpoint.
    """

    message = "this key lacks the scope that this needs"

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not isinstance(request.auth, ApiKey):
            return False
        method = "GET" if request.method == "HEAD" else request.method or ""
        scope = getattr(view, "required_scopes", {}).get(method)
        if scope is None:
            # OPTIONS tells no more than the schema does; a method without handler is about to be answered with 405.
            return method == "OPTIONS" or not hasattr(view, method.lower())
        self.message = f"this key lacks the scope {scope}"
        return scope in request.auth.scopes


def has_scope(request: Request, scope: str) -> bool:
    """Whether the request's key carries `scope`."""
    return isinstance(request.auth, ApiKey) and scope in request.auth.scopes


def key_platform(request: Request) -> Platform | None:
    """The platform the request's key is bound to; None for a key that sees all of them."""
    return request.auth.platform if isinstance(request.auth, ApiKey) else None


def visible(request: Request, path: str = "platform") -> Q:
    """A filter for the rows this request may see; `path` leads from the row to its platform."""
    platform = key_platform(request)
    condition: dict[str, Any] = {path: platform}
    return Q() if platform is None else Q(**condition)
