"""Metric families that are counted when Prometheus asks; they keep nothing between two scrapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily

Families = Iterator[GaugeMetricFamily | CounterMetricFamily]


def gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    """One number."""
    return GaugeMetricFamily(f"workbench_{name}", text, value=float(value))


def gauges(name: str, text: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    """A number for each value of the label."""
    family = GaugeMetricFamily(f"workbench_{name}", text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], float(value))
    return family


def counters(name: str, text: str, label: str, values: Mapping[str, float]) -> CounterMetricFamily:
    """Numbers that only grow, and begin anew when what keeps them is lost."""
    family = CounterMetricFamily(f"workbench_{name}", text, labels=[label])
    for key, value in values.items():
        family.add_metric([key], float(value))
    return family
