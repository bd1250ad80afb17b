"""Metrics for Prometheus: due work and its age, failed work, the open queue, and request latency."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.registry import Collector

from workbench.health import domain_metrics, running_metrics, webhook_metrics
from workbench.health.gauges import Families
from workbench.health.latency import collect_into


class _Counted(Collector):
    """Yields the families that a function counts, at each scrape."""

    def __init__(self, count: Callable[[], Families]) -> None:
        self._count = count

    def collect(self) -> Families:
        return self._count()

    def describe(self) -> Families:
        """Nothing: registering must not count."""
        return iter(())


def metrics(request: HttpRequest) -> HttpResponse:
    """All families; docs/operations.md says what each means and when to act."""
    registry = CollectorRegistry()
    for count in (domain_metrics.families, webhook_metrics.families, running_metrics.families):
        registry.register(_Counted(count))
    collect_into(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
