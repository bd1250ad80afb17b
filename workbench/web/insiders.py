"""Who is told the state of the parts and the metrics: the machine itself, named networks, and holders of a token."""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from articles.access.client_address import client_address, parse_networks

# Whatever came through a proxy came from a stranger, from wherever the proxy sends it.
_OF_PROXIES = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")


def has_token(request: HttpRequest) -> bool:
    """Whether the request has settings.METRICS_TOKEN."""
    token = _bearer(request)
    if not settings.METRICS_TOKEN or token is None:
        return False
    return hmac.compare_digest(token.encode(), settings.METRICS_TOKEN.encode())


def is_insider(request: HttpRequest) -> bool:
    """Whether the request has the token, or comes straight from one of settings.METRICS_NETWORKS.

    A wrong token does not count as none.
    """
    if settings.METRICS_TOKEN and _bearer(request) is not None:
        return has_token(request)
    if any(name in request.META for name in _OF_PROXIES):
        return False
    address = client_address(request)
    networks = parse_networks(tuple(settings.METRICS_NETWORKS))
    return bool(address) and any(ip_address(address) in network for network in networks)


def _bearer(request: HttpRequest) -> str | None:
    """The bearer token that the request sends."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
