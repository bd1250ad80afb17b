"""Prometheus asks each web server by its own address, which is no name of the site, and without TLS."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from workbench.health.metrics import metrics
from workbench.health.probes import readyz
from workbench.web.insiders import has_token

_VIEWS: dict[str, Callable[[HttpRequest], HttpResponse]] = {"/metrics": metrics, "/readyz": readyz}


class TokenMiddleware:
    """Answers holders of METRICS_TOKEN before ALLOWED_HOSTS and HTTPS are checked; everybody else passes both checks.

    A page that makes a browser ask an address of this network (DNS rebinding) does not know the token.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = _VIEWS.get(request.path_info)
        if view is None or not has_token(request):
            return self.get_response(request)
        request.resolver_match = resolve(request.path_info)  # by which the latency is counted
        return view(request)
