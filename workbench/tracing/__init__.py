"""Traces of requests, tasks and statements for an OpenTelemetry collector; off by default."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def start(part: str) -> None:
    """Begins to trace this process as `workbench-PART`; without OTEL_EXPORTER_OTLP_ENDPOINT it does nothing.

    Call it before Django loads its middleware. Raises ImproperlyConfigured when the libraries are not installed.
    """
    if not settings.OTEL_EXPORTER_OTLP_ENDPOINT:
        return
    try:
        from workbench.tracing import pipeline
    except ModuleNotFoundError as error:
        raise ImproperlyConfigured(
            f"OTEL_EXPORTER_OTLP_ENDPOINT is set, but {error.name} is missing: pip install -r requirements-otel.txt"
        ) from None
    pipeline.start(part, settings.OTEL_EXPORTER_OTLP_ENDPOINT)


def stop() -> None:
    """Sends what is still kept, before a process ends that runs no exit handlers."""
    if settings.OTEL_EXPORTER_OTLP_ENDPOINT:
        from workbench.tracing import pipeline

        pipeline.stop()
