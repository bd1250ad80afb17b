"""Latency of requests by the route's name, never by path, which holds ids and strangers' text.

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
    buckets=(0.01, 0.025, 0.05, 0.1, 0.15, 0.3, 0.5, 1, 2.5, 5, 10, 30),
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
        match = request.resolver_match
        route = match.view_name if match else UNMATCHED
        _SECONDS.labels(route=route, status=f"{response.status_code // 100}xx").observe(time.perf_counter() - began)
        return response


def collect_into(registry: CollectorRegistry) -> None:
    """Adds the histogram of all processes of this server, or of this process if it is the only one."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_SECONDS)
