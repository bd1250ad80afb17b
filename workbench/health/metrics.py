"""Metrics for Prometheus: due work and its age, failed work, the open queue, and request latency."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.registry import Collector

from workbench.health import domain_metrics, running_metrics, scorer_metrics, webhook_metrics
from workbench.health.gauges import Families
from workbench.health.latency import collect_into
from workbench.web.insiders import is_insider


class _Counted(Collector):
    """Yields the families that a function counts, at each scrape."""

    def __init__(self, count: Callable[[], Families]) -> None:
        self._count = count

    def collect(self) -> Families:
        return self._count()

    def describe(self) -> Families:
        """Nothing: registering must not count."""
        return iter(())


class _Kept:
    """The last answer of this process, for settings.METRICS_KEEP_SECONDS: a scrape counts rows."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answer, self._at = b"", float("-inf")

    def answer(self) -> bytes:
        with self._lock:  # of many that ask at once, one counts
            if time.monotonic() - self._at > settings.METRICS_KEEP_SECONDS:
                self._answer, self._at = _counted(), time.monotonic()
            return self._answer


_kept = _Kept()


def _counted() -> bytes:
    registry = CollectorRegistry()
    for count in (domain_metrics.families, webhook_metrics.families, scorer_metrics.families, running_metrics.families):
        registry.register(_Counted(count))
    collect_into(registry)
    return generate_latest(registry)


def metrics(request: HttpRequest) -> HttpResponse:
    """All families, for insiders; docs/operations.md says what each means and when to act."""
    if not is_insider(request):
        return HttpResponse("for METRICS_NETWORKS, or with METRICS_TOKEN\n", status=403, content_type="text/plain")
    return HttpResponse(_kept.answer(), content_type=CONTENT_TYPE_LATEST)
