"""Permissions of API keys: scopes per method, and the platform that a key may be bound to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from articles.models import Credential, Platform

if TYPE_CHECKING:  # rest_framework.views loads this module while it is being loaded itself
    from rest_framework.views import APIView


ANY_KEY = "any"
"""In place of a scope: whatever key or token is valid."""


class HasScope(BasePermission):
    """Grant a method when the key or token has its scope.

    The view declares `required_scopes = {"GET": "articles:read"}`.

    A method without a declared scope is refused, so that a forgotten line does not open an endpoint.
    """

    message = "this key lacks the scope that this needs"

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not isinstance(request.auth, Credential):
            return False
        method = "GET" if request.method == "HEAD" else request.method or ""
        scope = getattr(view, "required_scopes", {}).get(method)
        if scope is None:
            # OPTIONS reveals no more than the schema; a method without handler will get a 405.
            return method == "OPTIONS" or not hasattr(view, method.lower())
        has = ", ".join(sorted(request.auth.scopes)) or "none"
        self.message = f"this key lacks the scope {scope}; its scopes: {has}. An administrator makes one that has it"
        return scope == ANY_KEY or scope in request.auth.scopes


def has_scope(request: Request, scope: str) -> bool:
    """Whether the request's key carries `scope`."""
    return isinstance(request.auth, Credential) and scope in request.auth.scopes


def key_platform(request: Request) -> Platform | None:
    """Return the platform that the request's key is bound to; None for a key that sees all platforms."""
    return request.auth.platform if isinstance(request.auth, Credential) else None


def visible(request: Request, path: str = "platform") -> Q:
    """Build a filter for the rows this request may see; `path` leads from the row to its platform."""
    platform = key_platform(request)
    condition: dict[str, Any] = {path: platform}
    return Q() if platform is None else Q(**condition)
