"""Metric families that are computed at each scrape and keep no state in between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily

Families = Iterator[GaugeMetricFamily | CounterMetricFamily]


def gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    """A gauge of one number."""
    return GaugeMetricFamily(f"workbench_{name}", text, value=float(value))


def gauges(name: str, text: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    """A gauge with a number per value of the label."""
    family = GaugeMetricFamily(f"workbench_{name}", text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], float(value))
    return family


def counters(name: str, text: str, label: str, values: Mapping[str, float]) -> CounterMetricFamily:
    """Counters by label: they only grow, and restart from zero when their store is lost."""
    family = CounterMetricFamily(f"workbench_{name}", text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], float(value))
    return family
