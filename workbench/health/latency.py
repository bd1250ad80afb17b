"""Latency of requests by route, never by path, which holds ids and strangers' text.

gunicorn_conf.py sets PROMETHEUS_MULTIPROC_DIR to a folder where all processes of a server count together.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

_SECONDS = Histogram(
    "workbench_request_seconds",
    "Time to answer a request, by route and class of status",
    ["route", "status"],
    buckets=(0.05, 0.15, 0.5, 1, 5, 30),
    registry=None,
)
UNMATCHED = "unmatched"


class LatencyMiddleware:
    """Times each request from its first middleware to its answer (of a stream: to its beginning)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        status = response.status_code // 100
        _SECONDS.labels(route=_route(request, status), status=f"{status}xx").observe(time.perf_counter() - began)
        return response


def _route(request: HttpRequest, status: int) -> str:
    """The route's name where it says something; refusals (4xx) by area: strangers can have one of every route."""
    match = request.resolver_match
    if match is None:
        return UNMATCHED
    area = "api" if request.path.startswith("/api/") else match.app_name or "other"
    # A hundred pages of the admin are one kind of page.
    return area if status == 4 or area == "admin" else match.view_name


def collect_into(registry: CollectorRegistry) -> None:
    """Adds the histogram of all processes of this server, or of this process if it is the only one."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_SECONDS)
